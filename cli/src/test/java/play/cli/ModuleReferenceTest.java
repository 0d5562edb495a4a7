package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import play.module.ModuleRegistry;
import play.module.TaskModule;
import play.param.Parameter;

class ModuleReferenceTest {
    private static final ModuleRegistry MODULES = ModuleRegistry.installed();

    @Test
    void thePageInDocsIsUpToDate() throws IOException {
        String page = Files.readString(Home.folder().resolve("docs/modules.md"));
        assertEquals(
                ModuleReference.page(MODULES),
                page,
                "docs/modules.md is out of date; write it anew: ./play doc --markdown > docs/modules.md");
    }

    @Test
    void everyModuleAndParameterIsOnThePage() {
        String page = ModuleReference.page(MODULES);
        assertTrue(MODULES.find("copy").isPresent(), "the modules of this project are not on the class path");
        for (TaskModule<?> module : MODULES.all()) {
            String heading = "\n## " + module.spec().name() + "\n";
            assertTrue(page.contains(heading), heading);
            String section = page.substring(page.indexOf(heading) + 1).split("\n## ", 2)[0];
            for (Parameter parameter : module.spec().schema().parameters()) {
                assertTrue(
                        section.contains("| `" + parameter.name() + "` |"),
                        module.spec().name() + ": " + parameter.name());
            }
        }
    }

    @Test
    void keysOfMappingsAreOnThePage() {
        String page = ModuleReference.page(MODULES);
        for (String name : new String[] {"networks[].name", "registry_mirrors[].mirrors[].url", "client.fsid"}) {
            assertTrue(page.contains("\n| `" + name + "` |"), name);
        }
    }
}
