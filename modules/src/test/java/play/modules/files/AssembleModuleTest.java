package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Mode;
import play.host.Observed;
import play.host.Script;
import play.module.Action;
import play.module.Plan;
import play.param.LocalFile;
import play.param.LocalFolder;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;

class AssembleModuleTest {
    private static final AssembleModule MODULE = new AssembleModule();

    private static String assembled(Assembly assembly, String... fragments) {
        TreeMap<String, Bytes> files = new TreeMap<>();
        for (int i = 0; i < fragments.length; i += 2) {
            files.put(fragments[i], Bytes.of(fragments[i + 1]));
        }
        return assembly.of(files).utf8();
    }

    private static Assembly with(String delimiter) {
        return new Assembly(Optional.empty(), true, delimiter);
    }

    /** The results are those of ansible-core 2.21. */
    @Test
    void fragmentsAreJoinedAsAnsibleJoinsThem() {
        assertEquals("a\nb", assembled(with(""), "2", "b", "1", "a\n"));
        assertEquals("a\nb", assembled(with(""), "1", "a", "2", "b"));
        assertEquals("a\n--\nb\n", assembled(with("--"), "1", "a", "2", "b\n"));
        assertEquals("a\n\n--\nb", assembled(with("\\n--\\x0a"), "1", "a", "2", "b"));
        assertEquals("\nb", assembled(with(""), "1", "", "2", "b"));
        assertEquals("", assembled(with("--")));
        assertEquals("a\n\\q\tA\nb", assembled(with("\\q\\t\\101"), "1", "a", "2", "b"));
    }

    @Test
    void onlyChosenNamesHaveAPart() {
        Assembly chosen = new Assembly(Optional.of(Pattern.compile("\\.conf$")), false, "");
        assertEquals("a", assembled(chosen, "1.conf", "a", "2.txt", "b", ".3.conf", "c"));
    }

    private static AssembleModule.Params params(Path folder, Map<String, Object> more) {
        Map<String, Object> written = new HashMap<>(Map.of("src", folder + "/parts", "dest", folder + "/whole"));
        written.putAll(more);
        return Parameters.of(MODULE, written);
    }

    private static Plan plan(AssembleModule.Params params) {
        return MODULE.plan(params, LocalHost.reading(MODULE.probes(params)));
    }

    @Test
    void theHostsFilesAreReadAndDirectoriesHaveNoPart(@TempDir Path temporary) throws Exception {
        Path folder = temporary.toRealPath();
        LocalHost.run(Script.of("cd '" + folder + "'; mkdir -p parts/below; echo x >parts/below/x; echo a >parts/1;"
                + " ln -s 1 parts/2; ln -s nowhere parts/3; printf h >parts/.h"));
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(params(folder, Map.of("ignore_hidden", true))));
        Action.WriteFile write =
                assertInstanceOf(Action.WriteFile.class, change.actions().getFirst());
        assertEquals(Content.of("a\na\n"), write.content());
        LocalHost.run(Script.of("cd '" + folder + "'; printf 'h\\na\\na\\n' >whole"));
        assertEquals(Plan.UNCHANGED, plan(params(folder, Map.of())));
    }

    @Test
    void whatIsNoDirectoryIsRejected(@TempDir Path folder) throws Exception {
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, plan(params(folder.toRealPath(), Map.of())));
        assertTrue(rejected.why().contains("remote_src: false"), rejected.why());
        assertTrue(Parameters.wrong(MODULE, Map.of("src", "https://example.org/parts", "dest", "/srv/x"))
                .contains("src must be a directory of the host"));
        assertTrue(Parameters.wrong(MODULE, Map.of("src", "/parts", "dest", "/srv/x", "regexp", "("))
                .contains("not a regular expression"));
    }

    @Test
    void fragmentsOfTheControllerMayBeSecret(@TempDir Path temporary) throws Exception {
        Path folder = temporary.toRealPath();
        TreeMap<String, LocalFile> files = new TreeMap<>();
        files.put("1", new LocalFile("1", Content.secret(Bytes.of("a")), new Mode(0600)));
        files.put("below/2", new LocalFile("2", Content.of("b"), new Mode(0600)));
        LocalFolder parts = new LocalFolder("parts", new TreeSet<>(), files, new TreeMap<>());
        AssembleModule.Params params = new Parameters()
                .folder(parts)
                .bind(MODULE, Map.of("src", "parts", "dest", folder + "/whole", "remote_src", false));
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(params));
        assertEquals(
                Content.secret(Bytes.of("a")),
                ((Action.WriteFile) change.actions().getFirst()).content());
    }

    @Test
    void changesThatAreForeseenBelowMakeFragmentsUnknown() {
        assertEquals(Optional.of(new Fragments.Foreseen()), new Fragments.Family().afterChangesBelow());
        AssembleModule.Params params = Parameters.of(MODULE, Map.of("src", "/srv/parts", "dest", "/srv/whole"));
        play.testkit.KnownStates known = new play.testkit.KnownStates()
                .with(Fragments.in("/srv/parts"), Observed.read(new Fragments.Foreseen()));
        assertInstanceOf(Plan.Undetermined.class, MODULE.plan(params, known));
    }
}
