package play.modules.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Mode;
import play.host.Reach;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.users.UserModule.Params;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;
import play.value.Secret;

class UserModuleTest {
    private static final Content PROFILE = Content.of("umask 022\n");
    private static final FileState SKELETON_FILE =
            new FileState.Regular(Attributes.of("root", "root", new Mode(0644)), PROFILE.sha256(), PROFILE.size());
    private static final UserDefaults DEFAULTS = new UserDefaults(
            "/home", "/bin/sh", true, false, new Mode(0755), List.of(new UserDefaults.Bone(".profile", SKELETON_FILE)));

    private final UserModule module = new UserModule();
    private final Map<String, Object> given = new HashMap<>(Map.of("name", "ada"));

    private Params params() {
        return Parameters.of(module, given);
    }

    private static KnownStates host(UserState ada, FileState home) {
        return new KnownStates()
                .with(Users.at("ada"), ada)
                .with(UserDefaults.KEY, DEFAULTS)
                .with(Groups.at("ada"), GroupState.ABSENT)
                .with(Groups.at("wheel"), new GroupState.Present(new Foreseen.Exactly<>(10L)))
                .with(Groups.at("nope"), GroupState.ABSENT)
                .with(Passwords.at("ada"), new PasswordState.Kept(new Secret("$6$old")))
                .with(Files.at("/home/ada"), home);
    }

    private static UserState.Present ada(String shell, List<String> groups) {
        return new UserState.Present(
                new Foreseen.Exactly<>(1000L),
                new Foreseen.Exactly<>("ada"),
                new Foreseen.Exactly<>(groups),
                new Foreseen.Exactly<>("/home/ada"),
                new Foreseen.Exactly<>(shell),
                new Foreseen.Exactly<>(""));
    }

    private static final FileState HOME = new FileState.Directory(Attributes.of("ada", "ada", new Mode(0755)));

    private Plan.Change change(KnownStates known) {
        return assertInstanceOf(Plan.Change.class, module.plan(params(), known));
    }

    private static List<Effect> effects(Plan.Change change) {
        return change.actions().stream()
                .flatMap(action -> action.effects().stream())
                .toList();
    }

    private static String script(Action action) {
        return assertInstanceOf(Action.Run.class, action).script().text();
    }

    @Test
    void aNewUserComesWithItsGroupItsHomeAndWhatTheSkeletonHolds() {
        List<Effect> effects = effects(change(host(UserState.ABSENT, FileState.ABSENT)));
        assertTrue(effects.contains(new Effect.Sets<>(Files.at("/home/ada"), HOME)), effects.toString());
        FileState profile =
                new FileState.Regular(Attributes.of("ada", "ada", new Mode(0644)), PROFILE.sha256(), PROFILE.size());
        assertTrue(effects.contains(new Effect.Sets<>(Files.at("/home/ada/.profile"), profile)), effects.toString());
        assertTrue(effects.stream()
                .anyMatch(effect ->
                        effect instanceof Effect.Sets<?> sets && sets.key().equals(Groups.at("ada"))));
    }

    @Test
    void aHomeThatIsThereIsLeftAsItIs() {
        Plan.Change change = change(host(UserState.ABSENT, HOME));
        assertTrue(script(change.actions().getFirst()).contains(" -M "));
        assertFalse(effects(change).stream()
                .anyMatch(effect ->
                        effect instanceof Effect.Sets<?> sets && sets.key().family() instanceof Files));
    }

    @Test
    void aUserThatIsAsWantedIsLeftAlone() {
        given.put("shell", "/bin/sh");
        given.put("groups", List.of("wheel"));
        assertEquals(Plan.UNCHANGED, module.plan(params(), host(ada("/bin/sh", List.of("wheel")), HOME)));
    }

    @Test
    void groupsAreReplacedUnlessAppended() {
        given.put("groups", List.of("wheel"));
        Plan.Change change = change(host(ada("/bin/sh", List.of("adm")), HOME));
        assertEquals("set groups of the user ada", change.title());
        assertTrue(script(change.actions().getFirst()).contains("-G wheel"));
        given.put("append", true);
        assertTrue(script(change(host(ada("/bin/sh", List.of("adm")), HOME))
                        .actions()
                        .getFirst())
                .contains("-G adm,wheel"));
    }

