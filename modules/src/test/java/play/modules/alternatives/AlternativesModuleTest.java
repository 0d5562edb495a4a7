package play.modules.alternatives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.alternatives.LinkGroup.Kind;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

class AlternativesModuleTest {
    private static final StateKey<LinkGroup> JAVA = LinkGroups.at("java");

    private static final String DEBIAN = """
        dpkg\0present\0/opt/b/java\0manual
        /usr/bin/java
        java.1
        /usr/share/man/man1/java.1

        /opt/a/java
        100
        /opt/a/java.1
        /opt/b/java
        50

        /opt/gone/java
        300


        \0/opt/gone/java\0\0""";

    private static final String FEDORA = """
        chkconfig\0present\0/opt/17/java\0auto
        /usr/bin/java
        jre
        /usr/lib/jvm/jre

        /opt/17/java
        @java-17@1700
        /opt/17
        /opt/11/java
        @java-11@1100 network
        /opt/11
        /opt/11b/java
        @java-11@1101
        /opt/11b

        \0\0""";

    private final AlternativesModule module = new AlternativesModule();

    private static LinkGroup told(String printed) {
        Observed<LinkGroup> state = new LinkGroups()
                .parse(List.of(JAVA), new ScriptResult(0, Bytes.of(printed), Bytes.EMPTY))
                .get(JAVA);
        return state instanceof Observed.Known<LinkGroup>(LinkGroup group, var how) ? group : LinkGroup.none(Kind.DPKG);
    }

    private Plan plan(String printed, Map<String, Object> parameters) {
        KnownStates known = new KnownStates().with(JAVA, told(printed));
        for (String path : List.of("/opt/a/java", "/opt/b/java", "/opt/17/java", "/opt/11/java")) {
            known.with(Files.withoutDigest(path), new FileState.Symlink("elsewhere"));
        }
        for (String path : List.of("/opt/gone/java", "/opt/none/java")) {
            known.with(Files.withoutDigest(path), FileState.ABSENT);
        }
        return module.plan(Parameters.of(module, parameters), known);
    }

    private static String script(Plan plan) {
        return assertInstanceOf(Plan.Change.class, plan).actions().stream()
                .map(action ->
                        assertInstanceOf(Action.Run.class, action).script().text())
                .map(text -> text.lines().toList().getLast())
                .reduce("", (one, other) -> (one + "\n" + other).strip());
    }

    private static LinkGroup foreseen(Plan plan) {
        Action last = assertInstanceOf(Plan.Change.class, plan).actions().getLast();
        return last.effects().getLast() instanceof Effect.Sets<?>(var key, LinkGroup group)
                ? group
                : LinkGroup.none(Kind.DPKG);
    }

    private static String refusal(Plan plan) {
        return assertInstanceOf(Plan.Rejected.class, plan).why();
    }

    @Test
    void whatThePriorityChoosesIsForeseenWithoutWhatIsGone() {
        Plan plan = plan(DEBIAN, Map.of("name", "java", "path", "/opt/b/java", "state", "auto"));
        assertEquals("\"$tool\" --auto java", script(plan));
        assertEquals("/opt/a/java", foreseen(plan).current());
        assertEquals(List.of("/opt/a/java", "/opt/b/java"), paths(foreseen(plan)));
    }

    private static List<String> paths(LinkGroup group) {
        return group.choices().stream().map(Choice::path).toList();
    }

    @Test
    void whatIsChosenStaysChosenWhileItIsThere() {
        assertEquals(Plan.UNCHANGED, plan(DEBIAN, Map.of("name", "java", "path", "/opt/b/java")));
        Plan more = plan(DEBIAN, Map.of("name", "java", "path", "/opt/a/java", "priority", 7, "state", "present"));
        assertEquals(
                "\"$tool\" --install /usr/bin/java java /opt/a/java 7 --slave /usr/share/man/man1/java.1 java.1"
                        + " /opt/a/java.1",
                script(more));
        assertTrue(foreseen(more).manual());
        LinkGroup without = foreseen(plan(DEBIAN, Map.of("name", "java", "path", "/opt/b/java", "state", "absent")));
        assertEquals(List.of(false, "/opt/a/java"), List.of(without.manual(), without.current()));
    }

    @Test
    void subcommandsAreAllThatAreGiven() {
        LinkGroup without = foreseen(plan(
                DEBIAN, Map.of("name", "java", "path", "/opt/a/java", "subcommands", List.of(), "state", "present")));
        assertEquals(Map.of(), without.links());
        assertEquals(Map.of(), without.choice("/opt/a/java").orElseThrow().subcommands());
    }

    @Test
    void ofAFamilyTheHighestPriorityIsForeseen() {
        Plan plan = plan(FEDORA, Map.of("name", "java", "family", "java-11"));
        assertEquals("\"$tool\" --set java java-11", script(plan));
        assertEquals("/opt/11b/java", foreseen(plan).current());
        assertEquals(Plan.UNCHANGED, plan(FEDORA, Map.of("name", "java", "family", "java-17")));
        assertTrue(refusal(plan(FEDORA, Map.of("name", "java", "family", "java-8")))
                .contains("nothing of the family java-8"));
        assertTrue(refusal(plan(DEBIAN, Map.of("name", "java", "family", "java-8")))
                .contains("no families"));
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertTrue(refusal(plan(DEBIAN, Map.of("name", "java", "path", "/opt/none/java")))
                .contains("there is no /opt/none/java"));
        assertTrue(refusal(plan(DEBIAN, Map.of("name", "java", "path", "/opt/gone/java")))
                .contains("there is no /opt/gone/java"));
        assertTrue(refusal(plan("dpkg\0absent\0", Map.of("name", "java", "path", "/opt/a/java")))
                .contains("give 'link'"));
        assertEquals(
                Plan.UNCHANGED,
                plan("dpkg\0absent\0", Map.of("name", "java", "path", "/opt/a/java", "state", "absent")));
    }

    @Test
    void aFileThatIsCutOffTellsNothing() {
        Observed<LinkGroup> state = new LinkGroups()
                .parse(
                        List.of(JAVA),
                        new ScriptResult(0, Bytes.of("dpkg\0present\0/x\0auto\n/usr/bin/java\n\n/x\0\0"), Bytes.EMPTY))
                .get(JAVA);
        assertTrue(assertInstanceOf(Observed.Unknown.class, state).reason().contains("another line"));
    }
}
