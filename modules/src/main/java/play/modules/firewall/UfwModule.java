package play.modules.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.files.Steps;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Reach;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.modules.firewall.UfwWords.Anchor;
import play.modules.firewall.UfwWords.Direction;
import play.modules.firewall.UfwWords.Logging;
import play.modules.firewall.UfwWords.Policy;
import play.modules.firewall.UfwWords.Rule;
import play.modules.firewall.UfwWords.State;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.MutuallyExclusive;
import play.param.RequiredBy;
import play.param.RequiredOneOf;

/** Debian's and Ubuntu's firewall for people. */
public final class UfwModule implements Resource<UfwModule.Params> {
    @RequiredOneOf({"state", "policy", "rule", "logging"})
    @MutuallyExclusive({"name", "proto"})
    @MutuallyExclusive({"interface_name", "interface_in"})
    @MutuallyExclusive({"interface_name", "interface_out"})
    @RequiredBy(
            value = "interface_name",
            needs = {"direction"})
    public record Params(
            @Doc("enabled: its rules hold, now and at boot. disabled: they don't. reloaded: they are read again, each"
                    + " time. reset: they are all removed and it is disabled, each time.")
            Optional<State> state,

            @Doc("What becomes of packets that no rule is for, in a 'direction' (incoming).") @Alias("default")
            Optional<Policy> policy,

            @Doc("in or out for a rule; incoming, outgoing or routed for 'policy'.")
            Optional<Direction> direction,

            @Doc("How much is logged; on is low, unless more is logged already.")
            Optional<Logging> logging,

            @Doc("What becomes of packets like those the task tells of.")
            Optional<Rule> rule,

            @Doc("Whether such a rule is deleted.") @Default("false")
            boolean delete,

            @Doc("Whether the rule is for packets that the host passes on.") @Default("false")
            boolean route,

            @Doc("Number that a new rule gets, rather than the last; one that is there stays where it is.")
            Optional<Integer> insert,

            @Doc("What 'insert' is counted from; zero is the number itself.") @Default("zero")
            Anchor insertRelativeTo,

            @Inline UfwRule of) {
        private StateKey<UfwRules> key() {
            String number = insert.map(at -> "insert " + at + " of " + insertRelativeTo.word())
                    .orElse("");
            return new UfwRules.Family(UfwScripts.asking(this), delete).key(UfwScripts.rule(this, number));
        }
    }

