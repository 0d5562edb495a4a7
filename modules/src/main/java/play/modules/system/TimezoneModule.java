package play.modules.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import play.files.EditedFile;
import play.files.Paths;
import play.files.ResolvedPath;
import play.files.Steps;
import play.files.TextLines;
import play.files.WantedAttributes;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.param.Alias;
import play.param.Doc;
import play.param.Matches;
import play.param.RequiredOneOf;

/** The time zone of a host: where /etc/localtime leads; and which time its hardware clock has. */
public final class TimezoneModule implements Resource<TimezoneModule.Params> {
    private static final String LINK = "/etc/localtime";

    /** Debian's programs also read the name. */
    private static final String NAME = "/etc/timezone";

    private static final String CLOCK = "/etc/adjtime";
    private static final String ZONES = "/usr/share/zoneinfo/";

    /** What hwclock(8) writes into a new file, with the line that counts. */
    private static final List<String> FRESH = List.of("0.0 0 0.0", "0", "UTC");

    @RequiredOneOf({"name", "hwclock"})
    public record Params(
            @Doc("Name of the zone: Europe/Berlin.")
            @Matches(value = "[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*", expected = "a name such as Europe/Berlin")
            Optional<String> name,

            @Doc("Which time the hardware clock has: UTC or local. Holds from the next boot, or the next time"
                    + " the clock is set.")
            @Alias("rtc")
            @Matches(value = "UTC|local", expected = "UTC or local")
            Optional<String> hwclock) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "timezone",
                    "Sets the time zone, and which time the hardware clock has.",
                    Params.class,
                    new Example("absent", "rm -f /etc/localtime", "name: Etc/UTC\n"),
                    new Example(
                            "drifted",
                            "ln -sfn /usr/share/zoneinfo/Etc/GMT /etc/localtime; echo Etc/GMT >/etc/timezone",
                            "name: Etc/UTC\n"),
                    new Example(
                            "right",
                            "ln -sfn ../usr/share/zoneinfo/Etc/UTC /etc/localtime; echo Etc/UTC >/etc/timezone",
                            "name: Etc/UTC\nhwclock: UTC\n"),
                    new Example("a clock with local time", "rm -f /etc/adjtime", "hwclock: local\n"))
            .alias("community.general.timezone")
            .insteadOf(new Program("timedatectl", "^(?!.*set-(timezone|local-rtc))"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>();
        params.name().ifPresent(name -> {
            keys.add(Files.withoutDigest(LINK));
            keys.add(Files.withoutDigest(ZONES + name));
            keys.addAll(file(NAME).probes());
        });
        params.hwclock().ifPresent(time -> keys.addAll(file(CLOCK).probes()));
        return keys;
    }

    private static EditedFile file(String path) {
        return new EditedFile(path, true, false, WantedAttributes.of("root", 0644), Replacing.WHOLE);
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        List<Function<Knowledge, Plan>> steps = new ArrayList<>();
        params.name().ifPresent(name -> {
            steps.add(now -> zone(name, now));
            steps.add(now -> file(NAME).missing(now)
                    ? Plan.UNCHANGED
                    : file(NAME).plan(now, text -> text.strip().equals(name) ? text : name + "\n"));
        });
        params.hwclock().ifPresent(time -> steps.add(now -> file(CLOCK).plan(now, text -> clock(text, time))));
        return Steps.inOrder(known, steps);
    }

    private static Plan zone(String name, Knowledge known) {
        return ResolvedPath.plan(ZONES + name, known, (path, found) -> switch (found) {
            case FileState.Regular zone -> Plan.on(known.of(Files.withoutDigest(LINK)), link -> link(name, link));
            case FileState.Directory directory ->
                new Plan.Rejected(name + " is a directory of zones; name one of them, as in Europe/Berlin: ls " + path);
            case FileState none ->
                new Plan.Rejected("the host knows no zone " + name
                        + "; check the name, and that the package tzdata is installed");
        });
    }

    private static Plan link(String name, FileState link) {
        boolean right = link instanceof FileState.Symlink(String target)
                && (target.equals(ZONES + name) || Paths.target(LINK, target).endsWith("/.." + ZONES + name));
        return right
                ? Plan.UNCHANGED
                : new Plan.Change("set the time zone to " + name, new Action.Link(LINK, ZONES + name));
    }

    /** The third line tells; a clock without a file has UTC. */
    private static String clock(String text, String time) {
        List<String> lines = TextLines.of(text);
        lines.addAll(FRESH.subList(Math.min(lines.size(), FRESH.size()), FRESH.size()));
        String wanted = time.equals("local") ? "LOCAL" : time;
        if (lines.get(2).strip().equals(wanted)) {
            return text;
        }
        lines.set(2, wanted);
        return TextLines.joined(lines, text);
    }
}
