package play.modules.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.param.Binding;
import play.param.Called;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.MutuallyExclusive;

/** What a rule of iptables is for, and what becomes of it; a ! before a value means all others. */
@MutuallyExclusive({"set_dscp_mark", "set_dscp_mark_class"})
record IptablesRule(
        @Doc("Protocol of the packets.") @Matches(value = VALUE, expected = LINE)
        Optional<String> protocol,

        @Doc("Address or network that they come from.") @Matches(value = ADDRESS, expected = "an address or a network")
        Optional<String> source,

        @Doc("Address or network that they go to.") @Matches(value = ADDRESS, expected = "an address or a network")
        Optional<String> destination,

        @Doc("Extensions whose options are used, beside those that parameters bring themselves.") @Default("[]")
        List<String> match,

        @Doc("Flags of TCP that are looked at, and which of them are set.")
        Optional<TcpFlags> tcpFlags,

        @Doc("What becomes of the packets: a target, such as ACCEPT, or a chain.")
        @Matches(value = NAME, expected = "a target or a chain")
        Optional<String> jump,

        @Doc("Host that copies go to, with jump: TEE.") @Matches(value = ADDRESS, expected = "an address")
        Optional<String> gateway,

        @Doc("Beginning of their lines in the log; jump is LOG then.") @Matches(value = VALUE, expected = LINE)
        Optional<String> logPrefix,

        @Doc("Level of these lines; jump is LOG then.")
        @Matches(
                value = "[0-7]|emerg|alert|crit|error|warning|notice|info|debug",
                expected = "0 to 7, or emerg, alert, crit, error, warning, notice, info or debug")
        Optional<String> logLevel,

        @Doc("The address that they are sent to instead, with jump: DNAT.") @Matches(value = VALUE, expected = LINE)
        Optional<String> toDestination,

        @Doc("Ports that they go to, at most 15.") @Default("[]")
        List<String> destinationPorts,

        @Doc("The address that they seem to come from, with jump: SNAT.") @Matches(value = VALUE, expected = LINE)
        Optional<String> toSource,

        @Doc("The chain that goes on with them, and does not come back.")
        @Matches(value = NAME, expected = "a chain")
        @Called("goto")
        Optional<String> gotoChain,

        @Doc("Interface that they come in by.") @Matches(value = VALUE, expected = LINE)
        Optional<String> inInterface,

        @Doc("Interface that they go out by.") @Matches(value = VALUE, expected = LINE)
        Optional<String> outInterface,

        @Doc("Packets and bytes that a new rule begins to count at: 0,0.")
        @Matches(value = "[0-9]+,[0-9]+", expected = "two numbers with a comma between them")
        Optional<String> setCounters,

        @Doc("Port, or range of ports, that they come from.") @Matches(value = VALUE, expected = LINE)
        Optional<String> sourcePort,

        @Doc("Port, or range of ports, that they go to.") @Matches(value = VALUE, expected = LINE)
        Optional<String> destinationPort,

        @Doc("Ports that they are sent to instead, with jump: REDIRECT or MASQUERADE.")
        @Matches(value = VALUE, expected = LINE)
        Optional<String> toPorts,

        @Doc("The mark of DSCP that they get; jump is DSCP.") @Matches(value = VALUE, expected = LINE)
        Optional<String> setDscpMark,

        @Doc("The class of DSCP that they get; jump is DSCP.") @Matches(value = VALUE, expected = LINE)
        Optional<String> setDscpMarkClass,

        @Doc("Whether they begin a connection of TCP (match), or do anything else (negate).") @Default("ignore")
        Syn syn,

        @Doc("States of the connection that they belong to: NEW, ESTABLISHED, RELATED, INVALID, UNTRACKED.")
        @Default("[]")
        List<String> ctstate,

        @Doc("Range of addresses that they come from: 10.0.0.1-10.0.0.9.") @Matches(value = VALUE, expected = LINE)
        Optional<String> srcRange,

        @Doc("Range of addresses that they go to.") @Matches(value = VALUE, expected = LINE)
        Optional<String> dstRange,

        @Doc("Set of ipset that they are in.") @Matches(value = VALUE, expected = LINE)
        Optional<String> matchSet,

        @Doc("What of them the set is asked for.")
        @Matches(value = "(src|dst)(,(src|dst))*", expected = "src and dst, with commas between them")
        Optional<String> matchSetFlags,

        @Doc("How often the rule applies at most: 3/minute.") @Matches(value = VALUE, expected = LINE)
        Optional<String> limit,

        @Doc("How often before the limit counts.") @Matches(value = VALUE, expected = LINE)
        Optional<String> limitBurst,

        @Doc("User whose processes send them.") @Matches(value = VALUE, expected = LINE)
        Optional<String> uidOwner,

        @Doc("Group whose processes send them.") @Matches(value = VALUE, expected = LINE)
        Optional<String> gidOwner,

        @Doc("Answer to them; jump is REJECT.") @Matches(value = VALUE, expected = LINE)
        Optional<String> rejectWith,

        @Doc("Kind of the message, with protocol: icmp or ipv6-icmp.") @Matches(value = VALUE, expected = LINE)
        Optional<String> icmpType,

        @Doc("Comment on the rule.") @Matches(value = "[^\\r\\n]+", expected = "one line")
        Optional<String> comment) {
    private static final String VALUE = "[^-\\s][^\\r\\n]*";
    private static final String LINE = "one line that does not begin with -";
    static final String ADDRESS = "!?\\s*[0-9A-Fa-f.:]+(/[0-9A-Fa-f.:]+)?";
    static final String NAME = "[^-!\\s][^\\s]*";

    /** Of packets of TCP. */
    record TcpFlags(
            @Doc("Those that are looked at: SYN, ACK, FIN, RST, URG, PSH, ALL, NONE.")
            List<String> flags,

            @Doc("Those of them that are set; the others are not.")
            List<String> flagsSet) {}

    /** Whether packets begin a connection. */
    enum Syn {
        IGNORE,
        MATCH,
        NEGATE
    }

    boolean isSaid() {
        return !words(IptablesWords.Version.IPV4).isEmpty();
    }

    /** The target or chain that is asked for, or that what is said of it means. */
    Optional<String> target() {
        return jump.or(() -> logPrefix.or(() -> logLevel).map(said -> "LOG"))
                .or(() -> rejectWith.map(said -> "REJECT"))
                .or(() -> setDscpMark.or(() -> setDscpMarkClass).map(said -> "DSCP"));
    }

    /** The chain that may be meant. */
    Optional<String> chain() {
        return gotoChain.or(this::target);
    }

    List<Binding.Fault> faults() {
        List<Binding.Fault> faults = new ArrayList<>();
        if (logPrefix.or(() -> logLevel).isPresent() && !target().equals(Optional.of("LOG"))) {
            faults.add(new Binding.Fault("jump", "what is said of the log is for jump: LOG"));
        }
        if (target().filter("TEE"::equalsIgnoreCase).isPresent() && gateway.isEmpty()) {
            faults.add(new Binding.Fault("gateway", "jump: TEE needs the host that copies go to"));
        }
        words(faults, "match", match);
        words(faults, "destination_ports", destinationPorts);
        words(faults, "ctstate", ctstate);
        return faults;
    }

    private static void words(List<Binding.Fault> faults, String parameter, List<String> given) {
        given.stream()
                .filter(one -> !one.matches(VALUE))
                .forEach(one -> faults.add(new Binding.Fault(parameter, "'" + one + "' is not " + LINE)));
    }

    /** As iptables takes it, without the chain. */
    List<String> words(IptablesWords.Version version) {
        Words words = new Words(match);
        words.option("-p", protocol);
        words.option("-s", source);
        words.option("-d", destination);
        match.forEach(one -> words.option("-m", Optional.of(one)));
        tcpFlags.ifPresent(flags -> words.all("--tcp-flags", list(flags.flags()), list(flags.flagsSet())));
        words.option("-j", target());
        words.option("--gateway", gateway);
        words.option("--log-prefix", logPrefix);
        words.option("--log-level", logLevel);
        words.option("--to-destination", toDestination);
        words.list("multiport", "--dports", destinationPorts);
        words.option("--to-source", toSource);
        words.option("-g", gotoChain);
        words.option("-i", inInterface);
        words.option("-o", outInterface);
        words.option("-c", setCounters);
        words.option("--source-port", sourcePort);
        words.option("--destination-port", destinationPort);
        words.option("--to-ports", toPorts);
        words.option("--set-dscp", setDscpMark);
        words.option("--set-dscp-class", setDscpMarkClass);
        words.syn(syn);
        states(words);
        words.of("iprange", "--src-range", srcRange);
        words.of("iprange", "--dst-range", dstRange);
        words.of("set", "--match-set", matchSet);
        matchSetFlags.ifPresent(words::all);
        words.of("limit", "--limit", limit);
        words.of("limit", "--limit-burst", limitBurst);
        words.of("owner", "--uid-owner", uidOwner);
        words.of("owner", "--gid-owner", gidOwner);
        words.option("--reject-with", rejectWith);
        words.option(version.icmpType(), icmpType);
        words.of("comment", "--comment", comment);
        return List.copyOf(words.all);
    }

    private void states(Words words) {
        if (match.contains("state") && !match.contains("conntrack")) {
            words.list("state", "--state", ctstate);
        } else {
            words.list("conntrack", "--ctstate", ctstate);
        }
    }

    private static String list(List<String> words) {
        return String.join(",", words);
    }

    /** Grows word by word; an extension is loaded once. */
    private static final class Words {
        private final List<String> loaded;
        private final List<String> all = new ArrayList<>();

        Words(List<String> loaded) {
            this.loaded = new ArrayList<>(loaded);
        }

        void all(String... words) {
            all.addAll(List.of(words));
        }

        void option(String option, Optional<String> value) {
            value.ifPresent(text -> {
                if (text.startsWith("!") && !option.equals("--comment")) {
                    all("!", option, text.substring(1).strip());
                } else {
                    all(option, text);
                }
            });
        }

        void of(String extension, String option, Optional<String> value) {
            if (value.isPresent()) {
                load(extension);
                option(option, value);
            }
        }

        void list(String extension, String option, List<String> values) {
            if (!values.isEmpty()) {
                load(extension);
                all(option, IptablesRule.list(values));
            }
        }

        void syn(Syn syn) {
            switch (syn) {
                case IGNORE -> {}
                case MATCH -> all("--syn");
                case NEGATE -> all("!", "--syn");
            }
        }

        private void load(String extension) {
            if (!loaded.contains(extension)) {
                loaded.add(extension);
                all("-m", extension);
            }
        }
    }
}
