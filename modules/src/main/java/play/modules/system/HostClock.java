package play.modules.system;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Who sets the clock of a host, and whether it follows a time server.
 *
 * @param settable whether the host may set it; in containers it may not
 * @param daemons those that set clocks and run, by the names of their units
 * @param follows what the kernel was told: {@code yes}, {@code no}, or empty where nobody can be asked
 * @param tracking what chronyd says of its source, where it runs
 */
record HostClock(boolean settable, List<String> daemons, String follows, Optional<Tracking> tracking)
        implements HostState {
    /**
     * @param source address or name; empty where there is none
     * @param stratum how far from a clock of reference, 0 where there is no source
     * @param offset of the clock from true time, in seconds
     */
    record Tracking(String source, int stratum, double offset, boolean follows) {}

    @Override
    public boolean present() {
        return true;
    }

    boolean inStep() {
        return tracking.map(Tracking::follows).orElseGet(() -> follows.equals("yes"));
    }

    /** Asks the kernel, systemd and chronyd. */
    record Family() implements StateFamily<HostClock> {
        private static final Set<String> DAEMONS =
                Set.of("chrony", "chronyd", "systemd-timesyncd", "ntp", "ntpd", "ntpsec", "openntpd");

        // What a unit is called by others too is told by its own name.
        private static final String LOOK = """
            sed -n 's/^CapBnd:[[:space:]]*/rights /p' /proc/self/status
            for unit in chrony chronyd systemd-timesyncd ntp ntpd ntpsec openntpd; do
              id=$(LC_ALL=C systemctl show -p Id --value -- "$unit.service" 2>/dev/null)
              [ "$id" = "$unit.service" ] && systemctl is-active --quiet "$id" && echo "daemon $unit"
            done
            echo "follows $(LC_ALL=C timeout 10 timedatectl show -p NTPSynchronized --value 2>/dev/null)"
            if command -v chronyc >/dev/null 2>&1; then
              told=$(LC_ALL=C timeout 10 chronyc -n -c tracking 2>/dev/null | head -n 1) && echo "tracking $told"
            fi
            echo end
            """;

        private static final Pattern LINE = Pattern.compile("(rights|daemon|follows|tracking) ?(.*)");
        private static final Pattern RIGHTS = Pattern.compile("[0-9a-f]{16}");

        /** CAP_SYS_TIME of the kernel. */
        private static final long SETS_CLOCK = 1L << 25;

        private static final int FIELDS = 14;
        private static final String UNTOLD = "the clock of the host cannot be asked for";

        static StateKey<HostClock> clock() {
            return new Family().key("clock");
        }

        @Override
        public String name() {
            return "clock";
        }

        @Override
        public Class<HostClock> type() {
            return HostClock.class;
        }

        @Override
        public Script read(List<StateKey<HostClock>> keys) {
            return Script.of(LOOK);
        }

        @Override
        public Told<HostClock> told(List<StateKey<HostClock>> keys, ScriptResult result) throws UnknownStateException {
            List<String> lines = result.lines();
            if (lines.isEmpty() || !lines.getLast().equals("end")) {
                throw result.unknown(UNTOLD);
            }
            HostClock clock = clock(lines.subList(0, lines.size() - 1));
            return (index, id) -> clock;
        }

        private static HostClock clock(List<String> lines) throws UnknownStateException {
            Optional<Boolean> settable = Optional.empty();
            List<String> daemons = new ArrayList<>();
            String follows = "";
            Optional<Tracking> tracking = Optional.empty();
            for (String line : lines) {
                Matcher read = LINE.matcher(line);
                if (!read.matches()) {
                    throw odd(line);
                }
                String told = read.group(2);
                switch (read.group(1)) {
                    case "rights" -> settable = Optional.of(mayBeSet(told));
                    case "daemon" -> daemons.add(daemon(told));
                    case "follows" -> follows = answer(told);
                    default -> tracking = tracking(told);
                }
            }
            return new HostClock(settable.orElseThrow(() -> odd("no line of rights")), daemons, follows, tracking);
        }

        private static UnknownStateException odd(String line) {
            return UnknownStateException.expected("what is said of a clock", line);
        }

        private static boolean mayBeSet(String rights) throws UnknownStateException {
            if (!RIGHTS.matcher(rights).matches()) {
                throw odd(rights);
            }
            return (HexFormat.fromHexDigitsToLong(rights) & SETS_CLOCK) != 0;
        }

        private static String daemon(String name) throws UnknownStateException {
            if (!DAEMONS.contains(name)) {
                throw odd(name);
            }
            return name;
        }

        private static String answer(String told) throws UnknownStateException {
            if (!Set.of("yes", "no", "").contains(told)) {
                throw odd(told);
            }
            return told;
        }

        /** The fields of chronyc's report: second the source, third its stratum, fifth the offset, last the leap. */
        private static Optional<Tracking> tracking(String told) throws UnknownStateException {
            if (told.isEmpty()) {
                return Optional.empty();
            }
            String[] fields = told.split(",", -1);
            if (fields.length != FIELDS) {
                throw odd(told);
            }
            try {
                return Optional.of(new Tracking(
                        fields[1],
                        Integer.parseInt(fields[2]),
                        Double.parseDouble(fields[4]),
                        !fields[FIELDS - 1].equals("Not synchronised")));
            } catch (NumberFormatException e) {
                throw odd(told);
            }
        }
    }
}
