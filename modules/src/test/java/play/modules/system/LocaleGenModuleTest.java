package play.modules.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.host.Reach;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;

class LocaleGenModuleTest {
    private static final String FILE = "/etc/locale.gen";
    private static final Attributes ROOT = Attributes.of("root", "root", new Mode(0644));
    private static final String LIST = """
        # This file
        # de_CH.UTF-8 UTF-8
        #en_US.UTF-8 UTF-8\s\s
        # en_US ISO-8859-1
        sv_SE.UTF-8 UTF-8
        """;

    private final LocaleGenModule module = new LocaleGenModule();

    private static LocaleState told(String generator, String name) {
        String supported = "de_CH.UTF-8 UTF-8\0en_US.UTF-8 UTF-8\0en_US ISO-8859-1\0sr_RS@latin UTF-8\0\0";
        String printed = generator + "\0C\0C.utf8\0sv_SE.utf8\0fi_FI.utf8\0\0" + supported;
        StateKey<LocaleState> key = LocaleState.at(name);
        return new LocaleState.Family()
                                .parse(List.of(key), new ScriptResult(0, Bytes.of(printed), Bytes.EMPTY))
                                .get(key)
                        instanceof Observed.Known<LocaleState>(LocaleState state, var how)
                ? state
                : new LocaleState(false, "unknown", LocaleState.Generator.NONE);
    }

    private Plan plan(String generator, String state, String... names) {
        KnownStates known = new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(Files.at("/etc"), new FileState.Directory(ROOT))
                .with(
                        Files.at(FILE),
                        new FileState.Regular(
                                ROOT,
                                Content.of(LIST).sha256(),
                                Content.of(LIST).size()))
                .with(FileTexts.at(FILE), new FileText.Held(Bytes.of(LIST)));
        Stream.of(names).forEach(name -> known.with(LocaleState.at(name), told(generator, name)));
        return module.plan(Parameters.of(module, Map.of("name", List.of(names), "state", state)), known);
    }

    private static List<Action> actions(Plan plan) {
        return assertInstanceOf(Plan.Change.class, plan).actions();
    }

    private static Content written(Plan plan) {
        return assertInstanceOf(Action.WriteFile.class, actions(plan).getFirst())
                .content();
    }

    @Test
    void linesArePutOnWhereTheyStandAndOthersStay() {
        Plan plan = plan("list", "present", "en_US.utf8", "sr_RS@latin", "sv_SE.UTF-8", "C.UTF-8");
        assertEquals(Content.of("""
                    # This file
                    # de_CH.UTF-8 UTF-8
                    en_US.UTF-8 UTF-8
                    # en_US ISO-8859-1
                    sv_SE.UTF-8 UTF-8
                    sr_RS@latin UTF-8
                    """), written(plan));
        assertEquals(
                "generate en_US.utf8, sr_RS@latin",
                assertInstanceOf(Action.Run.class, actions(plan).getLast()).title());
    }

    @Test
    void whatIsNotWantedIsListedNoLonger() {
        Plan plan = plan("list", "absent", "sv_SE.UTF-8", "de_CH.UTF-8");
        assertEquals(Content.of(LIST.replace("sv_SE", "# sv_SE")), written(plan));
        assertEquals(2, actions(plan).size());
        assertEquals(Plan.UNCHANGED, plan("list", "absent", "de_CH.UTF-8"));
    }

    /** A locale that is there though nothing can generate it: a package brought it. */
    @Test
    void whatIsThereAlreadyIsLeft() {
        assertEquals(Plan.UNCHANGED, plan("list", "present", "fi_FI.UTF-8", "sv_SE.UTF-8"));
    }

    @Test
    void whatCannotBeGeneratedIsRefused() {
        assertTrue(refusal(plan("list", "present", "xx_XX.UTF-8")).contains("no locale xx_XX.UTF-8"));
        assertTrue(refusal(plan("none", "present", "de_CH.UTF-8")).contains("install the package"));
        assertTrue(refusal(plan("legacy", "present", "de_CH.UTF-8")).contains("supported.d"));
        assertEquals(Plan.UNCHANGED, plan("none", "present", "sv_SE.UTF-8", "C.utf8"));
        assertEquals(Plan.UNCHANGED, plan("none", "absent", "de_CH.UTF-8"));
    }

    private static String refusal(Plan plan) {
        return assertInstanceOf(Plan.Rejected.class, plan).why();
    }

    @Test
    void namesThatAreNoneAreFaults() {
        for (String name : List.of("", "a b", "-x", "../x", "a\nb")) {
            assertEquals(
                    1,
                    module.check(Parameters.of(module, Map.of("name", List.of(name))))
                            .size(),
                    name);
        }
        assertTrue(module.check(Parameters.of(module, Map.of("name", "C.UTF-8", "state", "absent")))
                .getFirst()
                .toString()
                .contains("part of libc"));
    }

    /** So a dry run does not take for missing what an earlier task installs. */
    @Test
    void thePackageThatBringsTheProgramPutsLocalesInDoubt() {
        assertTrue(new Reach.Named(Set.of("/usr/sbin/locale-gen")).covers(LocaleState.at("de_CH.UTF-8")));
        assertFalse(new Reach.Named(Set.of("/usr/sbin/nginx")).covers(LocaleState.at("de_CH.UTF-8")));
    }

    @Test
    void charsetsAreComparedHoweverTheyAreWritten() {
        assertEquals("de_DE.iso885915@euro", LocaleName.plain("de_DE.ISO-8859-15@euro"));
        assertEquals("de_DE@euro", LocaleName.plain("de_DE@euro"));
    }
}
