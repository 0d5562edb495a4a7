package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Observed;
import play.host.Script;
import play.host.StateKey;
import play.module.Answer;
import play.param.Binding;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.OddNames;
import play.testkit.Parameters;
import play.value.Unknown;

class FindModuleTest {
    private final FindModule module = new FindModule();

    private FindModule.Params params(Map<String, Object> given) {
        return Parameters.of(module, given);
    }

    private List<Object> found(Map<String, Object> given) {
        FindModule.Params params = params(given);
        Answer answer = module.answer(params, LocalHost.reading(module.probes(params)));
        List<?> files =
                (List<?>) assertInstanceOf(Answer.Found.class, answer).value().get("files");
        List<Object> paths = new ArrayList<>();
        Objects.requireNonNull(files).forEach(file -> paths.add(((Map<?, ?>) file).get("path")));
        return paths;
    }

    @Test
    void oddNamesAreFoundAsTheyAre(@TempDir Path folder) throws IOException {
        List<Object> made = new ArrayList<>();
        for (String name : OddNames.all()) {
            made.add(Files.writeString(folder.resolve(name), "x").toString());
        }
        Map<String, Object> all = Map.of("paths", folder.toString(), "hidden", true);
        assertEquals(made.stream().map(String::valueOf).sorted().toList(), found(all));
    }

    @Test
    void linesAreAskedForOfWhatIsFound(@TempDir Path folder) throws IOException {
        for (String name : OddNames.all()) {
            Files.writeString(folder.resolve(name), name.length() > 20 ? "yes\n" : "no\n");
        }
        FindModule.Params params = params(Map.of("paths", folder.toString(), "hidden", true, "contains", "y.s$"));
        List<StateKey<?>> keys = new ArrayList<>(module.probes(params));
        keys.addAll(assertInstanceOf(Answer.Needs.class, module.answer(params, LocalHost.reading(keys)))
                .more());
        Answer.Found found = assertInstanceOf(Answer.Found.class, module.answer(params, LocalHost.reading(keys)));
        assertEquals(
                OddNames.all().stream().filter(name -> name.length() > 20).count(),
                found.value().get("matched"));
    }

    private List<Object> containing(Map<String, Object> given) {
        FindModule.Params params = params(given);
        List<StateKey<?>> keys = new ArrayList<>(module.probes(params));
        keys.addAll(assertInstanceOf(Answer.Needs.class, module.answer(params, LocalHost.reading(keys)))
                .more());
        Answer answer = module.answer(params, LocalHost.reading(keys));
        if (answer instanceof Answer.Failed failed) {
            return List.of(failed.why());
        }
        List<?> files =
                (List<?>) assertInstanceOf(Answer.Found.class, answer).value().get("files");
        return Objects.requireNonNull(files).stream()
                .map(file -> (Object) Path.of(String.valueOf(((Map<?, ?>) file).get("path")))
                        .getFileName()
                        .toString())
                .toList();
    }

    @Test
    void theWholeContentMayBeLookedThrough(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a"), "first\nsecond: 2\nthird\n");
        Files.writeString(folder.resolve("b"), "second: 2\nfirst\n");
        Files.writeString(folder.resolve("c"), "some second: 2\n");
        Map<String, Object> lines = Map.of("paths", folder.toString(), "contains", "second: [0-9]");
        assertEquals(List.of("a", "b"), containing(lines));
        Map<String, Object> whole = new HashMap<>(lines);
        whole.put("read_whole_file", true);
        assertEquals(List.of("a", "b", "c"), containing(whole));
        whole.put("contains", "^second");
        assertEquals(List.of("b"), containing(whole));
        whole.put("contains", "first\\nsecond");
        assertEquals(List.of("a"), containing(whole));
        whole.put("contains", "first\nsecond");
        assertEquals(List.of("a"), containing(whole));
        whole.put("contains", "third$");
        assertEquals(List.of("a"), containing(whole));
        whole.put("contains", "2$");
        assertEquals(List.of("c"), containing(whole));
        whole.put("encoding", "latin-1");
        assertEquals(List.of("c"), containing(whole));
    }

