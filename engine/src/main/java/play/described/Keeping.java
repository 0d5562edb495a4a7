package play.described;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.playbook.Data;

/**
 * How a module keeps a state.
 *
 * @param state script that tells what is there
 * @param want what is to be there, by field; what comes to {@code omit}, or needs a parameter that is not given, is not
 *     compared
 * @param change script that is run where they differ
 * @param title what a change comes to in a few words, where the file says it
 * @param reach what else a change may touch
 * @param limit how long a change may take
 */
public record Keeping(
        String state, Map<String, Data> want, String change, Optional<Data> title, Touched reach, Duration limit) {
    public Keeping {
        want = Collections.unmodifiableMap(new LinkedHashMap<>(want));
    }

    /**
     * What a change may touch beside the state it is for.
     *
     * @param host whether that is anything
     * @param paths else what stands there and below
     */
    public record Touched(boolean host, List<Data> paths) {
        public Touched {
            paths = List.copyOf(paths);
        }
    }
}
