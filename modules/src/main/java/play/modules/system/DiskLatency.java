package play.modules.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;

/**
 * How long a disk takes to keep one small write for good.
 *
 * @param folder where it was tried: the one asked for, or the nearest above that exists
 * @param milliseconds the mean of {@link #WRITES}
 */
record DiskLatency(String folder, double milliseconds) implements HostState {
    /** Enough for a mean; a disk that needs 100 ms for each is done in ten seconds. */
    static final int WRITES = 100;

    /** In bytes: about what etcd adds to its log for one change. */
    private static final int SIZE = 2300;

    @Override
    public boolean present() {
        return true;
    }

    /** Times dd, which waits after each write, on a file that is gone afterwards. */
    record Family() implements StateFamily<DiskLatency> {
        private static final String TRY = """
            try() {
              folder=$1
              while [ ! -d "$folder" ]; do folder=${folder%%/*}; folder=${folder:-/}; done
              file=$(mktemp "${folder%%/}/.play-latency.XXXXXX") || return
              told=$(LC_ALL=C dd if=/dev/zero of="$file" bs=%d count=%d oflag=dsync 2>&1)
              rm -f "$file"
              echo "$folder"; echo "$told" | tail -n 1
            }
            """.formatted(SIZE, WRITES);

        private static final Pattern TOOK = Pattern.compile(".*copied, ([0-9.e+-]+) s,.*");

        static StateKey<DiskLatency> of(String folder) {
            return new Family().key(folder);
        }

        @Override
        public String name() {
            return "disk latency";
        }

        @Override
        public Class<DiskLatency> type() {
            return DiskLatency.class;
        }

        @Override
        public Script read(List<StateKey<DiskLatency>> keys) {
            StringBuilder script = new StringBuilder(TRY);
            keys.forEach(key ->
                    script.append("try ").append(ShellWords.quote(key.id())).append('\n'));
            return Script.of(script.toString());
        }

        @Override
        public Map<StateKey<DiskLatency>, Observed<DiskLatency>> parse(
                List<StateKey<DiskLatency>> keys, ScriptResult result) {
            List<String> lines = new ArrayList<>(result.out().lines().toList());
            Map<StateKey<DiskLatency>, Observed<DiskLatency>> states = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                states.put(
                        keys.get(i),
                        lines.size() == 2 * keys.size()
                                ? latency(lines.get(2 * i), lines.get(2 * i + 1))
                                : cannotTell(result.err()));
            }
            return states;
        }

        private static Observed<DiskLatency> latency(String folder, String told) {
            Matcher took = TOOK.matcher(told);
            return took.matches()
                    ? Observed.read(new DiskLatency(folder, Double.parseDouble(took.group(1)) * 1000 / WRITES))
                    : cannotTell(told);
        }

        private static Observed<DiskLatency> cannotTell(String why) {
            return new Observed.Unknown<>("how long a write takes can't be told: " + why.strip());
        }
    }
}
