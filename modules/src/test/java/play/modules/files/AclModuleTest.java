package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.host.Effect;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.NumberedAccount;
import play.host.NumberedAccounts;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;

/** Access lists as plans: what setfacl makes of them is told beforehand; the lab's hosts show it for real. */
class AclModuleTest {
    private static final AclModule MODULE = new AclModule();

    private static SortedMap<String, String> list(String text) {
        SortedMap<String, String> entries = new TreeMap<>();
        Arrays.stream(text.strip().split(" ")).filter(entry -> !entry.isEmpty()).forEach(entry -> {
            int last = entry.lastIndexOf(':');
            entries.put(entry.substring(0, last + 1), entry.substring(last + 1));
        });
        return entries;
    }

    /** Each was seen with setfacl 2.3.1. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "user::rw- group::r-- other::r--,user:bob:,rw,user::rw- user:bob:rw- group::r-- mask::rw- other::r--",
                "user::rw- user:bob:rw- group::r-- mask::r-- other::r--,user:bob:,rw,"
                        + "user::rw- user:bob:rw- group::r-- mask::rw- other::r--",
                "user::rwx group::r-- other::r--,group:g:,rX,user::rwx group::r-- group:g:r-x mask::r-x other::r--",
                "user::rw- group::r-- other::r--,group::,rw,user::rw- group::rw- other::r--",
                "user::rw- user:bob:rw- group::r-- mask::rw- other::r--,mask::,r,"
                        + "user::rw- user:bob:rw- group::r-- mask::r-- other::r--",
                "user::rw- user:bob:rw- group::r-- mask::rw- other::r--,user:bob:,-,"
                        + "user::rw- group::r-- mask::r-- other::r--",
                "user::rw- group::r-- other::r--,user:bob:,-,user::rw- group::r-- other::r--",
            })
    void theListThatSetfaclMakesIsKnownBefore(String before, String who, String permissions, String after) {
        AccessEntry entry = new AccessEntry(who, Optional.ofNullable(permissions));
        assertEquals(list(after), entry.in(list(before), Map.of(), false, AccessEntry.MaskPolicy.DEFAULT));
    }

    @Test
    void theMaskStaysWhereThatIsAsked() {
        SortedMap<String, String> before = list("user::rw- user:bob:r-- group::r-- mask::r-- other::r--");
        AccessEntry entry = new AccessEntry("user:bob:", Optional.of("rw"));
        assertEquals(
                list("user::rw- user:bob:rw- group::r-- mask::r-- other::r--"),
                entry.in(before, Map.of(), false, AccessEntry.MaskPolicy.NO_MASK));
        AccessEntry mask = new AccessEntry("mask::", Optional.of("rwx"));
        assertEquals(before, mask.in(before, Map.of(), false, AccessEntry.MaskPolicy.MASK));
    }

    private static KnownStates host(FileState state, String list) {
        return new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(Files.at("/srv/a"), state)
                .with(AccessLists.at("/srv/a"), new AccessList.Of(list(list)));
    }

    private static FileState.Regular file(int mode) {
        Content content = Content.of("x");
        return new FileState.Regular(Attributes.of("root", "root", new Mode(mode)), content.sha256(), content.size());
    }

    private static final FileState DIRECTORY = new FileState.Directory(Attributes.of("root", "root", new Mode(0755)));

    private static Plan plan(KnownStates known, String... written) {
        Map<String, Object> all = new HashMap<>(Map.of("path", "/srv/a"));
        for (int i = 0; i < written.length; i += 2) {
            all.put(written[i], written[i + 1]);
        }
        return MODULE.plan(Parameters.of(MODULE, all), known);
    }

    private static Action.Run run(Plan plan) {
        List<Action> actions =
                assertInstanceOf(Plan.Change.class, plan, plan::toString).actions();
        return assertInstanceOf(Action.Run.class, actions.getFirst());
    }

    @Test
    void aWiderMaskShowsInTheModeOfTheFile() {
        KnownStates known = host(file(0644), "user::rw- group::r-- other::r--");
        Action.Run run = run(plan(known, "state", "present", "etype", "user", "entity", "bob", "permissions", "rw"));
        assertTrue(
                run.script().text().endsWith("setfacl -m user:bob:rw -- \"$f\"\n"),
                run.script().text());
        assertEquals(
                new Effect.Sets<>(
                        AccessLists.at("/srv/a"),
                        new AccessList.Of(list("user::rw- user:bob:rw- group::r-- mask::rw- other::r--"))),
                run.effects().getFirst());
        assertTrue(
                run.effects().getLast() instanceof Effect.Sets<?>(var key, FileState.Regular after)
                        && after.attributes().mode().is(new Mode(0664)),
                run.effects().toString());
    }

    @Test
    void anEntryThatIsThereStays() {
        KnownStates known = host(file(0664), "user::rw- user:bob:rw- group::r-- mask::rw- other::r--");
        assertEquals(Plan.UNCHANGED, plan(known, "state", "present", "entry", "u:bob:rw"));
        assertEquals(Plan.UNCHANGED, plan(known, "state", "absent", "entry", "user:other"));
        assertEquals(Plan.UNCHANGED, plan(known));
        assertEquals(
                List.of("user::rw-", "user:bob:rw-", "group::r--", "mask::rw-", "other::r--"),
                MODULE.result(Parameters.of(MODULE, Map.of("path", "/srv/a")), known)
                        .get("acl"));
    }

    /** A chmod that a dry run has foreseen narrows the mask. */
    @Test
    void modesThatAreForeseenCount() {
        KnownStates known = host(file(0664), "user::rw- user:bob:rw- group::r-- mask::rw- other::r--");
        known.with(Files.at("/srv/a"), Observed.foreseen(file(0644)));
        run(plan(known, "state", "present", "entry", "u:bob:rw"));
    }

