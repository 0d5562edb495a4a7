package play.modules.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.files.MountPoint;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

class AuthorizedKeyModuleTest {
    private static final AuthorizedKeyModule MODULE = new AuthorizedKeyModule();
    private static final String FILE = "/home/ada/.ssh/authorized_keys";

    private static AuthorizedKey key(String line) {
        return AuthorizedKey.read(line).orElseThrow();
    }

    @Test
    void optionsWithCommasAndBlanksStayWhole() {
        String line = "no-pty,command=\"a, \\\"b\\\"\",from=\"10.0.0.1,10.0.0.2\" ssh-rsa AAAA ada at home";
        AuthorizedKey key = key(line);
        assertEquals(
                List.of("no-pty", "command", "from"),
                key.options().stream().map(AuthorizedKey.Option::name).toList());
        assertEquals(line, key.line());
        assertEquals(
                "ssh-rsa AAAA ada at home",
                key.with(Optional.of(""), Optional.empty()).line());
        assertEquals(Optional.empty(), AuthorizedKey.read("# ssh-rsa AAAA"));
        assertEquals(Optional.empty(), AuthorizedKey.read("ssh-rsa"));
    }

    @Test
    void optionsThatAreThereMoreThanOnceAllCount() {
        String twice = "permitopen=\"h:1\",permitopen=\"h:2\"";
        AuthorizedKey wanted = key("ssh-rsa AAAA").with(Optional.of(twice), Optional.empty());
        assertEquals(twice + " ssh-rsa AAAA", wanted.line());
        assertEquals(
                twice + " ssh-rsa AAAA\n",
                AuthorizedKeysText.with("permitopen=\"h:2\" ssh-rsa AAAA\n", List.of(wanted)));
        String more = "no-pty,permitopen=\"h:1\",permitopen=\"h:2\" ssh-rsa AAAA\n";
        assertEquals("no-pty ssh-rsa AAAA\n", AuthorizedKeysText.with(more, List.of(key("no-pty ssh-rsa AAAA"))));
        String turned = "permitopen=\"h:1\",no-pty ssh-rsa AAAA\n";
        assertEquals(turned, AuthorizedKeysText.with(turned, List.of(key("no-pty,permitopen=\"h:1\" ssh-rsa AAAA"))));
    }

    @Test
    void whatStandsBetweenQuotesIsNeitherTypeNorKey() {
        String line = "command=\"rsync ssh-rsa  x \\\"y\\\"\" ssh-ed25519 AAAA a";
        assertEquals(line, key(line).line());
        assertEquals("ssh-ed25519", key(line).type());
        assertEquals(
                "# kept\n", AuthorizedKeysText.without("# kept\n" + line + "\n", List.of(key("ssh-ed25519 AAAA"))));
        assertEquals(Optional.empty(), AuthorizedKey.read("command=\"open ssh-rsa AAAA"));
        assertEquals(Optional.empty(), AuthorizedKey.read("no-pty, no-x11 ssh-rsa AAAA"));
    }

    @Test
    void linesThatNobodyEditsEndAsTheyDid() {
        String text = "# mine\r\nssh-rsa BBBB b\r\nssh-rsa AAAA a\r\n";
        assertEquals(text + "ssh-rsa CCCC\n", AuthorizedKeysText.with(text, List.of(key("ssh-rsa CCCC"))));
        assertEquals(text, AuthorizedKeysText.with(text, List.of(key("ssh-rsa AAAA a"))));
        assertEquals("# mine\r\nssh-rsa BBBB b\r\n", AuthorizedKeysText.without(text, List.of(key("ssh-rsa AAAA"))));
    }

    @Test
    void aKeyStandsOnceAndOthersStay() {
        String text = "# mine\nssh-rsa BBBB b\nno-pty ssh-rsa AAAA a\nssh-rsa AAAA a\n";
        assertEquals(
                "# mine\nssh-rsa BBBB b\nssh-rsa AAAA new\nssh-rsa CCCC\n",
                AuthorizedKeysText.with(text, List.of(key("ssh-rsa AAAA new"), key("ssh-rsa CCCC"))));
        assertEquals("ssh-rsa BBBB  b", AuthorizedKeysText.with("ssh-rsa BBBB  b", List.of(key("ssh-rsa BBBB b"))));
    }

