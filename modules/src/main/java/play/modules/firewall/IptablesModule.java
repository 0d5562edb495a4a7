package play.modules.firewall;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.files.Steps;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Called;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.NoEffect;
import play.param.Presence;
import play.param.RequiredIf;

/** Rules, chains and policies of the running kernel, by iptables; what holds at the next boot is another's matter. */
public final class IptablesModule implements Resource<IptablesModule.Params> {
    @MutuallyExclusive({"flush", "policy"})
    @RequiredIf(when = "flush", is = "false", needs = "chain")
    public record Params(
            @Doc("The table.") @Default("filter") IptablesWords.Table table,

            @Doc("Its chain.")
            @Matches(value = "[^-!\\s][^\\s]{0,27}", expected = "the name of a chain, of up to 28 characters")
            Optional<String> chain,

            @Doc("Whether the rule is to be there; or the chain, where nothing of a rule is said and"
                    + " 'chain_management' is true.")
            @Default("present")
            Presence state,

            @Doc("Whether a new rule goes behind all others, or where 'rule_num' says. One that is there stays where"
                    + " it is.")
            @Default("append")
            IptablesWords.Place action,

            @Doc("Number that a new rule gets with action: insert; without, the first.")
            Optional<Integer> ruleNum,

            @Doc("For which versions of IP.") @Default("ipv4")
            IptablesWords.Versions ipVersion,

            @Doc("Whether all rules go: of the chain, or of all where none is named.") @Default("false")
            boolean flush,

            @Doc("What becomes of packets that no rule of the chain is for; no rule is touched.")
            @Matches(value = "ACCEPT|DROP|QUEUE|RETURN", expected = "ACCEPT, DROP, QUEUE or RETURN")
            Optional<String> policy,

            @Doc("Whether the chain itself is made or removed, where nothing of a rule is said.") @Default("false")
            boolean chainManagement,

            @Doc("Seconds that a change waits for others to be done; without, until they are.")
            @Matches(value = "[0-9]+", expected = "a number of seconds")
            @Called("wait")
            Optional<String> waitSeconds,

            @Doc("Whether addresses are told as numbers.")
            @NoEffect("No name is asked for. Leave it out.")
            @Default("false")
            boolean numeric,

            @Inline IptablesRule rule) {
        StateKey<IptablesTable> key(IptablesWords.Version version) {
            return IptablesTable.at(version, table);
        }

        boolean isOfRule() {
            return !flush && policy.isEmpty() && rule.isSaid();
        }
    }

    record Result(
            @Doc("As the task says it.") String ipVersion,
            @Doc("The table.") String table,
            @Doc("The chain; empty for all.") String chain,
            @Doc("Whether all rules went.") boolean flush,

            @Doc("What iptables is told of the rule, for the first version.")
            String rule,

            @Doc("present or absent.") String state,
            @Doc("As the task says it.") boolean chainManagement) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "iptables",
                    "Adds and removes rules of iptables, makes and removes chains, and sets policies. What holds at the"
                            + " next boot is not touched.",
                    Params.class,
                    IptablesExamples.all())
            .asInAnsible()
            .insteadOf(
                    new Program("iptables", "\\s(-[SLCVh]|--(list|list-rules|check|version|help))\\b"),
                    new Program("ip6tables", "\\s(-[SLCVh]|--(list|list-rules|check|version|help))\\b"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>(params.rule().faults());
        boolean own = params.chain().filter(params.table()::has).isPresent();
        if (params.ruleNum().filter(number -> number < 1).isPresent()) {
            faults.add(new Binding.Fault("rule_num", "the first rule has number 1"));
        }
        if (params.ruleNum().isPresent() && params.action() == IptablesWords.Place.APPEND) {
            faults.add(new Binding.Fault("rule_num", "a number is for action: insert; an appended rule is the last"));
        }
        if ((params.flush() || params.policy().isPresent()) && params.rule().isSaid()) {
            faults.add(new Binding.Fault(
                    params.flush() ? "flush" : "policy", "it goes without a rule; write another task for the rule"));
        }
        if (params.policy().isPresent() && !own) {
            faults.add(new Binding.Fault("policy", "only chains that a table has by itself have a policy"));
        }
        if (!params.flush() && params.policy().isEmpty() && !params.rule().isSaid()) {
            faults.addAll(ofChain(params, own));
        }
        return faults;
    }

    private static List<Binding.Fault> ofChain(Params params, boolean own) {
        if (!params.chainManagement()) {
            return List.of(new Binding.Fault(
                    "chain_management",
                    "nothing is said of a rule; write chain_management: true where the chain itself is meant"));
        }
        return own && params.state() == Presence.ABSENT
                ? List.of(new Binding.Fault(
                        "chain", "a table has this chain by itself, and keeps it; flush: true removes its rules"))
                : List.of();
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>();
        for (IptablesWords.Version version : params.ipVersion().each()) {
            keys.add(params.key(version));
            if (params.isOfRule()) {
                keys.add(IptablesSpelling.of(params, version));
            }
        }
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        List<Function<Knowledge, Plan>> steps = new ArrayList<>();
        params.ipVersion().each().forEach(version -> steps.add(new IptablesPlan(params, version)));
        return Steps.inOrder(known, steps);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("ip_version", params.ipVersion().word());
        result.put("table", params.table().word());
        result.put("chain", params.chain().orElse(""));
        result.put("flush", params.flush());
        result.put(
                "rule",
                String.join(" ", params.rule().words(params.ipVersion().each().getFirst())));
        result.put("state", params.state() == Presence.PRESENT ? "present" : "absent");
        result.put("chain_management", params.chainManagement());
        return result;
    }
}
