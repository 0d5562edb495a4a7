package play.modules.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Mode;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.testkit.OddNames;
import play.value.Bytes;
import play.value.Foreseen;

class AccountFamiliesTest {
    private static ScriptResult printed(String out) {
        return new ScriptResult(0, Bytes.of(out), Bytes.EMPTY);
    }

    private static ScriptResult run(Script script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", script.text())
                .redirectInput(new java.io.File("/dev/null"))
                .start();
        Bytes out = Bytes.of(shell.getInputStream().readAllBytes());
        Bytes err = Bytes.of(shell.getErrorStream().readAllBytes());
        return new ScriptResult(shell.waitFor(), out, err);
    }

    @Test
    void usersAreReadWithTheirGroups() {
        String out = """
            root:x:0:0:root:/root:/bin/bash
            etcd:x:999:997::/var/lib/etcd:/usr/sbin/nologin
            groups
            root:0
            etcd:997 998 4
            names
            root:x:0:
            etcd:x:997:
            ssl:x:998:etcd
            adm:x:4:etcd
            """;
        List<StateKey<UserState>> keys =
                Stream.of("root", "etcd", "nope").map(Users::at).toList();
        Map<StateKey<UserState>, Observed<UserState>> states = new Users().parse(keys, printed(out));
        UserState etcd = new UserState.Present(
                new Foreseen.Exactly<>(999L),
                new Foreseen.Exactly<>("etcd"),
                new Foreseen.Exactly<>(List.of("adm", "ssl")),
                new Foreseen.Exactly<>("/var/lib/etcd"),
                new Foreseen.Exactly<>("/usr/sbin/nologin"),
                new Foreseen.Exactly<>(""));
        assertEquals(Observed.read(etcd), states.get(Users.at("etcd")));
        assertEquals(Observed.read(UserState.ABSENT), states.get(Users.at("nope")));
    }

    @Test
    void namesOfGroupsMayHoldBlanksAndGroupsMayHaveNoName() {
        String out = """
            bob:*:1104:1513:Bob the builder:/home/DOM/bob:/bin/bash
            groups
            bob:1513 1512 77001
            names
            domain users:*:1513:
            domain admins:*:1512:bob
            """;
        UserState bob = new UserState.Present(
                new Foreseen.Exactly<>(1104L),
                new Foreseen.Exactly<>("domain users"),
                new Foreseen.Exactly<>(List.of("77001", "domain admins")),
                new Foreseen.Exactly<>("/home/DOM/bob"),
                new Foreseen.Exactly<>("/bin/bash"),
                new Foreseen.Exactly<>("Bob the builder"));
        assertEquals(
                Observed.read(bob),
                new Users().parse(List.of(Users.at("bob")), printed(out)).get(Users.at("bob")));
    }

    @Test
    void skeletonsMayHoldAnyNames(@TempDir Path folder) throws IOException, InterruptedException {
        for (String name : OddNames.all()) {
            java.nio.file.Files.writeString(folder.resolve(name), name);
        }
        String elsewhere = "useradd() { printf 'HOME=/home\\nSKEL=%s\\n' '" + folder + "'; }\n";
        UserDefaultsFamily family = new UserDefaultsFamily();
        ScriptResult result =
                run(Script.of(elsewhere + family.read(List.of(UserDefaults.KEY)).text()));
        UserDefaults defaults = (UserDefaults) assertInstanceOf(
                        Observed.Known.class,
                        family.parse(List.of(UserDefaults.KEY), result).get(UserDefaults.KEY))
                .value();
        assertEquals(
                OddNames.all().stream().sorted().toList(),
                defaults.skeleton().stream().map(UserDefaults.Bone::path).toList());
    }

    @Test
    void thisMachineTellsOfItsOwnAccounts() throws IOException, InterruptedException {
        List<StateKey<UserState>> users = List.of(Users.at("root"), Users.at("no-such-user"));
        Map<StateKey<UserState>, Observed<UserState>> found = new Users().parse(users, run(new Users().read(users)));
        assertEquals(Observed.read(UserState.ABSENT), found.get(Users.at("no-such-user")));
        Observed.Known<?> root = assertInstanceOf(Observed.Known.class, found.get(Users.at("root")));
        assertEquals(
                new Foreseen.Exactly<>(0L),
                assertInstanceOf(UserState.Present.class, root.value()).uid());
        List<StateKey<GroupState>> groups = List.of(Groups.at("no-such-group"), Groups.at("root"));
        Map<StateKey<GroupState>, Observed<GroupState>> seen =
                new Groups().parse(groups, run(new Groups().read(groups)));
        assertEquals(Observed.read(GroupState.ABSENT), seen.get(Groups.at("no-such-group")));
        assertEquals(Observed.read(new GroupState.Present(new Foreseen.Exactly<>(0L))), seen.get(Groups.at("root")));
    }

