package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import play.host.Script;
import play.host.ScriptResult;
import play.modules.packages.Transactions.Wish;
import play.testkit.LocalHost;

/** The scripts for real, with programs in place of apt that take note of how they are called, or fail as apt does. */
class AptScriptsTest {
    @TempDir
    Path bin = Path.of("/");

    @BeforeEach
    void programs() throws IOException {
        program("apt-get", "echo \"$*\" >>" + bin + "/calls; echo 'Remv rm [1]'");
        program("apt-cache", "printf '%s\\n' rm zzcase g++ libfoo1.2");
        program("dpkg", "exit 0");
    }

    private void program(String name, String lines) throws IOException {
        Path file = bin.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private ScriptResult run(Script script) {
        return LocalHost.run(script.after("PATH='" + bin + "':$PATH\n"));
    }

    private static InstallSettings settings(Duration lockTimeout) {
        return new InstallSettings(lockTimeout, Optional.empty(), "force-confdef,force-confold");
    }

    private boolean asked() {
        return Files.exists(bin.resolve("calls"));
    }

    private static Wish install(String... words) {
        return new Wish("install", List.of(), List.of(words));
    }

    private Transaction simulated(Wish wish) {
        List<String> lines =
                run(AptScripts.simulate(List.of(wish))).out().lines().toList();
        return AptScripts.read(wish, Integer.parseInt(lines.getFirst().split(" ")[2]), lines.subList(1, lines.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rm-", "rm+", "zzcas.", "libfoo1..", "g+++"})
    void aNameThatIsNoPackageIsNeverReadAsAnOrderOrAPattern(String name) {
        Transaction.Refused refused = (Transaction.Refused) simulated(install("rm", name));
        assertEquals(List.of(name), refused.unknown());
        assertFalse(
                run(AptScripts.carryOut(install(name), settings(Duration.ZERO))).succeeded());
        assertFalse(asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rm", "g++", "g++:amd64", "libfoo1.2", "libfoo1.2=1.0-1", "not-in-the-lists"})
    void aNameIsGivenToAptAsItIs(String name) throws IOException {
        simulated(install(name));
        assertTrue(Files.readString(bin.resolve("calls")).endsWith(" -- " + name + "\n"));
    }

    @Test
    void aPatternStandsForTheNamesThatAreLikeIt() throws IOException {
        simulated(install("?+*", "libfoo1.?", "rm"));
        assertTrue(calls().endsWith(" -- g++ libfoo1.2 rm\n"), calls());
        run(AptScripts.carryOut(install("zz[a-c]*"), settings(Duration.ZERO)));
        assertTrue(calls().endsWith(" -- zzcase\n"), calls());
    }

    @Test
    void aPatternThatNoNameIsLikeIsNoExpressionOfApts() throws IOException {
        Transaction.Refused refused = (Transaction.Refused) simulated(install("rm", "zcase*"));
        assertEquals(List.of("zcase*"), refused.unknown());
        assertFalse(asked());
    }

    @Test
    void whatGoesIsWhatIsThere() throws IOException {
        program(
                "dpkg-query",
                "printf '%s\\n' 'installed zz' 'config-files zzold' 'not-installed zznever' 'unpacked g'");
        simulated(new Wish("remove", List.of(), List.of("zz*", "y*", "?")));
        assertTrue(calls().endsWith(" -- zz g\n"), calls());
        simulated(new Wish("purge", List.of(), List.of("zz*")));
        assertTrue(calls().endsWith(" -- zz zzold\n"), calls());
    }

    @ParameterizedTest
    @CsvSource({"1:1.0,rm", "1:0.9,rm", "1:1.1,rm=1:1.1", "0.5~beta,rm"})
    void whatIsMissingComesInTheVersionOfAptsChoiceIfThatIsEnough(String least, String word) throws IOException {
        versions("");
        simulated(install("rm>=" + least));
        assertTrue(calls().endsWith(" -- " + word + "\n"), calls());
        run(AptScripts.carryOut(install("rm>=" + least), settings(Duration.ZERO)));
        assertTrue(calls().endsWith(" -- " + word + "\n"), calls());
    }

    @Test
    void whatIsInstalledIsLeftWhereItIsEnough() throws IOException {
        versions("installed 1:0.8");
        simulated(install("rm>=1:0.7"));
        assertTrue(calls().endsWith(" -- rm=1:0.8\n"), calls());
        simulated(install("rm>=1:0.9"));
        assertTrue(calls().endsWith(" -- rm\n"), calls());
    }

    /** What is installed, while apt would install 1:1.0. */
    private void versions(String installed) throws IOException {
        Files.delete(bin.resolve("dpkg"));
        program("dpkg-query", "echo '" + installed + "'");
        program("apt-cache", "if [ \"$1\" = policy ]; then echo '  Candidate: 1:1.0'; else echo rm; fi");
    }

    @Test
    void aFileIsGivenToAptAsItIs() throws IOException {
        simulated(install("/srv/my-app_1.0.deb"));
        assertTrue(Files.readString(bin.resolve("calls")).endsWith(" -- /srv/my-app_1.0.deb\n"));
    }

    /** Nobody answers there, so apt is given the address, and says itself that it can't. */
    @Test
    void anAddressThatCannotBeFetchedIsLeftToApt() throws IOException {
        simulated(install("http://127.0.0.1:9/x.deb"));
        assertTrue(Files.readString(bin.resolve("calls")).endsWith(" -- http://127.0.0.1:9/x.deb\n"));
    }

    @Test
    void wordsThatAptWouldTakeApartAreRefused() {
        List<String> wrong = Stream.of("rm:amd64-", "rm=1.0-", "rm=1.0+", "task^", "a/stable", "a*=1", "-y*")
                .toList();
        assertEquals(
                List.of(),
                wrong.stream()
                        .filter(word -> word.matches(PackageRequest.PATTERN))
                        .toList());
        List<String> right = Stream.of(
                        "rm",
                        "g++",
                        "g++:amd64",
                        "vim=2:9.0.*",
                        "libfoo1.2=1.0-1~bpo12+1",
                        "Foo_bar",
                        "a*",
                        "*-dbgsym",
                        "php8.[12]-cli",
                        "/srv/a.rpm")
                .toList();
        assertEquals(
                List.of(),
                right.stream()
                        .filter(word -> !word.matches(PackageRequest.PATTERN))
                        .toList());
    }

    private static final InstallSettings PATIENT = settings(Duration.ofSeconds(60));

    private static final String LOCKED = "E: Could not get lock /var/lib/%s. It is held by process 1 (apt-get)";

    /** A program that says {@code words} and fails, but for the second time. */
    private void failingOnce(String program, String words) throws IOException {
        program(
                program,
                "[ -e " + bin + "/again ] && exit 0; : >" + bin + "/again; echo '" + words + "' >&2; exit 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apt/lists/lock", "dpkg/lock-frontend"})
    void listsAreUpdatedOnceTheirLockIsFree(String lock) throws IOException {
        failingOnce("apt-get", LOCKED.formatted(lock));
        program("mkdir", "exit 0");
        program("touch", "exit 0");
        ScriptResult result = run(AptScripts.updateLists(PATIENT));
        assertTrue(result.succeeded(), result.err());
    }

    @Test
    void packagesAreInstalledAndHeldOnceTheLockIsFree() throws IOException {
        failingOnce("apt-get", LOCKED.formatted("cache/apt/archives/lock"));
        assertTrue(run(AptScripts.carryOut(install("rm"), PATIENT)).succeeded());
        Files.delete(bin.resolve("again"));
        failingOnce("apt-mark", "dpkg: error: dpkg frontend lock was locked by another process with pid 1");
        assertTrue(run(AptScripts.hold(List.of("rm"), true, PATIENT)).succeeded());
    }

    @Test
    void aLockIsWaitedForNoLongerThanTold() throws IOException {
        program("apt-get", "echo '" + LOCKED.formatted("apt/lists/lock") + "' >&2; exit 100");
        ScriptResult result = run(AptScripts.updateLists(settings(Duration.ZERO)));
        assertFalse(result.succeeded());
        assertTrue(result.err().contains("Could not get lock /var/lib/apt/lists/lock"), result.err());
    }

    /** The process is ended by the test: it would otherwise run on for as long as the script was waited for. */
    @ParameterizedTest
    @ValueSource(strings = {"apt-get", "dnf"})
    void whatAPackageLeavesRunningIsNotWaitedFor(String manager) throws IOException {
        program(manager, "sleep 3600 & echo $! >" + bin + "/pid; echo words; exit 1");
        ScriptResult result = run(
                manager.equals("dnf")
                        ? DnfScripts.carryOut("dnf", install("rm"))
                        : AptScripts.carryOut(install("rm"), PATIENT));
        assertEquals("words\n", result.err());
        long pid = Long.parseLong(Files.readString(bin.resolve("pid")).strip());
        assertTrue(ProcessHandle.of(pid).orElseThrow().destroy(), "it is still running");
    }

    @Test
    void whatDpkgIsToldReplacesWhatItIsToldElse() throws IOException {
        run(AptScripts.carryOut(install("rm"), settings(Duration.ZERO)));
        assertTrue(calls().contains("Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold"), calls());
        run(AptScripts.carryOut(install("rm"), new InstallSettings(Duration.ZERO, Optional.empty(), "force-confnew")));
        assertTrue(calls().lines().toList().getLast().contains(" -o Dpkg::Options::=--force-confnew "), calls());
        assertFalse(calls().lines().toList().getLast().contains("confold"), calls());
    }

    private String calls() throws IOException {
        return Files.readString(bin.resolve("calls"));
    }
}