    @Test
    void aGroupThatIsNotThereIsNamed() {
        given.put("groups", List.of("nope"));
        Plan.Rejected rejected =
                assertInstanceOf(Plan.Rejected.class, module.plan(params(), host(UserState.ABSENT, HOME)));
        assertTrue(rejected.why().contains("group: name=nope"), rejected.why());
    }

    @Test
    void aPasswordIsSetByTheShellItselfAndOnlyWhereItDiffers() {
        given.put("password", "$6$new");
        Plan.Change change = change(host(ada("/bin/sh", List.of()), HOME));
        assertTrue(script(change.actions().getLast()).startsWith("printf "));
        assertFalse(change.toString().contains("$6$new"), change.toString());
        given.put("password", "$6$old");
        assertEquals(Plan.UNCHANGED, module.plan(params(), host(ada("/bin/sh", List.of()), HOME)));
    }

    @Test
    void aPasswordThatIsNoHashIsRejectedWithoutShowingIt() {
        given.put("password", "hunter2");
        String why = module.check(params()).getFirst().message();
        assertTrue(why.startsWith("password takes a hash"), why);
        assertFalse(why.contains("hunter2"));
    }

    @Test
    void whatMovesWithAHomeStaysInTheOldOneAndTheNew() {
        given.putAll(Map.of("home", "/srv/ada", "move_home", true));
        KnownStates known = host(ada("/bin/sh", List.of()), HOME).with(Files.at("/srv/ada"), FileState.ABSENT);
        Reach reach = effects(change(known)).stream()
                .<Reach>mapMulti((effect, reaches) -> {
                    if (effect instanceof Effect.Opaque opaque) {
                        reaches.accept(opaque.reach());
                    }
                })
                .findFirst()
                .orElseThrow();
        assertTrue(reach.covers(Files.at("/home/ada/.profile")));
        assertTrue(reach.covers(Files.at("/srv/ada/.profile")));
        assertFalse(reach.covers(Files.at("/home/bob/.profile")));
        assertFalse(reach.covers(Users.at("bob")));
    }

    @Test
    void aRemovedUserTakesItsOwnGroupAndHomeAlong() {
        given.putAll(Map.of("state", "absent", "remove", true));
        assertEquals(
                List.of(
                        new Effect.Sets<>(Users.at("ada"), UserState.ABSENT),
                        new Effect.Sets<>(Groups.at("ada"), GroupState.ABSENT),
                        new Effect.Sets<>(Files.withoutDigest("/home/ada"), FileState.ABSENT)),
                effects(change(host(ada("/bin/sh", List.of()), HOME))));
    }

    private static KnownStates with(KnownStates known, String hash) {
        return known.with(Passwords.at("ada"), new PasswordState.Kept(new Secret(hash)));
    }

    @Test
    void aLockStandsBeforeTheHash() {
        KnownStates known = host(ada("/bin/sh", List.of()), HOME);
        given.put("password_lock", true);
        assertTrue(script(change(with(known, "$6$old")).actions().getFirst()).contains("usermod -L -- ada"));
        assertEquals(Plan.UNCHANGED, module.plan(params(), with(known, "!$6$old")));
        given.put("password", "$6$old");
        assertEquals(Plan.UNCHANGED, module.plan(params(), with(known, "!$6$old")));
        given.put("password", "$6$new");
        assertEquals(
                List.of(new Effect.Sets<>(Passwords.at("ada"), new PasswordState.Kept(new Secret("!$6$new")))),
                effects(change(with(known, "!$6$old"))));
    }

    @Test
    void whatHasNoHashIsNotUnlocked() {
        KnownStates known = host(ada("/bin/sh", List.of()), HOME);
        given.put("password_lock", false);
        assertEquals(Plan.UNCHANGED, module.plan(params(), with(known, "!")));
        assertEquals(
                List.of(new Effect.Sets<>(Passwords.at("ada"), new PasswordState.Kept(new Secret("$6$old")))),
                effects(change(with(known, "!!$6$old"))));
    }

    @Test
    void aPasswordForNewUsersIsNotReadOfOthers() {
        given.putAll(Map.of("password", "$6$new", "update_password", "on_create"));
        assertFalse(module.probes(params()).contains(Passwords.at("ada")));
        assertEquals(Plan.UNCHANGED, module.plan(params(), host(ada("/bin/sh", List.of()), HOME)));
        assertEquals(
                "create the user ada; set the password of ada",
                change(with(host(UserState.ABSENT, HOME), "!")).title());
    }

