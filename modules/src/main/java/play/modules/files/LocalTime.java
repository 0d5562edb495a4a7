package play.modules.files;

import java.util.List;
import java.util.regex.Pattern;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * A time as the clock on the host's wall shows it, by the host's time zone.
 *
 * @param seconds since 1970
 */
record LocalTime(long seconds) implements HostState {
    @Override
    public boolean present() {
        return true;
    }

    static StateKey<LocalTime> of(PointInTime.At time) {
        return new Family().key(time.written());
    }

    /** Ids are as {@link PointInTime.At#written}. */
    record Family() implements StateFamily<LocalTime> {
        private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,15}");

        private static final String READ = """
            for t do s=$(date -d "$t" +%s 2>/dev/null) || s=; printf '%s\\0' "$s"; done
            """;

        @Override
        public String name() {
            return "local time";
        }

        @Override
        public Class<LocalTime> type() {
            return LocalTime.class;
        }

        @Override
        public Place under() {
            return Place.below("/etc/localtime", "/usr/share/zoneinfo");
        }

        @Override
        public Script read(List<StateKey<LocalTime>> keys) {
            return Script.over(keys, READ);
        }

        @Override
        public Told<LocalTime> told(List<StateKey<LocalTime>> keys, ScriptResult result) throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, time) -> {
                String seconds = parts.next("seconds since 1970");
                if (!SECONDS.matcher(seconds).matches()) {
                    throw new UnknownStateException("the host can't tell when it is " + time + " there");
                }
                return new LocalTime(Long.parseLong(seconds));
            };
        }
    }
}
