package play.modules.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Files;
import play.host.Mode;
import play.host.Reach;
import play.module.Action;
import play.module.Plan;
import play.modules.users.UserModule.Params;
import play.modules.users.UserModule.UpdatePassword;
import play.param.Presence;
import play.param.SecretText;
import play.testkit.KnownStates;
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
    private Presence state = Presence.PRESENT;
    private Optional<List<String>> groups = Optional.empty();
    private boolean append;
    private Optional<SecretText> password = Optional.empty();
    private Optional<String> shell = Optional.empty();
    private Optional<String> home = Optional.empty();

    private Params params() {
        return new Params(
                "ada",
                state,
                Optional.empty(),
                Optional.empty(),
                groups,
                append,
                home,
                true,
                home.isPresent(),
                shell,
                Optional.empty(),
                false,
                password,
                UpdatePassword.ALWAYS,
                true);
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
        shell = Optional.of("/bin/sh");
        groups = Optional.of(List.of("wheel"));
        assertEquals(Plan.UNCHANGED, module.plan(params(), host(ada("/bin/sh", List.of("wheel")), HOME)));
    }

    @Test
    void groupsAreReplacedUnlessAppended() {
        groups = Optional.of(List.of("wheel"));
        Plan.Change change = change(host(ada("/bin/sh", List.of("adm")), HOME));
        assertEquals("set groups of the user ada", change.title());
        assertTrue(script(change.actions().getFirst()).contains("-G wheel"));
        append = true;
        assertTrue(script(change(host(ada("/bin/sh", List.of("adm")), HOME))
                        .actions()
                        .getFirst())
                .contains("-G adm,wheel"));
    }

    @Test
    void aGroupThatIsNotThereIsNamed() {
        groups = Optional.of(List.of("nope"));
        Plan.Rejected rejected =
                assertInstanceOf(Plan.Rejected.class, module.plan(params(), host(UserState.ABSENT, HOME)));
        assertTrue(rejected.why().contains("group: name=nope"), rejected.why());
    }

    @Test
    void aPasswordIsSetByTheShellItselfAndOnlyWhereItDiffers() {
        password = Optional.of(new SecretText("$6$new"));
        Plan.Change change = change(host(ada("/bin/sh", List.of()), HOME));
        assertTrue(script(change.actions().getLast()).startsWith("printf "));
        assertFalse(change.toString().contains("$6$new"), change.toString());
        password = Optional.of(new SecretText("$6$old"));
        assertEquals(Plan.UNCHANGED, module.plan(params(), host(ada("/bin/sh", List.of()), HOME)));
    }

    @Test
    void aPasswordThatIsNoHashIsRejectedWithoutShowingIt() {
        password = Optional.of(new SecretText("hunter2"));
        String why = module.check(params()).getFirst().message();
        assertTrue(why.startsWith("password takes a hash"), why);
        assertFalse(why.contains("hunter2"));
    }

    @Test
    void whatMovesWithAHomeStaysInTheOldOneAndTheNew() {
        home = Optional.of("/srv/ada");
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
        state = Presence.ABSENT;
        assertEquals(
                List.of(
                        new Effect.Sets<>(Users.at("ada"), UserState.ABSENT),
                        new Effect.Sets<>(Groups.at("ada"), GroupState.ABSENT),
                        new Effect.Sets<>(Files.withoutDigest("/home/ada"), FileState.ABSENT)),
                effects(change(host(ada("/bin/sh", List.of()), HOME))));
    }
}
