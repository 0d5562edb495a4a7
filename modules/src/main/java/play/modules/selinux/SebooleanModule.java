package play.modules.selinux;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;

/** What SELinux's policy may be told to allow. */
public final class SebooleanModule implements Resource<SebooleanModule.Params> {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    public record Params(
            @Doc("Name of the boolean, such as httpd_can_network_connect.")
            @Matches(value = "[A-Za-z0-9_][A-Za-z0-9_.-]*", expected = "the name of a boolean")
            String name,

            @Doc("Whether it is on.") boolean state,

            @Doc("Whether it is so at the next boot too; that needs semanage.") @Default("false")
            boolean persistent,

            @Doc("Whether the policy of a host is changed whose kernel runs without SELinux.") @Default("false")
            boolean ignoreSelinuxState) {
        private StateKey<BooleanState> key() {
            return new BooleanState.Family(persistent).key(name);
        }
    }

    record Result(
            @Doc("The boolean.") String name,
            @Doc("Whether it is on.") boolean state,
            @Doc("Whether it is so at the next boot too.") boolean persistent) {}

    private static final String YAML = "name: httpd_can_network_connect\npersistent: true\n";
    private static final String ON = "semanage boolean -m -N --on httpd_can_network_connect\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "seboolean",
                    "Switches a boolean of SELinux's policy, in the kernel and at boot.",
                    Params.class,
                    SeportModule.example("absent: never switched", "", YAML + "state: true\n"),
                    SeportModule.example("drifted", ON, YAML + "state: false\n"),
                    SeportModule.example("right", ON, YAML + "state: true\n"))
            .alias("ansible.posix.seboolean")
            .insteadOf(new Program("setsebool"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    /** So far also where it is not known what it would do. */
    @Override
    public Optional<Reach> reach(Map<String, String> known) {
        return Optional.of(Semanage.REACH);
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(SelinuxMode.KEY, params.key());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Semanage.without(known, params.ignoreSelinuxState())
                .orElseGet(() -> Plan.on(known.of(params.key()), now -> change(params, now, runs(known))));
    }

    private static boolean runs(Knowledge known) {
        return known.of(SelinuxMode.KEY) instanceof Observed.Known<SelinuxMode>(SelinuxMode mode, var how)
                && mode != SelinuxMode.OFF;
    }

    private static Plan change(Params params, BooleanState now, boolean runs) {
        if (!runs && !params.persistent()) {
            return new Plan.Rejected("the host's kernel runs without SELinux, so " + params.name()
                    + " can only be set for the next boot; add persistent: true");
        }
        if (params.persistent() && now.stored().isEmpty()) {
            return new Plan.Rejected("the host's policy has no boolean " + params.name());
        }
        if (runs && now.running().isEmpty()) {
            return new Plan.Rejected("the policy in the host's kernel has no boolean " + params.name());
        }
        Optional<Boolean> wanted = Optional.of(params.state());
        BooleanState next =
                new BooleanState(runs ? wanted : now.running(), params.persistent() ? wanted : now.stored());
        return next.equals(now) ? Plan.UNCHANGED : set(params, next, runs);
    }

    /** Without SELinux in the kernel setsebool does nothing; semanage does. */
    private static Plan set(Params params, BooleanState next, boolean runs) {
        String title = "switch " + params.name() + (params.state() ? " on" : " off");
        if (!runs) {
            return Semanage.change(
                    title,
                    false,
                    List.of(List.of("boolean", "-m", params.state() ? "--on" : "--off", params.name())),
                    List.of(Semanage.sets(params.key(), next)));
        }
        Script script = Script.of("PATH=$PATH:/usr/sbin:/sbin setsebool " + (params.persistent() ? "-P " : "")
                        + ShellWords.join(List.of(params.name(), params.state() ? "on" : "off")) + "\n")
                .within(LONGEST);
        List<Effect> effects = params.persistent()
                ? List.of(
                        new Effect.Opaque(
                                "setsebool builds the policy anew", Reach.files("/etc/selinux", "/var/lib/selinux")),
                        Semanage.sets(params.key(), next))
                : List.of(Semanage.sets(params.key(), next));
        return new Plan.Change(title, new Action.Run(title, script, effects));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of("name", params.name(), "state", params.state(), "persistent", params.persistent());
    }
}