    private static AgeingState.Kept ageing(long max, long expires) {
        return new AgeingState.Kept(
                new Foreseen.Exactly<>(0L),
                new Foreseen.Exactly<>(max),
                new Foreseen.Exactly<>(7L),
                new Foreseen.Exactly<>(AgeingState.NONE),
                new Foreseen.Exactly<>(expires));
    }

    @Test
    void anAccountExpiresByTheDay() {
        KnownStates known = host(ada("/bin/sh", List.of()), HOME).with(Ageings.at("ada"), ageing(99999, 18_262));
        given.putAll(Map.of("expires", 18_262 * 86_400L + 5, "password_expire_max", 99999));
        assertEquals(Plan.UNCHANGED, module.plan(params(), known));
        given.put("expires", -1.5);
        Plan.Change change = change(known);
        assertTrue(script(change.actions().getFirst()).contains("chage -E -1 -- ada"), change.toString());
        assertEquals(List.of(new Effect.Sets<>(Ageings.at("ada"), ageing(99999, AgeingState.NONE))), effects(change));
    }

    @Test
    void aKeyIsMadeOnlyWhereThereIsNone() {
        given.putAll(Map.of("generate_ssh_key", true, "ssh_key_passphrase", "it's a secret"));
        StateKey<SshKeyState> key = SshKeys.at("/home/ada/.ssh/id_rsa");
        KnownStates known = host(ada("/bin/sh", List.of()), HOME)
                .with(Files.withoutDigest("/home/ada/.ssh"), FileState.ABSENT)
                .with(key, SshKeyState.ABSENT);
        Plan.Change change = change(known);
        String script = script(change.actions().getFirst());
        assertTrue(
                script.contains("ssh-keygen -q -t rsa -C \"ansible-generated on $(uname -n)\" -f \"$t/key\""), script);
        assertFalse(change.toString().contains("a secret"), change.toString());
        assertEquals(4, effects(change).size());
        SshKeyState there =
                new SshKeyState.Present(new Foreseen.Exactly<>("256 x"), new Foreseen.Exactly<>("ssh-rsa A"));
        assertEquals(Plan.UNCHANGED, module.plan(params(), known.with(key, there)));
        assertEquals("ssh-rsa A", module.result(params(), known).get("ssh_public_key"));
        given.put("force", true);
        assertEquals("force", module.check(params()).getFirst().parameter());
    }

    @Test
    void whoseFilesAreOfASharedNumberIsNotForeseen() {
        given.putAll(Map.of("uid", 1000, "non_unique", true, "generate_ssh_key", true));
        UserDefaults withMailbox =
                new UserDefaults("/home", "/bin/sh", true, true, new Mode(0755), DEFAULTS.skeleton());
        Plan.Change change = change(host(UserState.ABSENT, FileState.ABSENT)
                .with(UserDefaults.KEY, withMailbox)
                .with(Files.withoutDigest("/home/ada/.ssh"), FileState.ABSENT)
                .with(SshKeys.at("/home/ada/.ssh/id_rsa"), SshKeyState.ABSENT));
        List<Foreseen<String>> owners = new ArrayList<>();
        for (Effect effect : effects(change)) {
            switch (effect) {
                case Effect.Sets<?>(var key, FileState.Regular file) ->
                    owners.add(file.attributes().owner());
                case Effect.Sets<?>(var key, FileState.Directory folder) ->
                    owners.add(folder.attributes().owner());
                default -> {}
            }
        }
        Foreseen<String> owner = params().number().owner("ada");
        assertInstanceOf(Foreseen.Later.class, owner);
        assertEquals(Collections.nCopies(6, owner), owners);
    }

    @Test
    void aUserOfADirectoryIsNoneOfTheHostsOwn() {
        given.put("local", true);
        KnownStates known = host(ada("/bin/sh", List.of()), HOME);
        KnownStates own = known.with(
                FileTexts.at("/etc/passwd"), new FileText.Held(Bytes.of("adam:x:1:1:::\nada:x:1000:1000:::\n")));
        assertEquals(Plan.UNCHANGED, module.plan(params(), own));
        KnownStates others = own.with(FileTexts.at("/etc/passwd"), new FileText.Held(Bytes.of("adam:x:1:1:::\n")));
        assertInstanceOf(Plan.Rejected.class, module.plan(params(), others));
        given.put("state", "absent");
        assertEquals(Plan.UNCHANGED, module.plan(params(), others));
    }
}
