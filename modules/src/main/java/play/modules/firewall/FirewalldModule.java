package play.modules.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.modules.services.UnitState;
import play.modules.services.Units;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.RequiredBy;

/** What zones of firewalld have, now and whenever it starts. */
public final class FirewalldModule implements Resource<FirewalldModule.Params> {
    private static final StateKey<UnitState> UNIT = Units.at("firewalld");

    /** As Ansible has them. */
    public enum State {
        ENABLED,
        DISABLED,
        PRESENT,
        ABSENT;

        boolean wanted() {
            return this == ENABLED || this == PRESENT;
        }
    }

    /** A port whose packets go to another. */
    public record Forwarding(
            @Doc("The port, or a range of them.")
            @Matches(value = PORTS, expected = "a port, such as 80, or a range, such as 80-90")
            String port,

            @Doc("Its protocol.") @Matches(value = "tcp|udp|sctp|dccp", expected = "tcp, udp, sctp or dccp")
            String proto,

            @Doc("The port that they go to.")
            @Matches(value = PORTS, expected = "a port, such as 80, or a range, such as 80-90")
            String toport,

            @Doc("The address that they go to; without, the host's own.")
            @Matches(value = "[0-9A-Fa-f.:]+", expected = "an address")
            Optional<String> toaddr) {}

    static final String PORTS = "[0-9]{1,5}(-[0-9]{1,5})?";
    static final String WORD = "[^-\\s][^\\s]*";

