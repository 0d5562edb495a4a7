package play.modules.system;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

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

        private static final String UNTOLD = "the write latency is unknown";

        private static final Pattern TOOK = Pattern.compile(".*copied, ([0-9]+(?:[.][0-9]+)?(?:e[+-]?[0-9]+)?) s,.*");

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
        public Told<DiskLatency> told(List<StateKey<DiskLatency>> keys, ScriptResult result)
                throws UnknownStateException {
            List<String> lines = result.lines();
            if (lines.size() != 2 * keys.size()) {
                throw result.unknown(UNTOLD);
            }
            return (index, id) -> latency(lines.get(2 * index), lines.get(2 * index + 1));
        }

        private static DiskLatency latency(String folder, String told) throws UnknownStateException {
            Matcher took = TOOK.matcher(told);
            if (!took.matches()) {
                throw new UnknownStateException(UNTOLD + ": " + told.strip());
            }
            return new DiskLatency(folder, Double.parseDouble(took.group(1)) * 1000 / WRITES);
        }
    }
}
