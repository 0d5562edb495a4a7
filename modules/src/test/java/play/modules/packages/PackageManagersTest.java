package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.HostFacts;
import play.host.ScriptResult;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Plan;
import play.modules.packages.Transaction.Step;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;

/**
 * What zypper, pacman and apk print, and what is made of it: as Debian's zypper 1.14 and pacman 6.0 printed it; apk's
 * is written after its manual.
 */
class PackageManagersTest {
    private static Transaction read(PackageTool tool, String verb, int code, String text) {
        return tool.read(
                new Transactions.Wish(verb, List.of(), List.of()),
                code,
                text.lines().toList());
    }

    @Test
    void pacmanPrintsNamesAndVersions() {
        assertEquals(
                new Transaction.Feasible(
                        List.of(new Step("lib", Optional.of("1.0-1")), new Step("demo", Optional.of("2:1.1-1")))),
                read(
                        PackageTool.PACMAN,
                        "install",
                        0,
                        "warning: other-1.0-1 is up to date -- skipping\nlib 1.0-1\ndemo 2:1.1-1\n"));
        assertEquals(
                new Transaction.Feasible(List.of(new Step("demo", Optional.empty()))),
                read(PackageTool.PACMAN, "remove", 0, "demo 1.0-1\n"));
    }

    @Test
    void pacmanSaysWhatItDoesNotKnowAndWhatItWouldBreak() {
        assertEquals(
                new Transaction.Refused("error: target not found: nope", List.of("nope"), List.of()),
                read(PackageTool.PACMAN, "install", 1, "error: target not found: nope\n"));
        Transaction broken = read(PackageTool.PACMAN, "remove", 1, """
            error: failed to prepare transaction (could not satisfy dependencies)
            :: removing lib breaks dependency 'lib' required by demo
            """);
        assertTrue(assertInstanceOf(Transaction.Refused.class, broken).words().contains("required by demo"));
    }

    @Test
    void apkCountsItsSteps() {
        assertEquals(
                new Transaction.Feasible(List.of(
                        new Step("pcre2", Optional.of("10.43-r0")),
                        new Step("musl", Optional.of("1.2.5-r1")),
                        new Step("old", Optional.empty()))),
                read(PackageTool.APK, "install", 0, """
                    (1/3) Installing pcre2 (10.43-r0)
                    (2/3) Upgrading musl (1.2.5-r0 -> 1.2.5-r1)
                    (3/3) Purging old (1.0-r0)
                    OK: 12 MiB in 25 packages
                    """));
    }

    @Test
    void apkSaysWhatItDoesNotKnowAndWhatStays() {
        Transaction unknown = read(PackageTool.APK, "install", 1, """
            ERROR: unable to select packages:
              nope (no such package):
                required by: world[nope]
            """);
        assertEquals(
                List.of("nope"),
                assertInstanceOf(Transaction.Refused.class, unknown).unknown());
        Transaction stays = read(PackageTool.APK, "remove", 0, """
            World updated, but the following packages are not removed due to:
              musl: busybox alpine-baselayout

            OK: 12 MiB in 25 packages
            """);
        assertTrue(assertInstanceOf(Transaction.Refused.class, stays).words().contains("musl: busybox"));
    }

    @Test
    void zypperTellsItsPlanAsXml() {
        assertEquals(
                new Transaction.Feasible(List.of(
                        new Step("nginx", Optional.of("1.21.5-150600.8.1")),
                        new Step("libpcre2", Optional.of("1:10.42-1")),
                        new Step("old", Optional.empty()))),
                read(PackageTool.ZYPPER, "install", 0, """
                    <?xml version='1.0'?>
                    <stream>
                    <message type="info">Loading repository data...</message>
                    <install-summary download-size="11022" space-usage-diff="0" packages-to-change="3">
                    <to-install>
                    <solvable type="package" name="nginx" edition="1.21.5-150600.8.1" arch="noarch" summary="a &gt; b">
                    <description>x</description></solvable>
                    <solvable type="pattern" name="web" edition="1-1" arch="noarch" summary="x">
                    <description>x</description></solvable>
                    </to-install>
                    <to-upgrade>
                    <solvable type="package" name="libpcre2" edition="1:10.42-1" edition-old="10.39-1" arch="noarch">
                    <description>x</description></solvable>
                    </to-upgrade>
                    <to-remove>
                    <solvable type="package" name="old" edition="1.0-1" arch="noarch" summary="a &gt; b">
                    <description>x</description></solvable>
                    </to-remove>
                    </install-summary>
                    <prompt id="0">
                    <text>Continue?</text>
                    </prompt>
                    </stream>
                    """));
    }