    @MutuallyExclusive({
        "service",
        "protocol",
        "port",
        "port_forward",
        "rich_rule",
        "icmp_block",
        "interface_name",
        "source",
        "icmp_block_inversion",
        "masquerade",
        "forward",
        "target"
    })
    @RequiredBy(
            value = "interface_name",
            needs = {"zone"})
    @RequiredBy(
            value = "target",
            needs = {"zone"})
    public record Params(
            @Doc("enabled and disabled: whether the zone has it. present and absent: whether there is the zone, where"
                    + " nothing else is named; or its 'target'.")
            State state,

            @Doc("The zone; without, the one that firewalld takes without.")
            @Matches(value = "[A-Za-z0-9_][A-Za-z0-9_-]*", expected = "the name of a zone")
            Optional<String> zone,

            @Doc("Whether it holds whenever firewalld starts.") @Default("false")
            boolean permanent,

            @Doc("Whether it holds now; so it does where it is not permanent.") @Default("false")
            boolean immediate,

            @Doc("Whether 'immediate' is left out where firewalld does not run and it is permanent.") @Default("false")
            boolean offline,

            @Doc("Seconds that it holds now, where it is not permanent; 0 is for good.") @Default("0")
            int timeout,

            @Doc("Name of a service.") @Matches(value = WORD, expected = "the name of a service")
            Optional<String> service,

            @Doc("Name of a protocol.") @Matches(value = WORD, expected = "the name of a protocol")
            Optional<String> protocol,

            @Doc("Port and protocol: 8080/tcp, 5000-5010/udp.")
            @Matches(value = PORTS + "/(tcp|udp|sctp|dccp)", expected = "a port and a protocol, such as 8080/tcp")
            Optional<String> port,

            @Doc("A port whose packets go to another: a list of one.")
            Optional<List<Forwarding>> portForward,

            @Doc("A rule in firewalld's rich language.")
            @Matches(value = "rule\\b[^\\r\\n]*", expected = "one line that begins with 'rule'")
            Optional<String> richRule,

            @Doc("A kind of ICMP messages that is blocked.") @Matches(value = WORD, expected = "the name of a kind")
            Optional<String> icmpBlock,

            @Doc("Interface of the zone; it leaves another zone that has it.")
            @Alias("interface")
            @Matches(value = "[^-!\\s/][^\\s/]*", expected = "the name of an interface")
            Optional<String> interfaceName,

            @Doc("Address, network or set (ipset:NAME) of the zone; it leaves another zone that has it.")
            @Matches(value = WORD, expected = "an address or a network")
            Optional<String> source,

            @Doc("Whether kinds of ICMP messages that are not blocked are, and the others are not.")
            Optional<Boolean> icmpBlockInversion,

            @Doc("Whether addresses of what goes out through the zone are replaced by the host's.")
            Optional<Boolean> masquerade,

            @Doc("Whether packets go from one interface of the zone to another.")
            Optional<Boolean> forward,

            @Doc("What becomes of packets that nothing in the zone is for.")
            @Matches(value = "default|ACCEPT|DROP|%%REJECT%%", expected = "default, ACCEPT, DROP or %%REJECT%%")
            Optional<String> target) {
        boolean now() {
            return immediate || !permanent;
        }

        StateKey<FirewalldElement> zoneKey() {
            String name = zone.orElse("");
            return new FirewalldElement.Family(FirewalldScripts.askingZone(name)).key("zone " + name);
        }

        String where() {
            return zone.map(name -> "zone " + name).orElse("the default zone");
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "firewalld",
                    "Sets what zones of firewalld have: services, ports, rules, interfaces.",
                    Params.class,
                    FirewalldExamples.all())
            .alias("ansible.posix.firewalld")
            .insteadOf(new Program(
                    "firewall-cmd",
                    "--(get|list|query|info|path|state|version|help|check|reload|complete)|\\s-[hV]\\b"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        boolean thing = FirewalldThing.of(params).isPresent();
        boolean whole = !thing;
        boolean ofZone = params.state() == State.PRESENT || params.state() == State.ABSENT;
        if (thing && ofZone) {
            faults.add(new Binding.Fault(
                    "state", "present and absent are for zones and their targets; write enabled or" + " disabled"));
        }
        if (whole && params.target().isEmpty() && (!ofZone || params.zone().isEmpty())) {
            faults.add(new Binding.Fault(
                    "state",
                    "name what the zone is to have, such as a 'service'; or a 'zone' that"
                            + " is to be present or absent"));
        }
        if (whole && (!params.permanent() || params.immediate())) {
            faults.add(new Binding.Fault(
                    "permanent",
                    "zones and their targets are changed for the next start of"
                            + " firewalld: write permanent: true, and no 'immediate'"));
        }
        if (params.timeout() < 0 || (params.timeout() > 0 && params.permanent())) {
            faults.add(new Binding.Fault("timeout", "'timeout' is of what is not permanent, and no less than 0"));
        }
        if (params.portForward().filter(ports -> ports.size() != 1).isPresent()) {
            faults.add(new Binding.Fault("port_forward", "'port_forward' takes one port; loop over several"));
        }
        return faults;
    }

    /** So far also where it is not known what it would do. */
    @Override
    public Optional<Reach> reach(Map<String, String> known) {
        return Optional.of(Reach.of(Reach.paths("/etc/firewalld"), Reach.PATHLESS));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(FirewalldChange.key(params), UNIT));
        params.zone()
                .map(name -> params.zoneKey())
                .filter(key -> !keys.contains(key))
                .ifPresent(keys::add);
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(FirewalldChange.key(params)), now -> {
            if (params.now() && !now.runs() && startsFirst(known)) {
                return new Plan.Undetermined("firewalld does not run yet; what it has is known once it does");
            }
            if (params.now() && !now.runs() && !(params.offline() && params.permanent())) {
                return new Plan.Rejected(
                        "firewalld does not run on the host, so nothing of it can be changed now; start"
                                + " it, or write permanent: true without 'immediate'");
            }
            return FirewalldThing.of(params)
                    .map(thing -> FirewalldChange.set(params, thing, now, known))
                    .orElseGet(() -> params.target()
                            .map(target -> FirewalldChange.target(params, target, now, known))
                            .orElseGet(() -> FirewalldChange.zone(params, now)));
        });
    }

    /** Whether tasks of this dry run start it. */
    private static boolean startsFirst(Knowledge known) {
        return known.of(UNIT) instanceof Observed.Known<UnitState>(UnitState state, var how)
                && how == Observed.Certainty.FORESEEN
                && state.present();
    }
}