    @Test
    void aKeyMayBeTheOnlyThingOrGo() {
        String text = "# mine\nssh-rsa BBBB b\nssh-rsa AAAA a\n";
        assertEquals("ssh-rsa AAAA a\n", AuthorizedKeysText.only(text, List.of(key("ssh-rsa AAAA a"))));
        assertEquals("# mine\nssh-rsa BBBB b\n", AuthorizedKeysText.without(text, List.of(key("no-pty ssh-rsa AAAA"))));
    }

    private static AuthorizedKeyModule.Params params(Map<String, Object> more) {
        Map<String, Object> written = new HashMap<>(Map.of("user", "ada", "key", "ssh-rsa AAAA a\n\n# x\n"));
        written.putAll(more);
        return Parameters.of(MODULE, written);
    }

    private static FileState directory(String owner) {
        return new FileState.Directory(Attributes.of(owner, owner, new Mode(0755)));
    }

    private static KnownStates host(Optional<String> text) {
        Foreseen<String> none = new Foreseen.Exactly<>("");
        KnownStates known = new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(
                        Users.at("ada"),
                        new UserState.Present(
                                new Foreseen.Exactly<>(1000L),
                                new Foreseen.Exactly<>("ada"),
                                new Foreseen.Exactly<>(List.of()),
                                new Foreseen.Exactly<>("/home/ada"),
                                none,
                                none))
                .with(Files.at("/home"), directory("root"))
                .with(Files.at("/home/ada"), directory("ada"))
                .with(Files.at("/home/ada/.ssh"), text.isEmpty() ? FileState.ABSENT : directory("ada"))
                .with(Files.at(FILE), FileState.ABSENT)
                .with(MountPoint.at(FILE), MountPoint.NONE)
                .with(FileTexts.at(FILE), new FileText.Missing());
        text.ifPresent(held -> known.with(
                        Files.at(FILE),
                        new FileState.Regular(
                                Attributes.of("ada", "ada", new Mode(0644)),
                                Content.of(held).sha256(),
                                Content.of(held).size()))
                .with(FileTexts.at(FILE), new FileText.Held(Bytes.of(held))));
        return known;
    }

    @Test
    void directoryAndFileAreTheUsersAlone() {
        Plan.Change change = assertInstanceOf(Plan.Change.class, MODULE.plan(params(Map.of()), host(Optional.empty())));
        assertEquals(
                new Action.MakeDirectory(
                        "/home/ada/.ssh", new FileState.Directory(Attributes.of("ada", "ada", new Mode(0700)))),
                change.actions().getFirst());
        Action.WriteFile write =
                assertInstanceOf(Action.WriteFile.class, change.actions().getLast());
        assertEquals(Content.of("ssh-rsa AAAA a\n"), write.content());
        assertEquals(Attributes.of("ada", "ada", new Mode(0600)), write.after().attributes());
    }

    @Test
    void aFileWithTheKeyIsLeftAsItIs() {
        assertEquals(Plan.UNCHANGED, MODULE.plan(params(Map.of()), host(Optional.of("ssh-rsa AAAA a\n"))));
        assertEquals(Plan.UNCHANGED, MODULE.plan(params(Map.of("state", "absent")), host(Optional.empty())));
    }

    @Test
    void aDirectoryOfOthersMayBeLeftAlone() {
        Map<String, Object> more = Map.of("manage_dir", false);
        Plan.Change change = assertInstanceOf(Plan.Change.class, MODULE.plan(params(more), host(Optional.of(""))));
        assertEquals(1, change.actions().size());
    }

    private static KnownStates with(KnownStates known, String directory, FileState state) {
        return known.with(Files.at(directory), state)
                .with(Files.at(directory + "/ada"), FileState.ABSENT)
                .with(MountPoint.at(directory + "/ada"), MountPoint.NONE)
                .with(FileTexts.at(directory + "/ada"), new FileText.Missing());
    }

