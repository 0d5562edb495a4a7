package play.modules.flatpak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.Files;
import play.host.Home;
import play.host.Homes;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Plan;
import play.modules.downloads.ServedText;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;

/** Plans for flatpaks; real ones are in the examples. */
class FlatpakModuleTest {
    private static final FlatpakModule MODULE = new FlatpakModule();
    private static final FlatpakInstallation SYSTEM = new FlatpakInstallation(Optional.empty(), FlatpakMethod.SYSTEM);
    private static final String DEMO = "app/org.example.Demo/x86_64/stable";
    private static final String URL = "https://example.org/demo.flatpakref";

    private final KnownStates known = new KnownStates();

    FlatpakModuleTest() {
        known.with(Homes.of(""), new Home("/root"));
        installed("org.example.Demo", DEMO);
        known.with(key("org.example.Other"), InstalledFlatpak.ABSENT);
        known.with(remote(), new FlatpakRemote(true, true));
        offered("org.example.Other", new FlatpakAnswer.Ready());
    }

    private static StateKey<InstalledFlatpak> key(String name) {
        return InstalledFlatpak.of(FlatpakPattern.of(name).orElseThrow(), SYSTEM);
    }

    private static StateKey<FlatpakRemote> remote() {
        return FlatpakRemote.named("flathub", SYSTEM);
    }

    private void installed(String name, String... refs) {
        known.with(key(name), new InstalledFlatpak(true, new Foreseen.Exactly<>(List.of(refs))));
    }

    private void offered(String name, FlatpakAnswer answer) {
        known.with(params("name", name).offered().key(name), answer);
    }

    private void newer(String ref, FlatpakAnswer answer) {
        known.with(params("name", "org.example.Demo").newer().key(ref), answer);
    }

