package play.modules.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;

class GitModuleTest {
    private static final String ONE = "1".repeat(40);
    private static final String TWO = "2".repeat(40);
    private static final String URL = "https://example.com/a.git";
    private final GitModule module = new GitModule();

    private GitModule.Params params(Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of("repo", URL, "dest", "/srv/a"));
        given.putAll(more);
        return Parameters.of(module, given);
    }

    private static Checkout at(String commit, boolean modified) {
        return new Checkout.Present(new Foreseen.Exactly<>(commit), modified, URL, Checkout.Present.NO_OTHER);
    }

    @SuppressWarnings("unchecked") // it asks for nothing else
    private KnownStates known(GitModule.Params params, Checkout there) {
        KnownStates known = new KnownStates();
        module.probes(params).forEach(key -> known.with((StateKey<Checkout>) key, there));
        return known;
    }

    private static StateKey<RemoteCommit> remote(GitModule.Params params) {
        return new RemoteCommit.Family(params.access(), URL).key(params.version());
    }

    private static RemoteCommit branch(String commit) {
        return new RemoteCommit(RemoteCommit.Kind.BRANCH, commit);
    }

    private static Checkout after(Plan plan) {
        Action action = assertInstanceOf(Plan.Change.class, plan).actions().getFirst();
        return assertInstanceOf(
                Checkout.class,
                assertInstanceOf(Effect.Sets.class, action.effects().getLast()).after());
    }

    @Test
    void theServerSaysWhichCommitABranchIs() {
        GitModule.Params params = params(Map.of("version", "main"));
        KnownStates known = known(params, new Checkout.Missing(true));
        assertInstanceOf(Plan.Needs.class, module.plan(params, known));
        assertEquals(at(TWO, false), after(module.plan(params, known.with(remote(params), branch(TWO)))));
        KnownStates there = known(params, at(TWO, false)).with(remote(params), branch(TWO));
        assertEquals(Plan.UNCHANGED, module.plan(params, there));
        assertEquals(TWO, module.result(params, there).get("after"));
    }

    @Test
    void aCommitThatIsThereIsNotAskedFor() {
        GitModule.Params params = params(Map.of("version", ONE));
        assertEquals(Plan.UNCHANGED, module.plan(params, known(params, at(ONE, false))));
        GitModule.Params other = params(Map.of("version", TWO));
        KnownStates known = known(other, at(ONE, false)).with(remote(other), RemoteCommit.NOTHING);
        assertEquals(at(TWO, false), after(module.plan(other, known)));
    }

    @Test
    void changesAreThrownAwayOnlyByForce() {
        GitModule.Params params = params(Map.of("version", "main"));
        assertInstanceOf(Plan.Rejected.class, module.plan(params, known(params, at(ONE, true))));
        GitModule.Params forced = params(Map.of("version", "main", "force", true));
        KnownStates known = known(forced, at(ONE, true)).with(remote(forced), branch(ONE));
        assertEquals(at(ONE, false), after(module.plan(forced, known)));
    }

    @Test
    void whatIsNoNameOfTheServerIsRefused() {
        GitModule.Params params = params(Map.of("version", "nothing"));
        KnownStates known = known(params, new Checkout.Missing(true)).with(remote(params), RemoteCommit.NOTHING);
        assertInstanceOf(Plan.Rejected.class, module.plan(params, known));
        assertInstanceOf(Plan.Rejected.class, module.plan(params, known(params, new Checkout.Missing(false))));
    }

    @Test
    void nothingIsDoneWhereItMayNot() {
        GitModule.Params left = params(Map.of("version", "main", "update", false));
        assertEquals(Plan.UNCHANGED, module.plan(left, known(left, at(ONE, true))));
        GitModule.Params none = params(Map.of("clone", false));
        KnownStates known = known(none, new Checkout.Missing(true)).with(remote(none), branch(ONE));
        assertEquals(Plan.UNCHANGED, module.plan(none, known));
        assertEquals(ONE, module.result(none, known).get("after"));
    }

    @Test
    void withoutAPlaceOnlyTheServerIsAsked() {
        GitModule.Params params = Parameters.of(module, Map.of("repo", URL, "clone", false, "version", "main"));
        assertEquals(List.of(remote(params)), module.probes(params));
        KnownStates known = new KnownStates().with(remote(params), branch(TWO));
        assertEquals(Plan.UNCHANGED, module.plan(params, known));
        assertEquals(TWO, module.result(params, known).get("after"));
        known.with(remote(params), new RemoteCommit(RemoteCommit.Kind.NONE, ""));
        assertInstanceOf(Plan.Rejected.class, module.plan(params, known));
        assertTrue(Parameters.wrong(module, Map.of("repo", URL)).contains("'dest'"));
        assertTrue(Parameters.wrong(module, Map.of("repo", URL, "clone", false, "archive", "/srv/a.zip"))
                .contains("dest"));
    }

    @Test
    void namesOfTheServerAreRead() {
        RemoteCommit.Family family = new RemoteCommit.Family(params(Map.of()).access(), URL);
        List<StateKey<RemoteCommit>> keys =
                List.of(family.key("HEAD"), family.key("main"), family.key("v1"), family.key("none"));
        String out = ONE + "\tHEAD\n" + TWO + "\trefs/heads/main\n" + "3".repeat(40) + "\trefs/tags/v1\n" + ONE
                + "\trefs/tags/v1^{}\n";
        Map<StateKey<RemoteCommit>, Observed<RemoteCommit>> read =
                family.parse(keys, new ScriptResult(0, Bytes.of(out), Bytes.EMPTY));
        assertEquals(Observed.read(new RemoteCommit(RemoteCommit.Kind.DEFAULT, ONE)), read.get(keys.get(0)));
        assertEquals(Observed.read(branch(TWO)), read.get(keys.get(1)));
        assertEquals(Observed.read(new RemoteCommit(RemoteCommit.Kind.TAG, ONE)), read.get(keys.get(2)));
        assertEquals(Observed.read(RemoteCommit.NOTHING), read.get(keys.get(3)));
        assertInstanceOf(
                Observed.Unknown.class,
                Objects.requireNonNull(family.parse(keys, new ScriptResult(0, Bytes.of("odd"), Bytes.EMPTY))
                        .get(keys.get(0))));
    }

    @Test
    void aLookLearnsNoServer() {
        GitAccess access = params(Map.of("accept_newhostkey", true)).access();
        assertTrue(access.look().contains("UserKnownHostsFile=/dev/null"));
        assertFalse(access.function().contains("UserKnownHostsFile"));
    }
}
