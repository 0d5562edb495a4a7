package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.modules.packages.Transaction.Step;
import play.modules.packages.Transactions.Wish;
import play.value.Bytes;
import play.value.Foreseen;

class PackageFamiliesTest {
    private static ScriptResult printed(String out) {
        return new ScriptResult(0, Bytes.of(out), Bytes.EMPTY);
    }

    private static PackageState installed(String version, boolean held) {
        return PackageState.Installed.asked(new Foreseen.Exactly<>(version)).asHeld(held);
    }

    private static PackageState unfinished(String version, String status) {
        return new PackageState.Unfinished(new Foreseen.Exactly<>(version), status);
    }

    private static PackageState absent(boolean leftovers) {
        return new PackageState.Absent(new Foreseen.Exactly<>(leftovers));
    }

    private static Map<StateKey<PackageState>, Observed<PackageState>> packages(String out, String... names) {
        return new Packages().parse(Stream.of(names).map(Packages::at).toList(), printed(out));
    }

    @Test
    void packagesOfDpkgAreReadWithHoldAndLeftovers() {
        String out = """
            native amd64
            deb bash amd64 install installed 5.2.15-2+b13
            deb etcd-server all hold installed 3.4.23-4
            deb nginx amd64 deinstall config-files 1.22.1-9
            deb half amd64 install half-configured 1.0
            deb unpacked amd64 install unpacked 2.0
            deb awaiting amd64 install triggers-awaited 3.0
            deb libc6 amd64 install installed 2.36-9
            deb libc6 i386 install installed 2.36-8
            deb adduser all install installed 3.134
            automatic adduser amd64
            automatic libc6 i386
            """;
        Map<StateKey<PackageState>, Observed<PackageState>> states = packages(
                out,
                "adduser",
                "bash",
                "etcd-server",
                "nginx",
                "half",
                "unpacked",
                "awaiting",
                "libc6",
                "libc6:i386",
                "none");
        assertEquals(Observed.read(installed("5.2.15-2+b13", false)), states.get(Packages.at("bash")));
        assertEquals(Observed.read(installed("3.4.23-4", true)), states.get(Packages.at("etcd-server")));
        assertEquals(Observed.read(absent(true)), states.get(Packages.at("nginx")));
        assertEquals(Observed.read(unfinished("1.0", "half-configured")), states.get(Packages.at("half")));
        assertEquals(Observed.read(unfinished("2.0", "unpacked")), states.get(Packages.at("unpacked")));
        assertEquals(Observed.read(installed("3.0", false)), states.get(Packages.at("awaiting")));
        assertEquals(Observed.read(installed("2.36-9", false)), states.get(Packages.at("libc6")));
        assertEquals(Observed.read(PackageTasks.automatic("2.36-8")), states.get(Packages.at("libc6:i386")));
        assertEquals(Observed.read(PackageTasks.automatic("3.134")), states.get(Packages.at("adduser")));
        assertEquals(Observed.read(absent(false)), states.get(Packages.at("none")));
    }

    @Test
    void packagesOfRpmAreReadWithoutAnEpochOfZero() {
        String out = "rpm nginx 1:1.20.1-10.el9\nrpm tree 0:1.8.0-10.el9\nlock nginx-1:1.20.1-10.el9.*\n";
        Map<StateKey<PackageState>, Observed<PackageState>> states = packages(out, "nginx", "tree");
        assertEquals(Observed.read(installed("1:1.20.1-10.el9", true)), states.get(Packages.at("nginx")));
        assertEquals(Observed.read(installed("1.8.0-10.el9", false)), states.get(Packages.at("tree")));
    }

    private static Transaction apt(int code, String out) {
        Transactions family = new Transactions(PackageTool.APT);
        StateKey<Transaction> key = family.at(new Wish("install", List.of(), List.of("x")));
        Observed<?> seen = family.parse(List.of(key), printed("=transaction 0 " + code + "\n" + out))
                .get(key);
        return seen instanceof Observed.Known<?>(Transaction transaction, var how)
                ? transaction
                : new Transaction.Feasible(List.of());
    }

