package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.FileDigest;
import play.host.FileDigests;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Content;
import play.value.Foreseen;

class CopyModuleTest {
    private static final CopyModule MODULE = new CopyModule();
    private static final Content HELD = Content.of("x\n");
    private static final Attributes ATTRIBUTES = Attributes.of("daemon", "daemon", new Mode(0640));
    private static final FileState DIRECTORY = new FileState.Directory(Attributes.of("root", "root", new Mode(0755)));

    private static FileState.Regular file(String text) {
        Content content = Content.of(text);
        return new FileState.Regular(
                Attributes.of("nobody", "nogroup", new Mode(0600)), content.sha256(), content.size());
    }

    /** {@code /opt/alias} leads to {@code /opt/real}. */
    private static KnownStates host() {
        return new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(Files.at("/srv"), DIRECTORY)
                .with(Files.at("/opt"), DIRECTORY)
                .with(Files.at("/"), DIRECTORY)
                .with(Files.at("/opt/alias"), new FileState.Symlink("real"))
                .with(FileDigests.at("/opt/alias", FileDigests.Algorithm.SHA1), new FileDigest.Missing())
                .with(Files.at("/opt/real"), new FileState.Regular(ATTRIBUTES, HELD.sha256(), HELD.size()))
                .with(
                        FileDigests.at("/opt/real", FileDigests.Algorithm.SHA1),
                        new FileDigest.Of(((Foreseen.Exactly<String>) HELD.sha1()).value()));
    }

    private static CopyModule.Params params(Map<String, Object> more) {
        Map<String, Object> written = new HashMap<>(Map.of("src", "/opt/alias", "remote_src", true, "dest", "/srv/a"));
        written.putAll(more);
        return Parameters.of(MODULE, written);
    }

    private static Action.WriteFile written(CopyModule.Params params, KnownStates known) {
        List<Action> actions =
                assertInstanceOf(Plan.Change.class, MODULE.plan(params, known)).actions();
        return assertInstanceOf(Action.WriteFile.class, actions.getLast());
    }

    @Test
    void copiesWhatALinkOfTheHostLeadsTo() {
        KnownStates known = host().with(Files.at("/srv/a"), FileState.ABSENT);
        Action.WriteFile write = written(params(Map.of()), known);
        assertEquals(new Content.OnHost("/opt/real", HELD.sha256(), HELD.sha1(), HELD.size()), write.content());
        assertEquals(
                Attributes.of("root", "root", new Mode(0644)), write.after().attributes());
        Map<String, Object> result = new HashMap<>();
        MODULE.result(params(Map.of()), known.with(Files.withoutDigest("/srv/a"), write.after()))
                .forEach((name, value) -> {
                    if (value != null) {
                        result.put(name, value);
                    }
                });
        assertEquals(HELD.sha1().orUnknown(), result.get("checksum"));
    }

    @Test
    void whatIsReplacedGetsTheModeOfTheSourceAndItsMaker() {
        KnownStates known = host().with(Files.at("/srv/a"), file("other"));
        assertEquals(
                Attributes.of("root", "root", new Mode(0640)),
                written(params(Map.of()), known).after().attributes());
        assertEquals(
                Attributes.of("nobody", "root", new Mode(0600)),
                written(params(Map.of("owner", "nobody", "mode", "0600")), known)
                        .after()
                        .attributes());
    }

    @Test
    void leavesACopyThatIsRight() {
        assertEquals(Plan.UNCHANGED, MODULE.plan(params(Map.of()), host().with(Files.at("/srv/a"), file("x\n"))));
    }

    @Test
    void refusesWhatHasAnotherChecksum() {
        KnownStates known = host().with(Files.at("/srv/a"), FileState.ABSENT);
        String other = "0".repeat(40);
        Plan.Rejected rejected =
                assertInstanceOf(Plan.Rejected.class, MODULE.plan(params(Map.of("checksum", other)), known));
        assertTrue(rejected.why().contains(other), rejected.why());
        written(params(Map.of("checksum", HELD.sha1().toString())), known);
    }

    @Test
    void refusesWhatIsNotThere() {
        KnownStates known =
                host().with(Files.at("/srv/a"), FileState.ABSENT).with(Files.at("/opt/alias"), FileState.ABSENT);
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, MODULE.plan(params(Map.of()), known));
        assertTrue(rejected.why().contains("/opt/alias does not exist on the host"), rejected.why());
        assertEquals(
                "src must be a path on the host, not 'https://example.org/a'; `get_url` fetches",
                Parameters.wrong(MODULE, Map.of("src", "https://example.org/a", "remote_src", true, "dest", "/srv/a")));
    }

    @Test
    void followsALinkAtTheDestinationWhereAsked() {
        KnownStates known =
                host().with(Files.at("/srv/a"), new FileState.Symlink("b")).with(Files.at("/srv/b"), file("old"));
        CopyModule.Params given = Parameters.of(MODULE, Map.of("content", "x", "dest", "/srv/a", "follow", true));
        Action.WriteFile write = written(given, known);
        assertEquals("/srv/b", write.path());
        assertEquals("/srv/b", MODULE.result(given, known).get("dest"));
        assertEquals(
                "/srv/a",
                written(Parameters.of(MODULE, Map.of("content", "x", "dest", "/srv/a")), known)
                        .path());
    }

    @Test
    void directoriesThatAreMadeGetTheirMode() {
        KnownStates known =
                host().with(Files.at("/srv/n"), FileState.ABSENT).with(Files.at("/srv/n/alias"), FileState.ABSENT);
        List<Action> actions = assertInstanceOf(
                        Plan.Change.class,
                        MODULE.plan(params(Map.of("dest", "/srv/n/", "directory_mode", "0750")), known))
                .actions();
        assertEquals(
                new Action.MakeDirectory(
                        "/srv/n", new FileState.Directory(Attributes.of("root", "root", new Mode(0750)))),
                actions.getFirst());
        known.with(Files.at("/srv/n"), DIRECTORY);
        assertEquals(
                "/srv/n/alias",
                written(params(Map.of("dest", "/srv/n/", "directory_mode", "0750")), known)
                        .path());
    }
}
