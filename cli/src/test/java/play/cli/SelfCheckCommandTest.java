package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.selfcheck.Machine;

/** How findings are printed, and which exit code they have. */
class SelfCheckCommandTest {
    private final StringWriter out = new StringWriter();

    private int check(int java, String... words) throws UsageException {
        SelfCheckCommand command =
                new SelfCheckCommand(new Machine(Map.of("PATH", ""), java, "UTF-8", false, Path.of("/nowhere")));
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(new StringWriter()), false, 80);
        return command.run(Arguments.parse(List.of(words), command.options()), terminal);
    }

    @Test
    void whatOnlySomeNeedIsNoFailure() throws Exception {
        assertEquals(0, check(25));
        assertTrue(out.toString().contains("present  Java: Java 25\n"), out::toString);
        assertTrue(
                out.toString().contains("absent   rsync: needed by the module synchronize\n           apt-get install"),
                out::toString);
    }

    @Test
    void whatRunsNeedIsOne() throws Exception {
        assertEquals(1, check(24, "--json"));
        JsonNode first = new ObjectMapper().readTree(out.toString()).get(0);
        assertEquals("Java", first.get("name").asText());
        assertEquals("missing", first.get("state").asText());
        assertTrue(first.get("remedy").asText().contains("install a JDK 25"), first::toString);
    }
}