    /** As apt 2.6 prints it. */
    @Test
    void aSimulationOfAptTellsEachPackageOnce() {
        String out = """
            Inst nginx-common (1.22.1-9+deb12u10 Debian-Security:12/oldstable-security [all])
            Inst bash [5.2.15-2+b2] (5.2.15-2+b13 Debian:12.15/oldstable [amd64])
            Inst libc6:i386 (2.36-9 Debian:12.15/oldstable [i386]) []
            Conf nginx-common (1.22.1-9+deb12u10 Debian-Security:12/oldstable-security [all])
            Remv etcd [3.4.23-4]
            """;
        assertEquals(
                new Transaction.Feasible(List.of(
                        new Step("nginx-common", Optional.of("1.22.1-9+deb12u10")),
                        new Step("bash", Optional.of("5.2.15-2+b13")),
                        new Step("libc6:i386", Optional.of("2.36-9")),
                        new Step("etcd", Optional.empty()))),
                apt(0, out));
    }

    @Test
    void whatAptDoesNotKnowIsToldWithNamesNearIt() {
        assertEquals(
                new Transaction.Refused(
                        "Unable to locate package nginxx", List.of("nginxx"), List.of("nginx", "nginx-x")),
                apt(100, "E: Unable to locate package nginxx\nsimilar nginx\nsimilar nginx-x\n"));
    }

    /** Written from the manual of dnf 4: a long name breaks its row. */
    @Test
    void aTableOfDnfIsReadWithBrokenRows() {
        String table = """
            Last metadata expiration check: 0:00:10 ago on Mon.
            Dependencies resolved.
            ================================================================================
             Package              Architecture  Version                Repository      Size
            ================================================================================
            Installing:
             nginx                x86_64        1:1.20.1-10.el9        appstream       38 k
            Installing dependencies:
             a-name-that-is-much-too-long-for-its-column
                                  noarch        0:2.0-1.el9            appstream      1.2 M
            Removing:
             old                  x86_64        1.0-1                  @baseos        9.9 k

            Transaction Summary
            ================================================================================
            Install  2 Packages
            Operation aborted.
            """;
        assertEquals(
                new Transaction.Feasible(List.of(
                        new Step("nginx", Optional.of("1:1.20.1-10.el9")),
                        new Step("a-name-that-is-much-too-long-for-its-column", Optional.of("2.0-1.el9")),
                        new Step("old", Optional.empty()))),
                DnfScripts.read(wish("install", "nginx"), table.lines().toList()));
    }

    @Test
    void whatDnfDoesNotKnowIsTold() {
        List<String> lines = List.of("No match for argument: nginxx", "Error: Unable to find a match: nginxx");
        assertEquals(
                new Transaction.Refused(String.join("\n", lines), List.of("nginxx"), List.of()),
                DnfScripts.read(wish("install", "nginxx"), lines));
    }

    @Test
    void aPatternThatNoNameIsLikeHasNothingToRemove() {
        List<String> lines = List.of("No match for argument: php8*", "No packages marked for removal.");
        assertEquals(new Transaction.Feasible(List.of()), DnfScripts.read(wish("remove", "php8*"), lines));
        assertInstanceOf(Transaction.Refused.class, DnfScripts.read(wish("install", "php8*"), lines));
    }

    private static Transactions.Wish wish(String verb, String word) {
        return new Transactions.Wish(verb, List.of(), List.of(word));
    }

    @Test
    void aVersionThatIsNotThereIsToldWithThoseThatAre() {
        assertEquals(
                new Transaction.Refused(
                        "there is no version 9 of tree; there is 2.1.0-1, 2.0.4-1", List.of(), List.of()),
                apt(100, "E: Version '9' for 'tree' was not found\nversions tree 2.1.0-1 2.0.4-1 \n"));
        assertEquals(
                new Transaction.Refused(
                        "there is no version 9 of tree; the host's package lists have none", List.of(), List.of()),
                apt(100, "E: Version '9' for 'tree' was not found\nversions tree \n"));
    }
}
