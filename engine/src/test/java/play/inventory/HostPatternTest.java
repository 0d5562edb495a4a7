package play.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.diag.ProblemList;
import play.source.Located;
import play.source.SourceFile;

class HostPatternTest {
  private static final Inventory INVENTORY =
      new InventoryBuilder()
          .member("web", "web1").member("web", "web2").member("web", "web3")
          .member("db", "db1").member("db", "web3").member("ungrouped", "lone.example.org")
          .build(List.of(), List.of(), problem -> {});

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '"',
      value = {
        "all>lone.example.org web1 web2 web3 db1",
        "*>lone.example.org web1 web2 web3 db1",
        "web>web1 web2 web3",
        "web,db>web1 web2 web3 db1",
        "web:db>web1 web2 web3 db1",
        "web:&db>web3",
        "!web1,web>web2 web3",
        "web:!db>web1 web2",
        "&db>web3 db1",
        "!web>lone.example.org db1",
        "db1,web1>db1 web1",
        "web*>web1 web2 web3",
        "web[12]>''",
        "web[0]>web1",
        "web[-1]>web3",
        "web[0:1]>web1 web2",
        "web[1:]>web2 web3",
        "web[7]>''",
        "~(web|db)1>web1 db1",
        "~web[12]$>web1 web2",
        "localhost>localhost",
        "lone.*>lone.example.org"
      })
  void chooses(String pattern, String expected) {
    ProblemList problems = new ProblemList();
    List<String> hosts = new HostPattern(INVENTORY, problems).hosts(located(pattern));

    assertEquals(expected.equals("''") ? "" : expected, String.join(" ", hosts));
    assertEquals(List.of(), problems.sorted());
  }

  @Test
  void reportsUnknownNamesWhereTheyStand() {
    ProblemList problems = new ProblemList();
    new HostPattern(INVENTORY, problems).hosts(located("web1,!wbe,nothing-like-it"));

    assertEquals("p:1:7 Did you mean 'web'?", problems.sorted().get(0).subject().orElseThrow() + problems.sorted().get(0).detail().split("'wbe'\\.")[1]);
    assertEquals("p:1:11", problems.sorted().get(1).subject().orElseThrow().toString());
    assertEquals(2, problems.sorted().size());
  }

  @Test
  void limitsKeepTheOrderOfThePlay() {
    HostPattern pattern = new HostPattern(INVENTORY, problem -> {});

    assertEquals(List.of("web1", "web3"), pattern.limited(pattern.hosts(located("web")), located("web3,web1,db1")));
  }

  @Test
  void limitsTakeHostsFromFilesAndSayWhatKeepsThemFromIt(@TempDir Path folder) throws IOException {
    ProblemList problems = new ProblemList();
    Path file = Files.writeString(folder.resolve("some"), "web1\n\nweb3\n");
    HostPattern pattern = new HostPattern(INVENTORY, problems);
    assertEquals(List.of("web1", "web3"), pattern.limited(pattern.hosts(located("web")), located("@" + file)));
    assertEquals(List.of(), problems.sorted());

    pattern.limited(pattern.hosts(located("web")), located("@" + folder.resolve("missing")));
    assertEquals("'" + folder.resolve("missing") + "' does not exist.", problems.sorted().getFirst().detail());
  }

  private static Located<String> located(String pattern) {
    return new Located<>(pattern, new SourceFile("p", pattern).whole());
  }
}
