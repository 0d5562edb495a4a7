package play.modules.cron;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;

/** When a job runs. */
public record CronTimes(
        @Doc("Minutes at which it runs.") @Default(ANY) @Matches(value = TIME, expected = TIME_EXPECTED)
        String minute,

        @Doc("Hours at which it runs.") @Default(ANY) @Matches(value = TIME, expected = TIME_EXPECTED)
        String hour,

        @Doc("Days of the month at which it runs.")
        @Alias("dom")
        @Default(ANY)
        @Matches(value = TIME, expected = TIME_EXPECTED)
        String day,

        @Doc("Months in which it runs.") @Default(ANY) @Matches(value = TIME, expected = TIME_EXPECTED)
        String month,

        @Doc("Days of the week at which it runs.")
        @Alias("dow")
        @Default(ANY)
        @Matches(value = TIME, expected = TIME_EXPECTED)
        String weekday,

        @Doc("A time that has a name, in place of all these.")
        Optional<SpecialTime> specialTime) {
    static final String TIME = "[^\\s#]+";
    static final String TIME_EXPECTED = "a field of crontab without blanks, such as *, */5 or 1-5";
    static final String ANY = "*";

    /** Times that have a name. */
    enum SpecialTime {
        REBOOT,
        YEARLY,
        ANNUALLY,
        MONTHLY,
        WEEKLY,
        DAILY,
        HOURLY
    }

    /** As crontab(5) has it. */
    String written() {
        return specialTime
                .map(special -> "@" + special.name().toLowerCase(Locale.ROOT))
                .orElseGet(() -> String.join(" ", minute, hour, day, month, weekday));
    }

    /** Whether both are given, a time that has a name and others. */
    boolean contradict() {
        return specialTime.isPresent()
                && !List.of(minute, hour, day, month, weekday).stream().allMatch(ANY::equals);
    }
}