    @Test
    void numbersAreNames() {
        KnownStates known = host(file(0664), "user::rw- user:bob:rw- group::r-- mask::rw- other::r--");
        known.with(NumberedAccounts.USERS.key("1000"), new NumberedAccount("bob"));
        assertEquals(
                Plan.UNCHANGED,
                plan(known, "state", "present", "etype", "user", "entity", "1000", "permissions", "rw-"));
    }

    @Test
    void aDefaultListBeginsWithTheDirectorysOwn() {
        KnownStates known = host(DIRECTORY, "user::rwx group::r-x other::r-x");
        Map<String, Object> written = Map.of(
                "path",
                "/srv/a",
                "state",
                "present",
                "etype",
                "user",
                "entity",
                "bob",
                "permissions",
                "rwX",
                "default",
                true);
        Action.Run run = run(MODULE.plan(Parameters.of(MODULE, written), known));
        assertTrue(
                run.script().text().contains("-m default:user:bob:rwX"),
                run.script().text());
        assertEquals(
                new AccessList.Of(list("user::rwx group::r-x other::r-x default:user::rwx default:user:bob:rwx"
                        + " default:group::r-x default:mask::rwx default:other::r-x")),
                ((Effect.Sets<?>) run.effects().getFirst()).after());
        assertEquals(1, run.effects().size());
        assertInstanceOf(
                Plan.Rejected.class,
                MODULE.plan(Parameters.of(MODULE, written), host(file(0644), "user::rw- group::r-- other::r--")));
    }

    @Test
    void whatGetfaclSaysIsReadOrAReason() {
        assertEquals(
                Observed.read(new AccessList.Of(list("user::rwx group::r-x other::--- default:user::rwx"))),
                told("there\0user::rwx\ngroup::r-x\nother::---\ndefault:user::rwx\n\0"));
        assertTrue(told("failed\0sh: getfacl: not found\0") instanceof Observed.Unknown<AccessList>(String why)
                && why.contains("install the package acl"));
        assertInstanceOf(Observed.Unknown.class, told("there\0<html>\0"));
        assertEquals(Observed.read(AccessList.NONE), told("none\0\0"));
    }

    private static Observed<AccessList> told(String out) {
        StateKey<AccessList> key = AccessLists.at("/srv/a");
        return Objects.requireNonNull(new AccessLists()
                .parse(List.of(key), new ScriptResult(0, Bytes.of(out), Bytes.EMPTY))
                .get(key));
    }

    @Test
    void entriesThatAreNoneAreRefusedBeforeTheRun() {
        String exclusive = "takes only one of";
        Map<Map<String, Object>, String> reasons = Map.ofEntries(
                Map.entry(Map.of("state", "present", "etype", "user", "entity", "bob"), "needs permissions"),
                Map.entry(Map.of("state", "present", "entity", "bob", "permissions", "r"), "needs one of user"),
                Map.entry(Map.of("state", "absent", "etype", "user"), "name an entity"),
                Map.entry(
                        Map.of("state", "present", "etype", "other", "entity", "bob", "permissions", "r"),
                        "has no entity"),
                Map.entry(Map.of("state", "present", "entry", "user:bob:rwz"), "needs permissions"),
                Map.entry(Map.of("state", "present", "entry", "user:bob:r:w"), "three parts"),
                Map.entry(Map.of("state", "present", "entry", "user:bob:r", "permissions", "r"), exclusive),
                Map.entry(Map.of("state", "present", "entry", "user:bob:r", "entity", "eve"), exclusive),
                Map.entry(Map.of("state", "absent", "entry", "user:bob", "etype", "user"), exclusive),
                Map.entry(Map.of("entry", "user:bob:r"), "not for state: query"),
                Map.entry(Map.of("use_nfsv4_acls", true), "nfs4_setfacl"));
        reasons.forEach((wrong, why) -> {
            Map<String, Object> written = new HashMap<>(wrong);
            written.put("path", "/srv/a");
            String told = Parameters.wrong(MODULE, written);
            assertTrue(told.contains(why), wrong + ": " + told);
        });
    }
}
