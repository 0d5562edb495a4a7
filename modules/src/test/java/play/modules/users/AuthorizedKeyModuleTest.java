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
                List.of("no-pty", "command", "from"), List.copyOf(key.options().keySet()));
        assertEquals(line, key.line());
        assertEquals(
                "ssh-rsa AAAA ada at home",
                key.with(Optional.of(""), Optional.empty()).line());
        assertEquals(Optional.empty(), AuthorizedKey.read("# ssh-rsa AAAA"));
        assertEquals(Optional.empty(), AuthorizedKey.read("ssh-rsa"));
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

    @Test
    void aUserThatIsNotThereIsRejected() {
        KnownStates known = host(Optional.empty()).with(Users.at("ada"), UserState.ABSENT);
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, MODULE.plan(params(Map.of()), known));
        assertTrue(rejected.why().contains("no user ada"), rejected.why());
    }

    @Test
    void whatIsNoKeyIsFoundBeforeAnythingIsAsked() {
        assertTrue(
                Parameters.wrong(MODULE, Map.of("user", "ada", "key", "AAAA a")).contains("'AAAA a' is no public key"));
        assertTrue(Parameters.wrong(MODULE, Map.of("user", "ada", "key", "https://github.com/ada.keys"))
                .contains("lookup('file'"));
    }
}
