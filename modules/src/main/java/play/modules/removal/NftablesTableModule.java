package play.modules.removal;

import java.util.List;
import java.util.Locale;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Doc;
import play.module.Matches;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;

/** Takes a table of rules out of nftables. */
public final class NftablesTableModule implements Resource<NftablesTableModule.Params> {
  /** Which packets a table sees. */
  public enum Family {
    IP,
    IP6,
    INET,
    ARP,
    BRIDGE,
    NETDEV
  }

  public record Params(
      @Doc("Which packets the table sees.") Family family,
      @Doc("Name of the table.") @Matches(value = "[A-Za-z_][A-Za-z0-9_./-]*", expected = "the name of a table of nftables") String name,
      @Doc("absent: the table goes, with all chains, sets and rules in it. No other table is touched.") Removal.State state) {

    private String table() {
      return family.name().toLowerCase(Locale.ROOT) + " " + name;
    }
  }

  private static final Search TABLES =
      new Search("table", "command -v nft >/dev/null || return 0\nt=$(nft list tables) || { echo \"$t\"; return 1; }\nprintf '%s\\n' \"$t\" | grep -xF \"table $1\" || :\n");

  private static final String NFT = "- package: {name: nftables}\n";
  private static final String ABSENT = "family: ip\nname: example\nstate: absent\n";

  private static final ModuleSpec<Params> SPEC =
      ModuleSpec.of(
          "nftables_table",
          "Removes a table of nftables with its rules, and no other.",
          Params.class,
          new Example("absent, which is right", "", ABSENT),
          new Example("drifted", "nft -f - <<'T'\ntable ip example { chain c { type filter hook input priority 0; accept; }; }\nT\n", ABSENT, NFT),
          new Example("right: another one is there", "nft add table inet example", ABSENT, NFT));

  @Override
  public ModuleSpec<Params> spec() {
    return SPEC;
  }

  @Override
  public List<StateKey<?>> probes(Params params) {
    return List.of(TABLES.key(params.table()));
  }

  @Override
  public Plan plan(Params params, Knowledge known) {
    return Removal.of(TABLES.key(params.table()), "table " + params.table(), known, found -> "nft delete table " + ShellWords.join(List.of(params.table().split(" "))) + "\n");
  }
}