    record Result(@Doc("What ufw is called with, in order.") List<String> commands) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "ufw",
                    "Adds and deletes rules of ufw, sets its policies, and switches it on and off.",
                    Params.class,
                    UfwExamples.all())
            .alias("community.general.ufw")
            .insteadOf(new Program("ufw", "\\bufw\\s+(status|show|version|app\\s+(list|info)|--dry-run|--help)\\b"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        Optional<Direction> direction = params.direction();
        boolean ofRules = direction
                .filter(way -> way == Direction.IN || way == Direction.OUT)
                .isPresent();
        if (params.rule().isEmpty()) {
            faults.addAll(withoutRule(params));
        }
        if (params.state().equals(Optional.of(State.RESET)) && commands(params).size() > 1) {
            faults.add(new Binding.Fault("state", "state: reset goes alone; write another task for the rest"));
        }
        if (params.rule().isPresent() && direction.isPresent() && !ofRules) {
            faults.add(new Binding.Fault("direction", "the 'direction' of a rule is in or out"));
        }
        if (params.policy().isPresent() && ofRules) {
            faults.add(new Binding.Fault("direction", "the 'direction' of a policy is incoming, outgoing or routed"));
        }
        if (params.insert().isPresent() && params.delete()) {
            faults.add(new Binding.Fault("insert", "what is deleted is not inserted; leave out 'insert' or 'delete'"));
        }
        if (params.insertRelativeTo() == Anchor.ZERO
                && params.insert().filter(at -> at < 1).isPresent()) {
            faults.add(new Binding.Fault("insert", "the first rule has number 1"));
        }
        return faults;
    }

    private static List<Binding.Fault> withoutRule(Params params) {
        UfwRule rule = params.of();
        boolean said = !rule.fromIp().equals("any")
                || !rule.toIp().equals("any")
                || params.delete()
                || params.route()
                || params.insert().isPresent()
                || rule.log()
                || List.of(
                                rule.fromPort(),
                                rule.toPort(),
                                rule.proto(),
                                rule.name(),
                                rule.interfaceName(),
                                rule.interfaceIn(),
                                rule.interfaceOut(),
                                rule.comment())
                        .stream()
                        .anyMatch(Optional::isPresent);
        return said
                ? List.of(new Binding.Fault("rule", "what is said of packets is for a 'rule', and there is none"))
                : List.of();
    }

    /** What ufw is called with, in order: a rule is there before the firewall is enabled. */
    private static List<String> commands(Params params) {
        List<String> commands = new ArrayList<>();
        params.rule()
                .ifPresent(rule -> commands.add(UfwScripts.rule(
                        params, params.insert().map(at -> "insert " + at).orElse(""))));
        params.policy().ifPresent(policy -> commands.add("default " + word(policy) + " " + way(params)));
        params.logging().ifPresent(level -> commands.add("logging " + level.word()));
        params.state().ifPresent(state -> commands.add(command(state)));
        return commands;
    }

    private static String word(Policy policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }

    private static String way(Params params) {
        return params.direction().map(Direction::word).orElse("incoming");
    }

    private static String command(State state) {
        return switch (state) {
            case ENABLED -> "--force enable";
            case DISABLED -> "disable";
            case RELOADED -> "reload";
            case RESET -> "--force reset";
        };
    }

    /** So far also where it is not known what it would do. */
    @Override
    public Optional<Reach> reach(Map<String, String> known) {
        return Optional.of(Reach.of(Reach.paths("/etc/ufw", "/etc/default/ufw"), Reach.PATHLESS));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(UfwSettings.KEY));
        params.rule().ifPresent(rule -> keys.add(params.key()));
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        List<Function<Knowledge, Plan>> steps = new ArrayList<>();
        params.rule().ifPresent(rule -> steps.add(now -> Plan.on(now.of(params.key()), rules -> rule(params, rules))));
        params.policy()
                .ifPresent(policy -> steps.add(setting(
                        "default " + word(policy) + " " + way(params),
                        now -> now.policy(way(params), policy.target()))));
        params.logging()
                .ifPresent(level -> steps.add(setting(
                        "logging " + level.word(),
                        now -> now.logging(
                                level != Logging.ON
                                        ? level.word()
                                        : now.logging().equals("off") ? "low" : now.logging()))));
        params.state().ifPresent(state -> steps.add(state(state)));
        return Steps.inOrder(known, steps);
    }

    private static Plan rule(Params params, UfwRules rules) {
        String title = "ufw " + commands(params).getFirst();
        return rules.next().equals(rules.rules())
                ? Plan.UNCHANGED
                : run(
                        title,
                        UfwScripts.acting(params),
                        List.of(new Effect.Sets<>(params.key(), new UfwRules(rules.next(), rules.next()))));
    }

    private static Function<Knowledge, Plan> setting(String command, Function<UfwSettings, UfwSettings> wanted) {
        return known -> Plan.on(known.of(UfwSettings.KEY), now -> {
            UfwSettings next = wanted.apply(now);
            return next.equals(now)
                    ? Plan.UNCHANGED
                    : run(
                            "ufw " + command,
                            UfwScripts.FIND + "ufw " + command + " >&2\n",
                            List.of(new Effect.Sets<>(UfwSettings.KEY, next)));
        });
    }

    private static Function<Knowledge, Plan> state(State state) {
        String command = command(state);
        return switch (state) {
            case ENABLED -> setting(command, now -> now.enabled(true));
            case DISABLED -> setting(command, now -> now.enabled(false));
            case RELOADED ->
                known -> Plan.on(known.of(UfwSettings.KEY), now -> now.enabled() ? always(command) : Plan.UNCHANGED);
            case RESET -> known -> always(command);
        };
    }

    private static Plan always(String command) {
        return run(
                "ufw " + command,
                UfwScripts.FIND + "ufw " + command + " >&2\n",
                List.of(new Effect.Opaque("ufw " + command + " may change its settings", Reach.paths("/etc/ufw"))));
    }

    /** Files of ufw, and what the kernel is told by it. */
    private static Plan run(String title, String script, List<Effect> known) {
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Opaque(
                "ufw writes its rules and tells them the kernel",
                Reach.of(Reach.files("/etc/ufw", "/etc/default/ufw"), Reach.PATHLESS)));
        effects.addAll(known);
        return new Plan.Change(title, new Action.Run(title, Script.of(script), effects));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of(
                "commands",
                commands(params).stream().map(command -> "ufw " + command).toList());
    }
}