    @Test
    void aDirectoryOfOthersIsGivenAwayOnlyWhereTheTaskSaysSo() {
        KnownStates known = with(host(Optional.empty()), "/etc/sshkeys", directory("root"))
                .with(Files.at("/etc"), directory("root"));
        Map<String, Object> path = Map.of("path", "/etc/sshkeys/ada");
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, MODULE.plan(params(path), known));
        assertTrue(rejected.why().contains("manage_dir: false"), rejected.why());
        for (boolean managed : List.of(true, false)) {
            Map<String, Object> more = new HashMap<>(path);
            more.put("manage_dir", managed);
            Plan.Change change = assertInstanceOf(Plan.Change.class, MODULE.plan(params(more), known));
            assertEquals(managed ? 2 : 1, change.actions().size());
        }
        KnownStates fresh = known.with(Files.at("/etc/sshkeys"), FileState.ABSENT);
        assertInstanceOf(Plan.Change.class, MODULE.plan(params(path), fresh));
        KnownStates own = known.with(Files.at("/etc/sshkeys"), directory("ada"));
        assertInstanceOf(Plan.Change.class, MODULE.plan(params(path), own));
    }

    @Test
    void theHomeOfWhoRunsTheTaskIsNotTheUsers() {
        KnownStates known =
                with(host(Optional.empty()), "/root/.ssh", FileState.ABSENT).with(Files.at("/root"), directory("root"));
        for (Object managed : List.of(true, false)) {
            Map<String, Object> more = Map.of("path", "/root/.ssh/ada", "manage_dir", managed);
            Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, MODULE.plan(params(more), known));
            assertTrue(rejected.why().contains("write path: ~ada/.ssh/ada"), rejected.why());
        }
    }

    private static KnownStates withBob(String home) {
        UserState bob = new UserState.Present(
                new Foreseen.Exactly<>(1001L),
                new Foreseen.Exactly<>("bob"),
                new Foreseen.Exactly<>(List.of()),
                new Foreseen.Exactly<>(home),
                new Foreseen.Exactly<>(""),
                new Foreseen.Exactly<>(""));
        return with(host(Optional.empty()), "/srv/bob/.ssh", directory("bob"))
                .with(Files.at("/srv"), directory("root"))
                .with(Files.at("/srv/bob"), directory("bob"))
                .with(Users.at("bob"), bob);
    }

    @Test
    void theHomeOfWhoOwnsTheDirectoryIsNotTheUsers() {
        for (Object managed : List.of(true, false)) {
            AuthorizedKeyModule.Params params = params(Map.of("path", "/srv/bob/.ssh/ada", "manage_dir", managed));
            Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, MODULE.plan(params, withBob("/srv/bob/")));
            assertTrue(rejected.why().contains("let ada in as bob"), rejected.why());
            assertTrue(rejected.why().contains("write path: ~ada/.ssh/ada"), rejected.why());
            assertInstanceOf(Plan.Change.class, MODULE.plan(params, withBob("/home/bob")));
        }
    }

    @Test
    void aUserThatIsNotThereIsRejected() {
        KnownStates known = host(Optional.empty()).with(Users.at("ada"), UserState.ABSENT);
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, MODULE.plan(params(Map.of()), known));
        assertTrue(rejected.why().contains("no user ada"), rejected.why());
    }

    @Test
    void whatIsNoKeyIsFoundBeforeAnythingIsAsked() {
        assertTrue(
                Parameters.wrong(MODULE, Map.of("user", "ada", "key", "AAAA a")).contains("no public key in line 1"));
        assertTrue(Parameters.wrong(MODULE, Map.of("user", "ada", "key", "https://github.com/ada.keys"))
                .contains("lookup('file'"));
    }

    @Test
    void aPrivateKeyIsNeverShown() {
        String secret = "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\n";
        String told = Parameters.wrong(MODULE, Map.of("user", "ada", "key", secret));
        assertTrue(told.contains("is a private key") && !told.contains("c2VjcmV0"), told);
        String body = Parameters.wrong(MODULE, Map.of("user", "ada", "key", "ssh-rsa AAAA\n\nc2VjcmV0\nx"));
        assertTrue(body.contains("in line 3, 4:") && !body.contains("c2VjcmV0"), body);
    }

    @Test
    void optionsThatSshdWouldNotTakeAreRefused() {
        for (String wrong : List.of("command=rsync x", "from=\"10.0.0.1")) {
            String told = Parameters.wrong(MODULE, Map.of("user", "ada", "key", "ssh-rsa AAAA", "key_options", wrong));
            assertTrue(told.contains("key_options has a blank or an open quote"), wrong + ": " + told);
        }
        assertEquals(
                "no-pty,from=\"a b\" ssh-rsa AAAA",
                key("ssh-rsa AAAA")
                        .with(Optional.of("no-pty, from=\"a b\""), Optional.empty())
                        .line());
    }
}