    /** As Python reads text: a file with NUL is one text, and one with nothing in it is an empty one. */
    @Test
    void linesMayEndAsOnWindows(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("crlf"), "foo\r\nbar\r\n");
        Files.writeString(folder.resolve("nul"), "\0\1beta\n");
        Files.writeString(folder.resolve("empty"), "");
        Map<String, Object> given = new HashMap<>(Map.of("paths", folder.toString(), "contains", "bar$"));
        assertEquals(List.of("crlf"), containing(given));
        given.put("contains", "bar\r$");
        assertEquals(List.of(), containing(given));
        given.put("read_whole_file", true);
        assertEquals(List.of(), containing(given));
        given.put("contains", "foo\nbar$");
        assertEquals(List.of("crlf"), containing(given));
        given.put("contains", "^$");
        assertEquals(List.of("empty"), containing(given));
        given.put("contains", "beta$");
        assertEquals(List.of("nul"), containing(given));
    }

    @Test
    void contentMayBeInAnotherEncoding(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("latin"), "gr\u00fcn\n", StandardCharsets.ISO_8859_1);
        Files.writeString(folder.resolve("other"), "gr\u00fcn\n");
        Map<String, Object> given = new HashMap<>(Map.of("paths", folder.toString(), "contains", "gr.n$"));
        assertEquals(List.of("other"), containing(given));
        given.put("encoding", "latin-1");
        assertEquals(List.of("latin"), containing(given));
        given.put("encoding", "ascii");
        assertTrue(String.valueOf(containing(given).getFirst()).contains("no line can be looked for"));
    }

    @Test
    void bitsMayBeLetters(@TempDir Path folder) throws IOException {
        String run = Files.writeString(folder.resolve("run"), "x").toString();
        String read = Files.writeString(folder.resolve("read"), "x").toString();
        LocalHost.run(Script.of("chmod 0750 '" + run + "'; chmod 0444 '" + read + "'"));
        Map<String, Object> given = new HashMap<>(Map.of("paths", folder.toString(), "mode", "u=rwx,g=rx"));
        assertEquals(List.of(run), found(given));
        given.put("mode", "a=r");
        assertEquals(List.of(read), found(given));
        given.put("mode", "u+x,o+x");
        assertEquals(List.of(), found(given));
        given.put("exact_mode", false);
        assertEquals(List.of(run), found(given));
    }

    @Test
    void aNameThatNoTaskCouldUseIsTold(@TempDir Path folder) {
        LocalHost.run(Script.of("cd '" + folder + "'; echo x >\"$(printf 'caf\\351')\"; echo x >plain"));
        FindModule.Params params = params(Map.of("paths", folder.toString()));
        Answer.Failed failed =
                assertInstanceOf(Answer.Failed.class, module.answer(params, LocalHost.reading(module.probes(params))));
        assertTrue(failed.why().startsWith("the name " + folder + "/caf\uFFFD is not UTF-8"), failed.why());
        assertEquals(List.of(folder + "/plain"), found(Map.of("paths", folder.toString(), "excludes", "caf*")));
    }

    @Test
    void boundsMayBeAsLargeAsTheyAreWritten(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("a"), "x").toString();
        assertEquals(List.of(), found(Map.of("paths", folder.toString(), "size", "9999999999t")));
        assertEquals(List.of(file), found(Map.of("paths", folder.toString(), "size", "-9999999999T")));
        assertEquals(new Bound(7200, true), Bound.ofAge("-2H"));
        assertEquals(new Bound(10, false), Bound.ofSize("10"));
    }

    @Test
    void whatADryRunChangesIsUnknown() {
        FindModule.Params params = params(Map.of("paths", "/srv/a,/srv/b"));
        KnownStates known = new KnownStates();
        module.probes(params).forEach(key -> put(known, key, new FoundFiles.Foreseen()));
        Answer.Found found = assertInstanceOf(Answer.Found.class, module.answer(params, known));
        assertInstanceOf(Unknown.class, found.value().get("files"));
    }

    @SuppressWarnings("unchecked") // the module asks for nothing else
    private static void put(KnownStates known, StateKey<?> key, FoundFiles state) {
        known.with((StateKey<FoundFiles>) key, Observed.read(state));
    }

    @Test
    void patternsOfAShellAreThoseOfPython() {
        assertEquals(List.of("a", "b!", "]"), chosen("[]ab]*"));
        assertEquals(List.of("c^", "\\d", "[e"), chosen("[!]ab]*"));
        assertEquals(List.of("c^", "\\d"), chosen("[c-c\\]?"));
        assertEquals(List.of("[e"), chosen("[e"));
        assertEquals(List.of("\\d"), chosen("\\*"));
    }

    private static List<String> chosen(String pattern) {
        FileNames names = FileNames.of(List.of(pattern), List.of(), false);
        return List.of("a", "b!", "]", "c^", "\\d", "[e").stream()
                .filter(names::wants)
                .toList();
    }

    @Test
    void whatIsWrongIsToldBefore() {
        Map<String, Object> given = new HashMap<>(Map.of("paths", "/srv", "use_regex", true, "patterns", List.of("(")));
        given.put("contains", "x");
        given.put("file_type", "any");
        assertEquals(
                List.of("patterns", "contains"),
                module.check(params(given)).stream()
                        .map(Binding.Fault::parameter)
                        .toList());
    }
}
