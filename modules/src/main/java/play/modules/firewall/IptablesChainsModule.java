package play.modules.firewall;

import java.util.List;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.modules.remains.Removal;
import play.modules.remains.Search;
import play.param.Binding;
import play.param.Doc;

/** Takes chains of rules out of iptables, and the rules of other chains that lead to them. */
public final class IptablesChainsModule implements Resource<IptablesChainsModule.Params> {
    public record Params(
            @Doc("Beginnings of the chains' names, such as KUBE-: letters, digits, _ and -.")
            List<String> prefixes,

            @Doc("absent: the chains go, for IPv4 and IPv6, and the rules that lead to them. No policy and no other"
                    + " rule is touched.")
            Removal.State state) {

        private String pattern() {
            return String.join("|", prefixes);
        }
    }

    private static final String PREFIX = "[A-Za-z0-9_-]+";

    static final Search CHAINS = new Search("chains", """
        for t in iptables ip6tables; do
          command -v $t-save >/dev/null || continue
          s=$($t-save 2>&1) || { echo "$s"; return 1; }
          printf '%s\\n' "$s" | awk -v p="$1" -v t=$t '/^[*]/ { table = substr($1, 2) }
            $1 ~ "^:(" p ")" { print t, table, substr($1, 2) }'
        done
        """);

    private static final String REMOVE = """
        for t in iptables ip6tables; do
          command -v $t-save >/dev/null || continue
          $t-save | awk -v p="$p" '
            /^[*]/ { head = $0; own = ""; rules = ""; next }
            $1 ~ "^:(" p ")" {
              name = substr($1, 2); flush = flush ":" name " - [0:0]\\n"; own = own "-X " name "\\n"; next
            }
            $1 == "-A" && $2 !~ "^(" p ")" && $0 ~ " -[jg] (" p ")[^ ]*( |$)" {
              sub(/^-A/, "-D"); rules = rules $0 "\\n"
            }
            /^COMMIT/ { if (own != "") printf "%s\\n%s%s%sCOMMIT\\n", head, flush, rules, own; flush = "" }' |
              $t-restore --noflush || exit 1
        done
        """;

    private static final String ABSENT = "prefixes: [KUBE-, CNI-]\nstate: absent\n";
    private static final String IPTABLES = "- package: {name: iptables}\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "iptables_chains",
            "Removes chains of iptables by the beginnings of their names, and nothing else.",
            Params.class,
            new Example("absent, which is right", "", ABSENT),
            new Example(
                    "drifted",
                    "iptables -N KUBE-A; iptables -N KUBE-B; iptables -A KUBE-A -j KUBE-B; iptables -A INPUT -m"
                            + " comment --comment 'two words' -j KUBE-A; ip6tables -t nat -N CNI-C",
                    ABSENT,
                    IPTABLES),
            new Example("right: others are there", "iptables -N MINE; iptables -A INPUT -j MINE", ABSENT, IPTABLES));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(CHAINS.key(params.pattern()));
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params.prefixes().isEmpty() || !params.prefixes().stream().allMatch(prefix -> prefix.matches(PREFIX))
                ? List.of(new Binding.Fault(
                        "prefixes",
                        "prefixes must be beginnings of names such as KUBE-, of letters, digits, _ and -: "
                                + params.prefixes()))
                : List.of();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Removal.of(
                CHAINS.key(params.pattern()),
                "chains " + String.join("…, ", params.prefixes()) + "…",
                known,
                found -> "p=" + ShellWords.quote(params.pattern()) + "\n" + REMOVE);
    }
}