    @Test
    void zypperSaysWhatItDoesNotKnow() {
        Transaction unknown = read(
                PackageTool.ZYPPER,
                "install",
                104,
                "<stream>\n<message type=\"info\">Loading repository data...</message>\n"
                        + "<message type=\"error\">No provider of &apos;nope&apos; found.</message>\n</stream>\n");
        assertEquals(new Transaction.Refused("No provider of 'nope' found.", List.of("nope"), List.of()), unknown);
    }

    @Test
    void aRebootThatIsDueIsNoFailureOfZypper() {
        assertEquals(
                new Transaction.Feasible(List.of()), read(PackageTool.ZYPPER, "install", 102, "<stream>\n</stream>\n"));
    }

    @Test
    void zypperIsCalledWithItsOwnWords() {
        PackageModule.Params params = Parameters.of(
                new PackageModule(),
                Map.of(
                        "name",
                        List.of("nginx=1.21"),
                        "use",
                        "zypper",
                        "disable_gpg_check",
                        true,
                        "replacefiles",
                        true));
        Transactions.Wish wish =
                new PackageWish(params, PackageTool.ZYPPER).of(List.of(PackageRequest.of("nginx=1.21")));
        String script = PackageTool.ZYPPER.simulate(List.of(wish)).text();
        assertTrue(
                script.contains("would 0 --no-gpg-checks install --auto-agree-with-licenses --dry-run --type=package"
                        + " --oldpackage --replacefiles --no-recommends -- nginx=1.21\n"),
                script);
    }

    @Test
    void databasesOfPacmanAndApkAreRead() throws UnknownStateException {
        Packages packages = new Packages();
        List<StateKey<PackageState>> keys =
                List.of(Packages.at("demo"), Packages.at("musl"), Packages.at("nginx"), Packages.at("nope"));
        var told = packages.told(
                keys,
                new ScriptResult(
                        0,
                        Bytes.of("pacman demo 1.0-1\napk musl 1.2.5-r0 others\napk nginx 1.26-r0 world\n"),
                        Bytes.EMPTY));
        assertEquals(PackageState.Installed.asked(new Foreseen.Exactly<>("1.0-1")), told.of(0, "demo"));
        assertEquals(PackageTasks.automatic("1.2.5-r0"), told.of(1, "musl"));
        assertEquals(PackageTasks.installed("1.26-r0"), told.of(2, "nginx"));
        assertEquals(new PackageState.Absent(new Foreseen.Exactly<>(false)), told.of(3, "nope"));
    }

    private static Plan plan(String manager, Map<String, Object> written) {
        PackageModule module = new PackageModule();
        KnownStates known = new KnownStates().with(HostFacts.KEY, new HostFacts(Map.of("pkg_mgr", manager)));
        return module.plan(Parameters.of(module, written), known);
    }

    @Test
    void optionsOfAnotherManagerAreRefused() {
        assertEquals(
                new Plan.Rejected("the task has options of zypper, and the host has apk"),
                plan("apk", Map.of("name", "x", "clean_deps", true)));
        assertEquals(
                new Plan.Rejected("hold is for apt, dnf and yum, and the host has pacman"),
                plan("pacman", Map.of("name", "x", "hold", true)));
        assertEquals(
                new Plan.Rejected("the task has options of dnf's, --enablerepo=x, and the host has pacman"),
                plan("pacman", Map.of("name", "x", "enablerepo", "x")));
    }
}
