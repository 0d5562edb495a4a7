package acme.dotenv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.contract.ModuleContract;
import play.testkit.LocalSubject;
import play.testkit.Parameters;

/** The module keeps the contract of resources, on this machine's own files. */
public class DotenvModuleTest {
    private final DotenvModule module = new DotenvModule();

    private List<String> violations(Path folder, boolean right) throws Exception {
        DotenvModule.Params params = Parameters.of(
                module,
                Map.of("path", folder.resolve("acme.env").toString(), "variables", Map.of("GREETING", "it's me")));
        return ModuleContract.violations(new LocalSubject<>(module, params, folder), right);
    }

    @Test
    public void keepsTheContract() throws Exception {
        Path folder = Files.createTempDirectory("dotenv");
        Path file = folder.resolve("acme.env");
        try {
            assertEquals(List.of(), violations(folder, false));
            assertEquals("GREETING='it'\\''s me'\n", Files.readString(file));
            assertEquals(List.of(), violations(folder, true));
            Files.writeString(file, "GREETING=other\n");
            assertEquals(List.of(), violations(folder, false));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    @Test
    public void refusesAPathThatIsNone() {
        String wrong = Parameters.wrong(module, Map.of("path", "", "variables", Map.of()));
        assertTrue(wrong.contains("path"), wrong);
    }
}
