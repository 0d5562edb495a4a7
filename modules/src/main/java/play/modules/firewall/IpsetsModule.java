package play.modules.firewall;

import java.util.List;
import java.util.stream.Collectors;
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

/** Takes sets of addresses out of the kernel that rules of iptables asked for. */
public final class IpsetsModule implements Resource<IpsetsModule.Params> {
    public record Params(
            @Doc("Beginnings of the sets' names, such as KUBE-SRC-: letters, digits, colons, _ and -.")
            List<String> prefixes,

            @Doc("absent: the sets go. One that a rule still asks for can't be removed, and the task fails.")
            Removal.State state) {

        private String pattern() {
            return String.join("|", prefixes);
        }
    }

    private static final String PREFIX = "[A-Za-z0-9:_-]+";

    /** Where there is no ipset, nobody made sets. */
    private static final Search SETS = new Search("sets", """
        command -v ipset >/dev/null || return 0
        s=$(ipset list -name 2>&1) || { echo "$s"; return 1; }
        printf '%s\\n' "$s" | awk -v p="$1" '$1 ~ "^(" p ")" { print $1 }'
        """);

    private static final String ABSENT = "prefixes: [KUBE-SRC-, 'inet6:KUBE-SRC-']\nstate: absent\n";
    private static final String IPSET = "- package: {name: ipset}\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "ipsets",
            "Removes sets of ipset by the beginnings of their names, and nothing else.",
            Params.class,
            new Example("absent, which is right", "", ABSENT),
            new Example(
                    "drifted",
                    "ipset create KUBE-SRC-A hash:ip; ipset add KUBE-SRC-A 192.0.2.1; ipset create inet6:KUBE-SRC-A"
                            + " hash:ip family inet6",
                    ABSENT,
                    IPSET),
            new Example("right: others are there", "ipset create MINE hash:ip", ABSENT, IPSET));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(SETS.key(params.pattern()));
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params.prefixes().isEmpty() || !params.prefixes().stream().allMatch(prefix -> prefix.matches(PREFIX))
                ? List.of(new Binding.Fault(
                        "prefixes",
                        "prefixes must be beginnings of names such as KUBE-SRC-, of letters, digits, colons, _ and -: "
                                + params.prefixes()))
                : List.of();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Removal.of(
                SETS.key(params.pattern()),
                "sets " + String.join("…, ", params.prefixes()) + "…",
                known,
                found -> found.stream()
                        .map(name -> "ipset destroy " + ShellWords.quote(name) + " || exit 1\n")
                        .collect(Collectors.joining()));
    }
}
