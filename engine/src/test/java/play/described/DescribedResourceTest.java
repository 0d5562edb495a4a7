package play.described;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import play.diag.ProblemList;
import play.expression.Expressions;
import play.host.Effect;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.StateKey;
import play.load.ModuleFileReader;
import play.module.Action;
import play.module.ModuleRegistry;
import play.module.Plan;
import play.module.Query;
import play.module.Resource;
import play.module.TaskModule;
import play.param.BindContext;
import play.param.Binding;
import play.param.ParameterValues;
import play.plugin.Plugins;
import play.value.Bytes;
import play.value.Unknown;

class DescribedResourceTest {
    private static final String NOTE = """
        description: Keeps a note.
        options:
          path: {type: path, required: true, description: Where it is.}
          text: {type: str, no_log: true, description: What it holds.}
          size: {type: int, description: How long it is.}
          tags: {type: list, elements: str, description: What is said of it.}
          state: {choices: [present, absent], default: present, description: Whether it is there.}
        constraints:
          - that: size is undefined or size > 0
            fail_msg: "'size' is {{ size }}, but nothing is that short."
        state: cat "$path"
        want:
          present: "{{ state == 'present' }}"
          text: "{{ text }}"
          size: "{{ size }}"
          tags: "{{ tags }}"
        change: printf %s "$text" > "$path"
        reach: ["{{ path }}.lock"]
        returns:
          inode: {type: int, description: Its number.}
        """;

    @TempDir
    Path folder;

    private TaskModule<ParameterValues> module(String text) throws IOException {
        Path file = folder.resolve("note.yml");
        Files.writeString(file, text);
        ProblemList problems = new ProblemList();
        Plugins plugins = new Plugins(new ModuleRegistry(List.of()));
        Optional<TaskModule<ParameterValues>> read =
                new ModuleFileReader(plugins, Expressions.standard(), problems).read(file, "note");
        assertEquals(List.of(), problems.sorted());
        return read.orElseThrow();
    }

    private static ParameterValues bound(TaskModule<ParameterValues> module, Map<String, @Nullable Object> given) {
        Binding<ParameterValues> binding = module.spec().schema().bind(given, Mockito.mock(BindContext.class));
        return assertInstanceOf(Binding.Bound.class, binding).params() instanceof ParameterValues values
                ? values
                : new ParameterValues(Map.of());
    }

    /** What the script prints, told of whatever key is asked for. */
    private static Knowledge printing(String text) {
        return new Knowledge() {
            @Override
            public boolean has(StateKey<?> key) {
                return true;
            }

            @Override
            public <S extends HostState> Observed<S> of(StateKey<S> key) {
                return key.family()
                        .parse(List.of(key), new play.host.ScriptResult(0, Bytes.of(text), Bytes.EMPTY))
                        .getOrDefault(key, new Observed.Unknown<>("not read"));
            }
        };
    }

    private Plan plan(Map<String, @Nullable Object> given, String printed) throws IOException {
        Resource<ParameterValues> resource = (Resource<ParameterValues>) module(NOTE);
        return resource.plan(bound(resource, given), printing(printed));
    }

    @Test
    void leavesWhatIsAsWanted() throws IOException {
        assertEquals(Plan.UNCHANGED, plan(Map.of("path", "/a", "size", 3L), "size=3\ntext=other\n"));
        assertEquals(Plan.UNCHANGED, plan(Map.of("path", "/a", "state", "absent"), ""));
    }

    @Test
    void changesWhatIsNot() throws IOException {
        Plan.Change change = assertInstanceOf(
                Plan.Change.class, plan(Map.of("path", "/a", "size", 3L, "text", "it's"), "size=4\ninode=7\n"));
        assertEquals("change note /a", change.title());
        Action.Run run = assertInstanceOf(Action.Run.class, change.actions().getFirst());
        assertEquals("""
            path=/a
            text='it'\\''s'
            size=3
            tags=''
            state=present
            was_inode=7
            was_text=''
            was_size=4
            was_tags=''
            was_present=true
            want_inode=''
            want_text='it'\\''s'
            want_size=3
            want_tags=''
            want_present=true
            set -eu
            printf %s "$text" > "$path"
            """.strip(), run.script().text().strip());
        assertTrue(run.script().apart());
        Effect.Opaque opaque =
                assertInstanceOf(Effect.Opaque.class, run.effects().getFirst());
        assertEquals(new Reach.Paths(List.of("/a.lock")), opaque.reach());
        assertTrue(run.effects().get(1).toString().contains("text=***"));
        assertFalse(run.effects().toString().contains("it's"));
    }

    @Test
    void makesWhatIsNotThereAndRemovesWhatIs() throws IOException {
        assertEquals(
                "create note /a",
                assertInstanceOf(Plan.Change.class, plan(Map.of("path", "/a"), ""))
                        .title());
        Plan.Change removal =
                assertInstanceOf(Plan.Change.class, plan(Map.of("path", "/a", "state", "absent"), "size=1\n"));
        assertEquals("remove note /a", removal.title());
        Effect.Sets<?> sets = assertInstanceOf(
                Effect.Sets.class, removal.actions().getFirst().effects().get(1));
        assertFalse(sets.after().present());
    }

    @Test
    void twoTasksOnOneThingMeanTheSameState() throws IOException {
        Resource<ParameterValues> resource = (Resource<ParameterValues>) module(NOTE);
        StateKey<?> one = resource.probes(bound(resource, Map.of("path", "/a", "size", 1L)))
                .getFirst();
        assertEquals(
                one,
                resource.probes(bound(resource, Map.of("path", "/a", "size", 2L)))
                        .getFirst());
        assertFalse(one.equals(
                resource.probes(bound(resource, Map.of("path", "/b"))).getFirst()));
    }

    @Test
    void tellsWhatTheScriptCouldNotTell() throws IOException {
        Plan.Undetermined undetermined =
                assertInstanceOf(Plan.Undetermined.class, plan(Map.of("path", "/a"), "size=many\n"));
        assertTrue(undetermined.why().contains("something else, which may be secret"), undetermined.why());
    }

    @Test
    void findsWrongParametersBeforeTheHostIsAsked() throws IOException {
        Resource<ParameterValues> resource = (Resource<ParameterValues>) module(NOTE);
        assertEquals(
                List.of(new Binding.Fault("size", "'size' is -1, but nothing is that short.")),
                resource.check(bound(resource, Map.of("path", "/a", "size", -1L))));
        assertEquals(
                "tags",
                resource.check(bound(resource, Map.of("path", "/a", "tags", List.of("a\nb"))))
                        .getFirst()
                        .parameter());
        assertEquals(
                "text",
                resource.check(bound(resource, Map.of("path", "/a", "text", "a\0b")))
                        .getFirst()
                        .parameter());
    }

    @Test
    void whatIsUnknownIsGivenToNoScript() throws IOException {
        TaskModule<ParameterValues> asks = module("""
            description: Asks.
            options:
              about: {type: dict, description: What is asked.}
            query: echo answer=1
            returns:
              answer: {type: int, description: The answer.}
            """);
        assertInstanceOf(Query.class, asks);
        Map<String, @Nullable Object> about = new LinkedHashMap<>(Map.of("size", new Unknown("not yet")));
        assertInstanceOf(
                Binding.Undetermined.class,
                asks.spec().schema().bind(Map.of("about", about), Mockito.mock(BindContext.class)));
    }
}
