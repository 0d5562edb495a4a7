package play.host;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A host's time, all of it text, as in Ansible; {@code iso8601} in UTC, the other parts in the host's time zone.
 *
 * @param date seconds since 1970, year, month, day, hour, minute, second, zone, offset, name and number of the day, and
 *     where the host tells them the week and nanoseconds
 * @param zones names and offsets of its time zone in winter and in summer
 */
record TimeFacts(List<String> date, List<String> zones) {
    private static final int LEAST = 11;
    private static final int WEEK = 11;
    private static final int NANOSECONDS = 12;

    static TimeFacts of(FactLines lines) {
        return new TimeFacts(
                List.of(lines.text("date").split(" ")),
                List.of(lines.text("zones").split(" ")));
    }

    Map<String, Object> all() {
        if (date.size() < LEAST || !date.getFirst().matches("[0-9]{1,11}")) {
            return Map.of();
        }
        String utc = Instant.ofEpochSecond(Long.parseLong(date.getFirst())).toString();
        String basic = date.get(1) + date.get(2) + date.get(3) + "T" + date.get(4) + date.get(5) + date.get(6);
        Map<String, Object> now = new LinkedHashMap<>();
        now.put("epoch", date.getFirst());
        now.put("epoch_int", date.getFirst());
        now.put("iso8601", utc);
        now.put("iso8601_micro", utc.replace("Z", "." + microseconds() + "Z"));
        now.put("iso8601_basic", basic + microseconds());
        now.put("iso8601_basic_short", basic);
        now.put("date", String.join("-", date.subList(1, 4)));
        now.put("time", String.join(":", date.subList(4, 7)));
        List<String> parts = List.of(
                "year", "month", "day", "hour", "minute", "second", "tz", "tz_offset", "weekday", "weekday_number");
        for (int i = 0; i < parts.size(); i++) {
            now.put(parts.get(i), date.get(i + 1));
        }
        now.put("tz_dst", summer());
        if (date.size() > WEEK) {
            now.put("weeknumber", date.get(WEEK));
        }
        return now;
    }

    private String microseconds() {
        return date.size() > NANOSECONDS && date.get(NANOSECONDS).matches("[0-9]{9}")
                ? date.get(NANOSECONDS).substring(0, 6)
                : "000000";
    }

    /** The zone's name in summer, which is the one that is further east; it is the same where clocks are left alone. */
    private String summer() {
        if (zones.size() != 4
                || !Stream.of(zones.get(1), zones.get(3)).allMatch(zone -> zone.matches("[+-][0-9]{4}"))) {
            return date.get(7);
        }
        return Integer.parseInt(zones.get(1)) > Integer.parseInt(zones.get(3)) ? zones.get(0) : zones.get(2);
    }
}