    @Test
    void defaultsAreReadWithTheSkeleton() {
        String out = """
                GROUP=100
                HOME=/home
                SHELL=/bin/sh
                SKEL=/etc/skel
                CREATE_MAIL_SPOOL=no
                UMASK=027
                USERGROUPS_ENAB=yes
                """
                + "\0f\0./.config/a file\0"
                + "644 807 28b4a453b68dde64f814e94bab14ee651f4f162e15dd9920490aa1d49f05d2a4\0"
                + "d\0./.config\0" + "755\0l\0./.link\0.config\0.\0\0\0";
        Observed<?> seen = new UserDefaultsFamily()
                .parse(List.of(UserDefaults.KEY), printed(out))
                .get(UserDefaults.KEY);
        UserDefaults defaults = assertInstanceOf(
                UserDefaults.class, assertInstanceOf(Observed.Known.class, seen).value());
        assertEquals(new Mode(0750), defaults.homeMode());
        assertEquals(
                List.of(
                        new UserDefaults.Bone(
                                ".config", new FileState.Directory(Attributes.of("root", "root", new Mode(0755)))),
                        new UserDefaults.Bone(
                                ".config/a file",
                                new FileState.Regular(
                                        Attributes.of("root", "root", new Mode(0644)),
                                        new Foreseen.Exactly<>(
                                                "28b4a453b68dde64f814e94bab14ee651f4f162e15dd9920490aa1d49f05d2a4"),
                                        new Foreseen.Exactly<>(807L))),
                        new UserDefaults.Bone(".link", new FileState.Symlink(".config"))),
                defaults.skeleton());
    }

    @Test
    void anotherFolderMayBeTheSkeleton(@TempDir Path folder) throws IOException, InterruptedException {
        java.nio.file.Files.writeString(folder.resolve("one"), "1");
        UserDefaultsFamily family = new UserDefaultsFamily();
        StateKey<UserDefaults> here = UserDefaults.with(folder.toString());
        StateKey<UserDefaults> nowhere = UserDefaults.with(folder + "/nowhere");
        List<StateKey<UserDefaults>> keys = List.of(here, nowhere, UserDefaults.KEY);
        ScriptResult result = run(Script.of(
                "useradd() { echo SKEL=/nowhere; }\n" + family.read(keys).text()));
        Map<StateKey<UserDefaults>, Observed<UserDefaults>> found = family.parse(keys, result);
        assertEquals(List.of("one"), bones(found.get(here)));
        assertEquals(List.of(), bones(found.get(nowhere)));
    }

    private static List<String> bones(@Nullable Observed<?> defaults) {
        Object value = assertInstanceOf(Observed.Known.class, defaults).value();
        return assertInstanceOf(UserDefaults.class, value).skeleton().stream()
                .map(UserDefaults.Bone::path)
                .toList();
    }

    @Test
    void limitsOfAnAccountAreDaysOrNone() {
        StateKey<AgeingState> ada = Ageings.at("ada");
        StateKey<AgeingState> bob = Ageings.at("bob");
        Map<StateKey<AgeingState>, Observed<AgeingState>> found =
                new Ageings().parse(List.of(ada, bob), printed("ada:0:99999:7::20000\n"));
        assertEquals(Observed.read(new AgeingState.Missing()), found.get(bob));
        assertEquals(
                Observed.read(new AgeingState.Kept(
                        new Foreseen.Exactly<>(0L),
                        new Foreseen.Exactly<>(99999L),
                        new Foreseen.Exactly<>(7L),
                        new Foreseen.Exactly<>(AgeingState.NONE),
                        new Foreseen.Exactly<>(20_000L))),
                found.get(ada));
    }

    @Test
    void keysAreReadWithWhatIsPublicOfThem(@TempDir Path folder) throws IOException, InterruptedException {
        String path = folder + "/a key";
        run(Script.of("ssh-keygen -q -t ed25519 -N '' -C mine -f '" + path + "'"));
        java.nio.file.Files.writeString(folder.resolve("none"), "x");
        java.nio.file.Files.writeString(folder.resolve("nothing.pub"), "ssh-ed25519 AAAA left behind");
        List<StateKey<SshKeyState>> keys = Stream.of(path, folder + "/none", folder + "/nothing")
                .map(SshKeys::at)
                .toList();
        Map<StateKey<SshKeyState>, Observed<SshKeyState>> found =
                new SshKeys().parse(keys, run(new SshKeys().read(keys)));
        SshKeyState.Present key = assertInstanceOf(
                SshKeyState.Present.class,
                assertInstanceOf(Observed.Known.class, found.get(keys.getFirst()))
                        .value());
        assertTrue(key.fingerprint().toString().matches("256 SHA256:.* mine \\(ED25519\\)"), key.toString());
        assertTrue(key.publicKey().toString().matches("ssh-ed25519 AAAA.* mine"), key.toString());
        SshKeyState.Present none = assertInstanceOf(
                SshKeyState.Present.class,
                assertInstanceOf(Observed.Known.class, found.get(keys.get(1))).value());
        assertTrue(none.fingerprint().toString().endsWith("is not a public key file."), none.toString());
        assertEquals(Observed.read(SshKeyState.ABSENT), found.get(keys.getLast()));
    }
}