    private static FlatpakModule.Params params(Object... words) {
        Map<String, Object> all = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            all.put((String) words[i], words[i + 1]);
        }
        return Parameters.of(MODULE, all);
    }

    private Plan plan(Object... words) {
        return MODULE.plan(params(words), known);
    }

    private String title(Object... words) {
        return assertInstanceOf(Plan.Change.class, plan(words)).title();
    }

    private List<Effect> effects(Object... words) {
        return assertInstanceOf(Plan.Change.class, plan(words))
                .actions()
                .getFirst()
                .effects();
    }

    private String refusal(Object... words) {
        return assertInstanceOf(Plan.Rejected.class, plan(words)).why();
    }

    @Test
    void onlyWhatIsMissingIsInstalled() {
        assertEquals(Plan.UNCHANGED, plan("name", "org.example.Demo"));
        List<String> both = List.of("org.example.Demo", "org.example.Other");
        assertEquals("flatpak install --system --noninteractive flathub org.example.Other", title("name", both));
        assertTrue(effects("name", both).contains(new Effect.Sets<>(key("org.example.Other"), InstalledFlatpak.NEW)));
        assertEquals(
                Map.of("command", "flatpak install --system --noninteractive flathub org.example.Other"),
                MODULE.told(params("name", both), known));
    }

    @Test
    void whatTheRemoteDoesNotHaveIsForeseen() {
        offered("org.example.Other", new FlatpakAnswer.Refused("Nothing matches"));
        assertEquals("org.example.Other cannot be installed: Nothing matches", refusal("name", "org.example.Other"));
        known.with(remote(), Observed.foreseen(new FlatpakRemote(true, true)));
        title("name", "org.example.Other");
        known.with(remote(), new FlatpakRemote(true, false));
        assertTrue(refusal("name", "org.example.Other").contains("enabled: true"));
        known.with(remote(), FlatpakRemote.ABSENT);
        assertTrue(refusal("name", "org.example.Other").contains("no remote flathub"));
        assertEquals(Plan.UNCHANGED, plan("name", "org.example.Demo"));
    }

    @Test
    void aRunDoesNotAskBeforeItInstalls() {
        StateKey<FlatpakAnswer> question =
                params("name", "org.example.Other").offered().key("org.example.Other");
        assertTrue(question.family().isForesight());
        assertFalse(params("name", "org.example.Other").newer().isForesight());
        known.withUnknown(question, "only a dry run asks");
        title("name", "org.example.Other");
    }

    @Test
    void theNewestIsAskedForOfWhatIsThere() {
        Object[] latest = {"name", List.of("org.example.Demo", "org.example.Other"), "state", "latest"};
        assertEquals(
                new Plan.Needs(
                        List.of(params("name", "org.example.Demo").newer().key(DEMO))),
                plan(latest));
        newer(DEMO, new FlatpakAnswer.Ready());
        assertEquals(
                "flatpak update --system --noninteractive " + DEMO
                        + "; flatpak install --system --noninteractive flathub org.example.Other",
                title(latest));
        newer(DEMO, new FlatpakAnswer.Done());
        assertEquals(Plan.UNCHANGED, plan("name", "org.example.Demo", "state", "latest"));
        newer(DEMO, new FlatpakAnswer.Refused("No such ref"));
        assertTrue(refusal(latest).endsWith("a newer " + DEMO + ": No such ref"));
    }

    @Test
    void allBranchesThatAreMeantGo() {
        String beta = "app/org.example.Demo/x86_64/beta";
        installed("org.example.Demo", DEMO, beta);
        installed("org.example.Demo//beta", beta);
        Object[] absent = {"name", List.of("org.example.Demo", "org.example.Demo//beta"), "state", "absent"};
        assertEquals("flatpak uninstall --system --noninteractive " + DEMO + " " + beta, title(absent));
        assertEquals(Plan.UNCHANGED, plan("name", "org.example.Other", "state", "absent"));
        known.with(key("org.example.Demo"), Observed.foreseen(InstalledFlatpak.NEW));
        assertEquals(
                "flatpak uninstall --system --noninteractive org.example.Demo",
                title("name", "org.example.Demo", "state", "absent"));
    }

    @Test
    void aFileAtAnAddressTellsWhatItInstalls() {
        known.with(ServedText.at(URL), new ServedText("[Flatpak Ref]\nName=org.example.Demo\nBranch=stable\n"));
        StateKey<InstalledFlatpak> meant = key("app/org.example.Demo//stable");
        assertEquals(new Plan.Needs(List.of(meant)), plan("name", URL));
        known.with(meant, InstalledFlatpak.ABSENT);
        Object[] words = {"name", URL, "no_dependencies", true};
        assertEquals("flatpak install --system --noninteractive --no-deps " + URL, title(words));
        Effect.Opaque opaque =
                assertInstanceOf(Effect.Opaque.class, effects(words).getFirst());
        assertTrue(opaque.reach().covers(remote()));
        assertTrue(opaque.reach().covers(Files.at("/var/lib/flatpak/exports/bin/org.example.Demo")));
        assertFalse(opaque.reach().covers(key("org.example.Other")));
        known.withUnknown(ServedText.at(URL), "no such server");
        assertEquals(new Plan.Undetermined("no such server"), plan("name", URL));
    }

    @Test
    void whatIsNoReferenceIsNotBelieved() {
        known.with(ServedText.at(URL), new ServedText("<html>"));
        assertEquals(new Plan.Undetermined(URL + " is no file of the kind flatpakref"), plan("name", URL));
    }

    @Test
    void flatpaksAreReadAsFlatpakPrintsThem() throws UnknownStateException {
        List<StateKey<InstalledFlatpak>> keys = new ArrayList<>();
        for (String name : List.of("org.example.Demo", "runtime/org.example.Demo", "org.example.Platform//1")) {
            keys.add(key(name));
        }
        String told = "told\0org.example.Demo/x86_64/stable\tcurrent\0org.example.Platform/x86_64/1\truntime\0\0";
        var read = keys.getFirst().family().told(keys, new ScriptResult(0, Bytes.of(told), Bytes.EMPTY));
        assertEquals(
                new Foreseen.Exactly<>(List.of(DEMO)),
                read.of(0, keys.get(0).id()).refs());
        assertEquals(InstalledFlatpak.ABSENT, read.of(1, keys.get(1).id()));
        assertEquals(
                new Foreseen.Exactly<>(List.of("runtime/org.example.Platform/x86_64/1")),
                read.of(2, keys.get(2).id()).refs());
        assertThrows(
                UnknownStateException.class,
                () -> keys.getFirst().family().told(keys, new ScriptResult(0, Bytes.of("lacking\0"), Bytes.EMPTY)));
    }

    @Test
    void namesAreIdsOrRefs() {
        assertEquals(
                new FlatpakPattern("", "org.gnome.gedit", "", "stable"),
                FlatpakPattern.of("org.gnome.gedit//stable").orElseThrow());
        assertEquals(
                new FlatpakPattern("runtime", "org.gnome.Platform", "x86_64", "45"),
                FlatpakPattern.of("runtime/org.gnome.Platform/x86_64/45").orElseThrow());
        for (String name : List.of("gedit", "org.gnome", "-y", "org.gnome.gedit/", "app/gedit", URL)) {
            assertEquals(
                    name.equals("org.gnome.gedit/"), FlatpakPattern.of(name).isPresent(), name);
        }
        assertFalse("gedit".matches(FlatpakPattern.FORM));
        assertTrue(URL.matches(FlatpakPattern.FORM));
    }

    @Test
    void flatpakIsToldOnlyWhatMatters() {
        known.with(key("org.example.Other/"), InstalledFlatpak.ABSENT);
        assertEquals(
                "flatpak install --system --noninteractive flathub org.example.Other",
                title("name", "org.example.Other/"));
    }

    @Test
    void commandsThatNameFlatpaksAreTheModules() {
        var program = MODULE.spec().insteadOf().getFirst();
        for (String command : List.of("flatpak install -y flathub org.x.Y", "flatpak --user update org.x.Y")) {
            assertTrue(program.covers("flatpak", command), command);
        }
        for (String command : List.of("flatpak update -y", "flatpak uninstall --unused", "flatpak list --app")) {
            assertFalse(program.covers("flatpak", command), command);
        }
    }
}
