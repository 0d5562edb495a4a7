package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.HostState;
import play.host.Identity;
import play.host.Mode;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;

class AptRepositoryModuleTest {
    private static final String SOURCE = "deb [signed-by=/k.asc] https://user:pw@apt.example.org/debian stable main";
    private static final String OWN = "/etc/apt/sources.list.d/apt_example_org_debian.list";
    private static final String OTHER = "/etc/apt/sources.list.d/other.list";

    private final AptRepositoryModule module = new AptRepositoryModule();
    private final Map<String, Object> given = new TreeMap<>(Map.of("repo", SOURCE));

    private AptRepositoryModule.Params params() {
        return Parameters.of(module, given);
    }

    private static KnownStates host(Map<String, String> files) {
        KnownStates known = new KnownStates()
                .with(AptSources.KEY, new AptSources.Found(List.copyOf(new TreeMap<>(files).keySet())))
                .with(
                        Files.withoutDigest("/etc/apt/sources.list.d"),
                        new FileState.Directory(FileState.Attributes.of("root", "root", new Mode(0755))));
        for (String path : List.of("/etc/apt/sources.list", OWN, OTHER)) {
            String text = files.get(path);
            known.with(FileTexts.at(path), text == null ? new FileText.Missing() : new FileText.Held(Bytes.of(text)));
            known.with(Files.at(path), text == null ? FileState.ABSENT : file(text));
        }
        return known;
    }

    private static FileState file(String text) {
        return new FileState.Regular(
                FileState.Attributes.of("root", "root", new Mode(0644)),
                new Foreseen.Exactly<>(Bytes.of(text).sha256()),
                new Foreseen.Exactly<>((long) text.length()));
    }

    /** Answers what else is asked for as this machine would. */
    private Plan plan(KnownStates known) {
        Plan plan = module.plan(params(), known);
        for (int round = 0; plan instanceof Plan.Needs(List<StateKey<?>> keys) && round < 5; round++) {
            keys.forEach(key -> answer(key, known));
            plan = module.plan(params(), known);
        }
        return plan;
    }

    private static <S extends HostState> void answer(StateKey<S> key, KnownStates known) {
        known.with(
                key,
                Objects.requireNonNull(key.family()
                        .parse(List.of(key), LocalHost.run(key.family().read(List.of(key))))
                        .get(key)));
    }

    private String written(KnownStates known, String path) {
        known.with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)));
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(known));
        return change.actions().stream()
                .<String>mapMulti((action, texts) -> {
                    if (action instanceof Action.WriteFile write && write.path().equals(path)) {
                        texts.accept(write.content().bytes().orElse(Bytes.EMPTY).utf8());
                    }
                })
                .findFirst()
                .orElse("nothing");
    }

    @Test
    void aSourceGetsAFileNamedAfterItsAddressAndListsAreUpdated() {
        KnownStates known = host(Map.of("/etc/apt/sources.list", "deb http://a b c\n"));
        assertEquals(SOURCE + "\n", written(known, OWN));
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(known));
        assertEquals("add the source " + SOURCE, change.title());
        assertTrue(change.actions().getLast() instanceof Action.Run run
                && run.title().equals("update the package lists"));
        given.put("update_cache", false);
        assertEquals(
                1, assertInstanceOf(Plan.Change.class, plan(known)).actions().size());
    }

    @Test
    void aSourceThatAnyFileHasIsLeft() {
        assertEquals(Plan.UNCHANGED, plan(host(Map.of(OTHER, "# mine\n" + SOURCE.replace(" ", "   ") + " # ours\n"))));
    }

    @Test
    void aSourceThatIsOffIsTurnedOn() {
        KnownStates known = host(Map.of(OTHER, "# mine\n#" + SOURCE + " # ours\n"));
        assertEquals("# mine\n" + SOURCE + " # ours\n", written(known, OTHER));
    }

    @Test
    void aSourceThatGoesTakesItsFileAlongIfNothingElseIsInIt() {
        given.put("state", "absent");
        KnownStates known = host(Map.of(OTHER, "# mine\n" + SOURCE + "\n", OWN, SOURCE + "\n"));
        assertEquals("# mine\n", written(known, OTHER));
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan(known));
        assertTrue(change.actions().contains(new Action.Remove(OWN)), change.actions()::toString);
        assertEquals(Plan.UNCHANGED, plan(host(Map.of(OTHER, "#" + SOURCE + "\n"))));
    }

    @Test
    void linesThatNobodyEditsEndAsTheyDid() {
        String other = "# mine\r\ndeb http://a b\r\n";
        assertEquals(other + "deb http://c d\n", SourceLine.with(other, "deb http://c d"));
        assertEquals("# mine\r\n", SourceLine.without(other, "deb http://a b"));
    }

    @Test
    void linesThatAreNoSourcesAreNone() {
        assertEquals(Optional.empty(), SourceLine.of("# this is deb country"));
        assertEquals(Optional.empty(), SourceLine.of(""));
        assertEquals(
                Optional.of(new SourceLine(false, "deb-src http://a b", "c d")),
                SourceLine.of(" #deb-src http://a  b #c d"));
        assertEquals(
                "archive_canonical_com_ubuntu.list",
                SourceLine.fileName("deb http://archive.canonical.com/ubuntu hardy partner"));
    }
}
