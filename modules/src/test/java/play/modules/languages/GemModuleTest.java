package play.modules.languages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.StateKey;
import play.module.Plan;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** What a stand-in for the program gem answers, as that of RubyGems 3.3 does. */
class GemModuleTest {
    private static final String GEM = """
        #!/bin/sh
        case "$*" in
          environment) printf 'RubyGems Environment:\\n  - INSTALLATION DIRECTORY: /var/lib/gems/3.1.0\\n' ;;
          *--installed*'--version ~> 1.0 demo') echo true ;;
          *--installed*) echo false; exit 1 ;;
          *--remote*demo*) printf 'demo (3.0 ruby java, 2.0, 1.5)\\n' ;;
          *--remote*) : ;;
          *--local*rake) printf 'rake (default: 13.0.6)\\n' ;;
          *--local*demo) printf 'demo-more (9)\\ndemo (2.0, 1.5 x86_64-linux)\\n' ;;
        esac
        """;

    private final GemModule module = new GemModule();

    @TempDir
    Path folder = Path.of("/");

    private Plan plan(Map<String, Object> given) throws Exception {
        Path gem = Files.writeString(folder.resolve("gem"), GEM);
        Files.setPosixFilePermissions(gem, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, Object> all = new HashMap<>(given);
        all.put("executable", gem.toString());
        GemModule.Params params = Parameters.of(module, all);
        List<StateKey<?>> keys = module.probes(params);
        return module.plan(params, LocalHost.reading(keys));
    }

    private String title(Map<String, Object> given) throws Exception {
        return assertInstanceOf(Plan.Change.class, plan(given)).title();
    }

    @Test
    void whatIsThereByNameAndVersionIsLeft() throws Exception {
        assertEquals(Plan.UNCHANGED, plan(Map.of("name", "demo")));
        assertEquals(Plan.UNCHANGED, plan(Map.of("name", "demo", "version", "~> 1.0")));
        assertEquals(Plan.UNCHANGED, plan(Map.of("name", "dem", "state", "absent")));
        assertEquals(
                "gem install --norc --version 9 --user-install --no-document demo",
                title(Map.of("name", "demo", "version", "9")));
    }

    @Test
    void theNewestIsWhatTheSourceSays() throws Exception {
        assertEquals(
                "gem install --norc --source=http://x/ --user-install --no-document demo",
                title(Map.of("name", "demo", "state", "latest", "source", "http://x/")));
        assertInstanceOf(Plan.Undetermined.class, plan(Map.of("name", "none", "state", "latest")));
    }

    @Test
    void whatIsPartOfRubyStays() throws Exception {
        assertEquals(
                new Plan.Rejected("rake is part of Ruby, so it cannot be removed"),
                plan(Map.of("name", "rake", "state", "absent")));
        assertEquals(
                "gem uninstall --norc --user-install --all --executables demo",
                title(Map.of("name", "demo", "state", "absent")));
    }

    @Test
    void whatContradictsItselfIsAFault() {
        fault("version", Map.of("name", "a", "version", "1", "state", "latest"));
        fault("gem_source", Map.of("name", "a", "gem_source", "/a.gem", "state", "latest"));
        fault("install_dir", Map.of("name", "a", "install_dir", "/a"));
        fault("build_flags", Map.of("name", "a", "build_flags", "--with='x"));
    }

    private void fault(String parameter, Map<String, Object> given) {
        assertEquals(
                parameter,
                module.check(Parameters.of(module, new HashMap<>(given)))
                        .getFirst()
                        .parameter());
    }
}
