package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.files.ResolvedPath;
import play.files.Steps;
import play.host.Effect;
import play.host.FileScript;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.value.Foreseen;

/** When a file was read and written last, as far as a task asks for it. */
public record WantedTimes(
        @Doc("Time of the last access: preserve leaves it alone, now is the time of the task, so that each run is a"
                + " change; else a time in the host's time zone, written as access_time_format says. Whoever reads the"
                + " file sets it anew.")
        @Default("preserve")
        String accessTime,

        @Doc("How access_time is written, of %Y, %y, %m, %d, %j, %H, %I, %p, %M, %S, %b and %B.")
        @Default(WantedTimes.FORMAT)
        String accessTimeFormat,

        @Doc("Time of the last change of the content: preserve, now, or a time, as access_time.") @Default("preserve")
        String modificationTime,

        @Doc("How modification_time is written.") @Default(WantedTimes.FORMAT)
        String modificationTimeFormat) {
    static final String FORMAT = "%Y%m%d%H%M.%S";

    private static final String LATER = "the time of the task is known after the run";

    /** Whether any is to be set. */
    boolean areAsked() {
        return Stream.of(access(), modification()).anyMatch(time -> !(time instanceof PointInTime.Kept));
    }

    private PointInTime access() {
        return PointInTime.of(accessTime, accessTimeFormat).orElseThrow();
    }

    private PointInTime modification() {
        return PointInTime.of(modificationTime, modificationTimeFormat).orElseThrow();
    }

    List<Binding.Fault> faults() {
        return Stream.of(
                        fault("access_time", accessTime, accessTimeFormat),
                        fault("modification_time", modificationTime, modificationTimeFormat))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Binding.Fault> fault(String name, String time, String format) {
        Optional<String> ofFormat = PointInTime.fault(format);
        if (ofFormat.isPresent()) {
            return Optional.of(new Binding.Fault(name + "_format", ofFormat.get()));
        }
        return PointInTime.of(time, format).isPresent()
                ? Optional.empty()
                : Optional.of(new Binding.Fault(
                        name, "must be preserve, now, or a time written as " + format + ", not '" + time + "'"));
    }

    /** What is to be known of a path to {@link #plan} for it. */
    List<StateKey<?>> probes(String path) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(Files.withoutDigest(path), FileTimes.at(path)));
        Stream.of(access(), modification()).forEach(time -> {
            if (time instanceof PointInTime.At at) {
                keys.add(LocalTime.of(at));
            }
        });
        return keys;
    }

    /**
     * A plan, and then these times for what it leaves at a path, or where a link there leads.
     *
     * @param known before the plan
     */
    Plan after(Plan plan, String path, Knowledge known) {
        return areAsked() ? Steps.inOrder(known, List.of(now -> plan, now -> resolved(path, known, now))) : plan;
    }

    private Plan resolved(String path, Knowledge before, Knowledge now) {
        return ResolvedPath.plan(path, now, (at, found) -> switch (found) {
            case FileState.Directory directory -> plan(at, true, before);
            case FileState.Regular file -> plan(at, false, before);
            case FileState other -> new Plan.Rejected(at + " is " + other.described() + ", whose times are not set");
        });
    }

    private Plan plan(String at, boolean directory, Knowledge known) {
        if (!known.has(FileTimes.at(at))) {
            return new Plan.Needs(probes(at));
        }
        return Plan.on(known.of(FileTimes.at(at)), times -> switch (times) {
            case FileTimes.None none -> {
                Foreseen<Long> made = new Foreseen.Later<>("when " + at + " is made is known after the run");
                yield set(at, directory, new FileTimes.Of(made, made), known);
            }
            case FileTimes.Of of -> isRewritten(at, known) ? rewritten(at) : set(at, directory, of, known);
        });
    }

    private static Plan rewritten(String at) {
        return new Plan.Undetermined("an earlier task changes " + at + ", and when is known after the run");
    }

    private Plan set(String at, boolean directory, FileTimes.Of present, Knowledge known) {
        try {
            FileTimes.Of wanted = new FileTimes.Of(
                    wanted(access(), present.access(), known), wanted(modification(), present.modification(), known));
            boolean isNow = Stream.of(access(), modification()).anyMatch(time -> time instanceof PointInTime.Now);
            if (!isNow && wanted.equals(present)) {
                return Plan.UNCHANGED;
            }
            String title = "set the times of " + at;
            Script script = Script.of(FileScript.enter(at) + FileScript.reach(directory) + commands(wanted));
            return new Plan.Change(
                    title, new Action.Run(title, script, List.of(new Effect.Sets<>(FileTimes.at(at), wanted))));
        } catch (Hindered hindered) {
            return hindered.plan();
        }
    }

    /** Whether the times may not be those that will be there: a time of the task is set whatever they are. */
    private boolean isRewritten(String at, Knowledge known) {
        return Stream.of(access(), modification()).noneMatch(time -> time instanceof PointInTime.Now)
                && known.of(FileTimes.at(at)) instanceof Observed.Known<FileTimes>(FileTimes times, Certainty how)
                && (how == Certainty.FORESEEN
                        ? times instanceof FileTimes.Of(var access, var written)
                                && (isOpen(access(), access) || isOpen(modification(), written))
                        : ExistingPath.isForeseen(at, known));
    }

    /** Whether a time that is asked for may be another one by then. */
    private static boolean isOpen(PointInTime wanted, Foreseen<Long> there) {
        return !(wanted instanceof PointInTime.Kept) && there instanceof Foreseen.Later;
    }

    private static Foreseen<Long> wanted(PointInTime time, Foreseen<Long> present, Knowledge known) throws Hindered {
        return switch (time) {
            case PointInTime.Kept kept -> present;
            case PointInTime.Now now -> new Foreseen.Later<>(LATER);
            case PointInTime.At at ->
                switch (known.of(LocalTime.of(at))) {
                    case Observed.Unknown<LocalTime>(String why) -> throw new Hindered(new Plan.Undetermined(why));
                    case Observed.Known<LocalTime>(LocalTime local, var how) -> new Foreseen.Exactly<>(local.seconds());
                };
        };
    }

    /** Both at once need no more than the right to write, where both are the time of the task. */
    private String commands(FileTimes.Of wanted) {
        String access = touch("-a", access(), wanted.access());
        String modification = touch("-m", modification(), wanted.modification());
        return access() instanceof PointInTime.Now && modification() instanceof PointInTime.Now
                ? "touch -c -- \"$f\"\n"
                : access + modification;
    }

    private static String touch(String which, PointInTime time, Foreseen<Long> seconds) {
        return switch (time) {
            case PointInTime.Kept kept -> "";
            case PointInTime.Now now -> "touch -c " + which + " -- \"$f\"\n";
            case PointInTime.At at -> "touch -c " + which + " -d @" + seconds.orUnknown() + " -- \"$f\"\n";
        };
    }
}
