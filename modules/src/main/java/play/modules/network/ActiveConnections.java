package play.modules.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Connections that a host has at one of its TCP ports.
 *
 * @param count how many
 */
record ActiveConnections(long count) implements HostState {
    @Override
    public boolean present() {
        return count > 0;
    }

    /** What a connection is in. */
    enum Phase {
        ESTABLISHED("ESTAB"),
        FIN_WAIT1("FIN-WAIT-1"),
        FIN_WAIT2("FIN-WAIT-2"),
        SYN_RECV("SYN-RECV"),
        SYN_SENT("SYN-SENT"),
        TIME_WAIT("TIME-WAIT");

        private final String shown;

        Phase(String shown) {
            this.shown = shown;
        }
    }

    /**
     * Counts them by ss; a key is a port.
     *
     * @param host address or name at which they are made; 0.0.0.0 or :: for any
     * @param without addresses or names whose connections do not count
     * @param phases those that count
     */
    record Family(String host, List<String> without, List<Phase> phases) implements StateFamily<ActiveConnections> {
        private static final Set<String> ANY = Set.of("0.0.0.0", "::");

        private static final Pattern LINE =
                Pattern.compile("(\\S+)\\s+\\d+\\s+\\d+\\s+(\\S+):(\\d{1,5})\\s+(\\S+):(\\d{1,5}|\\*)(\\s.*)?");

        Family {
            without = List.copyOf(without);
            phases = List.copyOf(phases);
        }

        @Override
        public String name() {
            return "connections";
        }

        @Override
        public Class<ActiveConnections> type() {
            return ActiveConnections.class;
        }

        @Override
        public Script read(List<StateKey<ActiveConnections>> keys) {
            String names = "echo =here\ngetent ahosts " + ShellWords.quote(host) + "\necho =without\n"
                    + without.stream()
                            .map(name -> "getent ahosts " + ShellWords.quote(name) + "\n")
                            .collect(Collectors.joining());
            return Script.of("export LC_ALL=C\n" + names + "echo =all\nss -Htan\n");
        }

        @Override
        public Told<ActiveConnections> told(List<StateKey<ActiveConnections>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("the connections of the host cannot be listed");
            Set<String> here = new HashSet<>(Set.of(plain(host)));
            Set<String> others = new HashSet<>();
            List<Matcher> lines = new ArrayList<>();
            String part = "";
            for (String line : result.lines()) {
                if (line.startsWith("=")) {
                    part = line;
                } else if (part.equals("=all")) {
                    Matcher found = LINE.matcher(line);
                    if (!found.matches()) {
                        throw UnknownStateException.expected("a connection as ss lists it", line);
                    }
                    lines.add(found);
                } else {
                    (part.equals("=here") ? here : others).add(plain(line.split("\\s", 2)[0]));
                }
            }
            if (!part.equals("=all")) {
                throw UnknownStateException.expected("addresses and connections", result.out());
            }
            return (index, port) -> new ActiveConnections(lines.stream()
                    .filter(line -> line.group(3).equals(port) && counts(line, here, others))
                    .count());
        }

        private boolean counts(Matcher line, Set<String> here, Set<String> others) {
            return phases.stream().anyMatch(phase -> phase.shown.equals(line.group(1)))
                    && (ANY.contains(host) || here.contains(plain(line.group(2))))
                    && !others.contains(plain(line.group(4)));
        }

        /** Without brackets, interface, and what marks an address of IPv4 among those of IPv6. */
        private static String plain(String address) {
            return address.replaceAll("[\\[\\]]|%.*", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceFirst("^::ffff:(?=\\d+\\.)", "");
        }
    }
}
