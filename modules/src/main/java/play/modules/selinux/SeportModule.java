package play.modules.selinux;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Reach;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.Presence;

/** What SELinux takes ports for. */
public final class SeportModule implements Resource<SeportModule.Params> {
    static final String TYPE = "[A-Za-z0-9_.-]*[A-Za-z0-9_.]";

    /** Of ports. */
    public enum Protocol {
        TCP,
        UDP,
        DCCP,
        SCTP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Params(
            @Doc("Ports and ranges of them: 8080, 9000-9010. A range is one thing: it is not the ports in it.")
            List<String> ports,

            @Doc("Their protocol.") Protocol proto,

            @Doc("What they are taken for, such as http_port_t.")
            @Matches(value = TYPE, expected = "a type, such as http_port_t")
            String setype,

            @Doc("Whether they are taken for that.") @Default("present")
            Presence state,

            @Doc("Whether the kernel gets the policy at once.") @Default("true")
            boolean reload,

            @Doc("Whether the policy of a host is changed whose kernel runs without SELinux.") @Default("false")
            boolean ignoreSelinuxState,

            @Doc("Whether only what was added counts, and not what the policy says by itself.") @Default("false")
            boolean local) {
        private StateKey<PortLabel> key(String port) {
            return PortLabel.at(proto.word(), port);
        }

        private List<String> distinct() {
            return List.copyOf(new LinkedHashSet<>(ports));
        }
    }

    record Result(
            @Doc("The ports as given.") List<String> ports,
            @Doc("Their protocol.") String proto,
            @Doc("The type as given.") String setype,
            @Doc("The state that is wanted.") String state) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "seport",
                    "Sets what SELinux takes network ports for. The host needs semanage.",
                    Params.class,
                    example("absent", "", "ports: [7901, 7920-7930]\nproto: tcp\nsetype: http_port_t\n"),
                    example(
                            "drifted: said otherwise, and the policy too",
                            "semanage port -a -N -t ssh_port_t -p tcp 7901\n",
                            "ports: [7901, 8443]\nproto: tcp\nsetype: http_cache_port_t\n"),
                    example(
                            "right",
                            "semanage port -a -N -t http_port_t -p tcp 7901\n",
                            "ports: [7901, 80]\nproto: tcp\nsetype: http_port_t\n"),
                    example(
                            "to be removed",
                            "semanage port -a -N -t http_port_t -p udp 7901\n"
                                    + "semanage port -m -N -t ssh_port_t -p tcp 8443\n",
                            "ports: [7901]\nproto: udp\nsetype: http_port_t\nstate: absent\n"),
                    example(
                            "as the policy says again",
                            "semanage port -m -N -t ssh_port_t -p tcp 8443\n",
                            "ports: [8443]\nproto: tcp\nsetype: ssh_port_t\nstate: absent\n"))
            .alias("community.general.seport")
            .insteadOf(new Program("semanage", "\\bsemanage\\s+(?!port\\b)|\\s(-l|--list|-E|--extract)\\b"))
            .returns(Result.class);

    static Example example(String title, String before, String yaml) {
        return new Example(title, before, yaml + "ignore_selinux_state: true\n")
                .after("- package: {name: [policycoreutils-python-utils, selinux-policy-default],"
                        + " install_recommends: false}\n");
    }

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params.ports().stream()
                .filter(ports -> !arePorts(ports))
                .map(ports -> new Binding.Fault(
                        "ports", "'" + ports + "' is neither a port, such as 8080, nor a range, such as 9000-9010"))
                .toList();
    }

    private static boolean arePorts(String text) {
        if (!text.matches("[1-9][0-9]{0,4}(-[1-9][0-9]{0,4})?")) {
            return false;
        }
        List<Integer> ends =
                List.of(text.split("-")).stream().map(Integer::valueOf).toList();
        return ends.getLast() <= 65535 && (ends.size() == 1 || ends.getFirst() < ends.getLast());
    }

    /** So far also where it is not known what it would do. */
    @Override
    public Optional<Reach> reach(Map<String, String> known) {
        return Optional.of(Semanage.REACH);
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(SelinuxMode.KEY));
        params.distinct().forEach(port -> keys.add(params.key(port)));
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Semanage.without(known, params.ignoreSelinuxState())
                .orElseGet(() -> Plan.onEach(known, params.distinct(), params::key, there -> change(params, there)));
    }

    private static Plan change(Params params, Map<String, PortLabel> there) {
        Optional<String> hindered = there.entrySet().stream()
                .flatMap(port -> hindered(params, port.getKey(), port.getValue()).stream())
                .findFirst();
        if (hindered.isPresent()) {
            return new Plan.Rejected(hindered.get());
        }
        List<List<String>> commands = new ArrayList<>();
        List<Effect.Sets<?>> sets = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        there.forEach((port, now) -> wanted(params, now).ifPresent(next -> {
            commands.add(words(params, port, now));
            sets.add(Semanage.sets(params.key(port), next));
            changed.add(port);
        }));
        boolean wanted = params.state() == Presence.PRESENT;
        String title = (wanted ? "take " : "no longer take ") + params.proto().word() + " " + String.join(", ", changed)
                + " for " + params.setype();
        return commands.isEmpty() ? Plan.UNCHANGED : Semanage.change(title, params.reload(), commands, sets);
    }

    private static Optional<String> hindered(Params params, String port, PortLabel now) {
        boolean ofPolicy = now.type().equals(params.setype()) && !now.local() && !params.local();
        return params.state() == Presence.ABSENT && ofPolicy
                ? Optional.of("that " + params.proto().word() + " " + port + " is taken for " + now.type()
                        + " is part of the policy, so it cannot be removed; have it taken for another type")
                : Optional.empty();
    }

    /** What is to become of a port, where anything is. */
    private static Optional<PortLabel> wanted(Params params, PortLabel now) {
        boolean right = now.type().equals(params.setype()) && (now.local() || !params.local());
        if (params.state() == Presence.PRESENT) {
            return right ? Optional.empty() : Optional.of(new PortLabel(params.setype(), now.policy()));
        }
        return right ? Optional.of(new PortLabel(now.policy(), now.policy())) : Optional.empty();
    }

    private static List<String> words(Params params, String port, PortLabel now) {
        String protocol = params.proto().word();
        return params.state() == Presence.ABSENT
                ? List.of("port", "-d", "-p", protocol, port)
                : List.of("port", now.present() ? "-m" : "-a", "-t", params.setype(), "-p", protocol, port);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("ports", params.ports());
        result.put("proto", params.proto().word());
        result.put("setype", params.setype());
        result.put("state", params.state().name().toLowerCase(Locale.ROOT));
        return result;
    }
}
