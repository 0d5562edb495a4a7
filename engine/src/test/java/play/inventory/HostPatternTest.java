package play.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.Severity;
import play.source.Located;
import play.source.SourceFile;

class HostPatternTest {
    private static final Inventory INVENTORY = new InventoryBuilder()
            .member("web", "web1")
            .member("web", "web2")
            .member("web", "web3")
            .member("db", "db1")
            .member("db", "web3")
            .member("ungrouped", "lone.example.org")
            .member("a", "one")
            .member("b", "two")
            .member("c", "three")
            .member("six", "fe80::1")
            .build(List.of(), List.of(), problem -> {});

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '"',
            value = {
                "all>lone.example.org web1 web2 web3 db1 one two three fe80::1",
                "*>lone.example.org web1 web2 web3 db1 one two three fe80::1",
                "web>web1 web2 web3",
                "web,db>web1 web2 web3 db1",
                "web:db>web1 web2 web3 db1",
                "web:&db>web3",
                "!web1,web>web2 web3",
                "web:!db>web1 web2",
                "&db>web3 db1",
                "!web>lone.example.org db1 one two three fe80::1",
                "db1,web1>db1 web1",
                "web*>web1 web2 web3",
                "web[0]>web1",
                "web[-1]>web3",
                "web[0:1]>web1 web2",
                "web[1:]>web2 web3",
                "web[5:9]>''",
                "a:b:c>one two three",
                "a:b:c:&one>one",
                "~web.*:!web1>web2 web3",
                "!web1:~web.*>web2 web3",
                "~web[12]:db>web1 web2 db1 web3",
                "c:~^w.*3$>three web3",
                "~(?:web|db)1:!web1>db1",
                "web1 db1>web1 db1",
                "web1, db1>web1 db1",
                "web:&db:!web3>''",
                "web[0:1]:!web1>web2",
                "web[0:1]:db>web1 web2 db1 web3",
                "web[!1]:!web2>web3",
                "all[1:3]>web1 web2 web3",
                "web1:>web1",
                "fe80::1>fe80::1",
                "fe80::1,web1>fe80::1 web1",
                "web*,six,!fe80::1>web1 web2 web3",
                "~(web|db)1>web1 db1",
                "~web[12]$>web1 web2",
                "localhost>localhost",
                "lone.*>lone.example.org"
            })
    void chooses(String pattern, String expected) {
        ProblemList problems = new ProblemList();
        List<String> hosts = new HostPattern(INVENTORY, problems, true).hosts(located(pattern));

        assertEquals(expected.equals("''") ? "" : expected, String.join(" ", hosts));
        assertEquals(List.of(), problems.sorted());
    }

    @Test
    void reportsUnknownNamesWhereTheyStand() {
        ProblemList problems = new ProblemList();
        new HostPattern(INVENTORY, problems, true).hosts(located("web1,!wbe,nothing-like-it"));

        assertEquals(
                "p:1:7 Did you mean 'web'?",
                problems.sorted().get(0).subject().orElseThrow()
                        + problems.sorted().get(0).detail().split("'wbe'\\.")[1]);
        assertEquals("p:1:11", problems.sorted().get(1).subject().orElseThrow().toString());
        assertEquals(2, problems.sorted().size());
    }

    @Test
    void namesThatAreLikeNoOtherAreWarnings() {
        ProblemList problems = new ProblemList();
        new HostPattern(INVENTORY, problems, false).hosts(located("web1,!wbe,nothing-like-it"));
        assertEquals(
                List.of(Severity.ERROR, Severity.WARNING),
                problems.sorted().stream().map(Diagnostic::severity).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "web:22>p:1:1 no host and no group 'web:22'",
                "a::b>p:1:1 no host and no group 'a::b'",
                "web1  db1, web2>p:1:1 no host and no group 'web1  db1'",
                "web1 !wbe>p:1:7 no host and no group 'wbe'",
                "~web.*:!wbe>p:1:9 no host and no group 'wbe'",
                "web[12]>p:1:1 'web[12]' matches no host: 'web' has 3 hosts",
                "web[7]>p:1:1 'web[7]' matches no host: 'web' has 3 hosts",
                "web:web[-4]>p:1:5 'web[-4]' matches no host: 'web' has 3 hosts",
                "web[99999999999]>p:1:1 No host and no group matches 'web[99999999999]'",
                "[fe80::1]:22>p:1:1 No host and no group matches '[fe80::1]:22'"
            })
    void saysWhereWhatNamesNothing(String pattern, String expected) {
        ProblemList problems = new ProblemList();
        new HostPattern(INVENTORY, problems, true).hosts(located(pattern));

        Diagnostic problem = problems.sorted().getFirst();
        String said = problem.subject().orElseThrow() + " " + problem.detail();
        assertTrue(said.replace("The inventory has ", "").startsWith(expected), said);
        assertEquals(1, problems.sorted().size());
    }

    @Test
    void patternsMayBeOfAnyLength() {
        ProblemList problems = new ProblemList();
        assertEquals(
                List.of(),
                new HostPattern(INVENTORY, problems, true).hosts(located("x".repeat(200_000) + ":22,web[1:2]nothing")));
        assertTrue(problems.hasErrors());
    }

    @Test
    void limitsKeepTheOrderOfThePlay() {
        HostPattern pattern = new HostPattern(INVENTORY, problem -> {}, true);

        assertEquals(List.of("web1", "web3"), pattern.limited(pattern.hosts(located("web")), located("web3,web1,db1")));
    }

    @Test
    void limitsTakeHostsFromFilesAndSayWhatKeepsThemFromIt(@TempDir Path folder) throws IOException {
        ProblemList problems = new ProblemList();
        Path file = Files.writeString(folder.resolve("some"), "web1\n\nweb3\n");
        HostPattern pattern = new HostPattern(INVENTORY, problems, true);
        assertEquals(List.of("web1", "web3"), pattern.limited(pattern.hosts(located("web")), located("@" + file)));
        assertEquals(List.of("web3"), pattern.limited(pattern.hosts(located("web")), located("@" + file + ",!web1")));
        assertEquals(List.of(), problems.sorted());

        pattern.limited(pattern.hosts(located("web")), located("@" + folder.resolve("missing")));
        assertEquals(
                "'" + folder.resolve("missing") + "' does not exist.",
                problems.sorted().getFirst().detail());
    }

    private static Located<String> located(String pattern) {
        return new Located<>(pattern, new SourceFile("p", pattern).whole());
    }
}
