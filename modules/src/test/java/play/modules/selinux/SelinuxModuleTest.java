package play.modules.selinux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.host.ScriptResult;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.value.Bytes;
import play.value.Content;

class SelinuxModuleTest {
    private static final String FILE = "/etc/selinux/config";
    private static final Attributes ROOT = Attributes.of("root", "root", new Mode(0644));

    private static KnownStates host(SelinuxMode mode) {
        return new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(Files.at("/etc/selinux"), new FileState.Directory(ROOT))
                .with(SelinuxMode.KEY, mode);
    }

    private static KnownStates host(SelinuxMode mode, String text) {
        return host(mode)
                .with(
                        Files.at(FILE),
                        new FileState.Regular(
                                ROOT,
                                Content.of(text).sha256(),
                                Content.of(text).size()))
                .with(FileTexts.at(FILE), new FileText.Held(Bytes.of(text)));
    }

    private static Plan plan(SelinuxModule.State state, KnownStates known) {
        return new SelinuxModule().plan(new SelinuxModule.Params(state, Optional.empty(), FILE), known);
    }

    @Test
    void kernelAndFileAreBroughtToTheModeAndTheRestOfTheFileStays() {
        Plan plan = plan(
                SelinuxModule.State.PERMISSIVE,
                host(SelinuxMode.ENFORCING, "# mine\nSELINUX=enforcing\nSELINUXTYPE=targeted\n"));
        List<Action> actions = assertInstanceOf(Plan.Change.class, plan).actions();
        assertInstanceOf(Action.Run.class, actions.getFirst());
        assertEquals(
                Content.of("# mine\nSELINUX=permissive\nSELINUXTYPE=targeted\n"),
                assertInstanceOf(Action.WriteFile.class, actions.getLast()).content());
    }

    @Test
    void whatIsNotToRunOnlyNotesUntilTheNextBootAndMayHaveAnotherPolicy() {
        SelinuxModule module = new SelinuxModule();
        SelinuxModule.Params params =
                new SelinuxModule.Params(SelinuxModule.State.DISABLED, Optional.of("targeted"), FILE);
        KnownStates known = host(SelinuxMode.ENFORCING, "SELINUX=enforcing\nSELINUXTYPE=default\n");
        List<Action> actions =
                assertInstanceOf(Plan.Change.class, module.plan(params, known)).actions();
        assertEquals(2, actions.size());
        assertEquals(
                Content.of("SELINUX=disabled\nSELINUXTYPE=targeted\n"),
                assertInstanceOf(Action.WriteFile.class, actions.getLast()).content());
        assertEquals(true, module.result(params, known).get("reboot_required"));
        assertEquals(false, module.result(params, host(SelinuxMode.OFF)).get("reboot_required"));
    }

    @Test
    void linesThatNobodyEditsEndAsTheyDid() {
        String text = "# mine\r\nSELINUX=enforcing\r\nSELINUXTYPE=targeted\r\n";
        assertEquals(Plan.UNCHANGED, plan(SelinuxModule.State.ENFORCING, host(SelinuxMode.ENFORCING, text)));
        Plan plan = plan(SelinuxModule.State.PERMISSIVE, host(SelinuxMode.ENFORCING, text));
        assertEquals(
                Content.of("# mine\r\nSELINUX=permissive\nSELINUXTYPE=targeted\r\n"),
                assertInstanceOf(
                                Action.WriteFile.class,
                                assertInstanceOf(Plan.Change.class, plan)
                                        .actions()
                                        .getLast())
                        .content());
    }

    @Test
    void aHostInItsModeIsLeftAlone() {
        assertEquals(
                Plan.UNCHANGED,
                plan(
                        SelinuxModule.State.ENFORCING,
                        host(SelinuxMode.ENFORCING, "SELINUX=permissive\nSELINUX=enforcing\n")));
    }

    @Test
    void aHostWithoutItOnlyNotesNothing() {
        KnownStates none = host(SelinuxMode.OFF).with(Files.at(FILE), FileState.ABSENT);
        assertEquals(Plan.UNCHANGED, plan(SelinuxModule.State.PERMISSIVE, none));
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, plan(SelinuxModule.State.ENFORCING, none));
        assertTrue(rejected.why().contains("only a boot can bring it"), rejected.why());
    }

    @Test
    void readsWhatTheKernelSays() {
        assertEquals(Observed.read(SelinuxMode.ENFORCING), read("1"));
        assertEquals(Observed.read(SelinuxMode.PERMISSIVE), read("0\n"));
        assertEquals(Observed.read(SelinuxMode.OFF), read("off\n"));
        assertInstanceOf(Observed.Unknown.class, read(""));
    }

    private static Observed<SelinuxMode> read(String printed) {
        ScriptResult result = new ScriptResult(0, Bytes.of(printed), Bytes.EMPTY);
        return Objects.requireNonNull(
                new SelinuxModes().parse(List.of(SelinuxMode.KEY), result).get(SelinuxMode.KEY));
    }
}
