package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.files.ResolvedPath;
import play.files.Steps;
import play.host.Effect;
import play.host.FileScript;
import play.host.FileState;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.files.SecurityContext.Label;
import play.param.Alias;
import play.param.Doc;
import play.param.Matches;
import play.value.Foreseen;

/** What a file carries beside owner, group and mode: parameters that all modules of files have in common. */
public record FileLabels(
        @Doc("Attributes of the file system, by the letters of chattr: +i sets, -i takes away, and i, or =i, leaves no"
                + " other that can be set. An empty text leaves them as they are.")
        @Alias("attr")
        @Matches(
                value = "|[+=-]?[aAcCdDFijmPsStTux]+",
                expected = "letters of chattr, with + or - before them: one of aAcCdDFijmPsStTux each")
        Optional<String> attributes,

        @Doc("User of the SELinux context; _default is that of the policy. Nothing is done where the host has no"
                + " SELinux.")
        @Matches(value = FileLabels.PART, expected = FileLabels.A_PART)
        Optional<String> seuser,

        @Doc("Role of the SELinux context, likewise.") @Matches(value = FileLabels.PART, expected = FileLabels.A_PART)
        Optional<String> serole,

        @Doc("Type of the SELinux context, likewise.") @Matches(value = FileLabels.PART, expected = FileLabels.A_PART)
        Optional<String> setype,

        @Doc("Level (range) of the SELinux context, likewise.")
        @Matches(value = FileLabels.PART, expected = FileLabels.A_PART)
        Optional<String> selevel) {
    static final String PART = "[A-Za-z0-9_][A-Za-z0-9_.,:-]*";
    static final String A_PART = "a part of an SELinux context, such as httpd_sys_content_t, or _default";

    /** What a task asks for that says nothing of them. */
    public static final FileLabels ANY =
            new FileLabels(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What chattr can set. */
    private static final String SETTABLE = "[aAcCdDFijmPsStTux]";

    /** What chattr of any age can take away. */
    private static final String INHERITED = "aAcCdDijsStTu";

    private static final Pattern FLAGS = Pattern.compile("([+=-]?)(.*)");

    /** A step for one path, of what was known before the plan that it comes after. */
    private record At(String path, boolean directory, boolean fresh, Knowledge known) {
        Plan.Change change(String title, String command, Effect effect) {
            String script = FileScript.enter(path) + FileScript.reach(directory) + command;
            return new Plan.Change(title, new Action.Run(title, Script.of(script), List.of(effect)));
        }

        /** The state before the step; nothing is known of what the plan makes. */
        <S extends HostState> Plan on(StateKey<S> key, Function<S, Plan> plan) {
            boolean rewritten = !fresh
                    && known.of(key) instanceof Observed.Known<S>(var state, Certainty how)
                    && how != Certainty.FORESEEN
                    && ExistingPath.isForeseen(path, known);
            return rewritten
                    ? new Plan.Undetermined("an earlier task changes " + path + ", and what its "
                            + key.family().name() + " will be is known after the run")
                    : Plan.on(known.of(key), plan);
        }
    }

    /** Whether anything is to be set. */
    boolean areAsked() {
        return flags().isPresent() || asksForContext();
    }

    private Optional<String> flags() {
        return attributes.filter(letters -> !letters.isEmpty());
    }

    private List<Optional<String>> context() {
        return List.of(seuser, serole, setype, selevel);
    }

    private boolean asksForContext() {
        return context().stream().anyMatch(Optional::isPresent);
    }

    public List<StateKey<?>> probes(String path) {
        List<StateKey<?>> keys = new ArrayList<>();
        if (flags().isPresent()) {
            keys.add(FileFlags.at(path));
        }
        if (asksForContext()) {
            keys.add(SecurityContext.at(path));
        }
        return keys;
    }

    /**
     * A plan, and then these for what it leaves at a path, or where a link there leads, and for directories that it
     * makes on the way.
     *
     * @param known before the plan
     */
    Plan after(Plan plan, String path, Knowledge known) {
        if (!areAsked()) {
            return plan;
        }
        List<Function<Knowledge, Plan>> steps = new ArrayList<>(List.of(now -> plan));
        made(plan)
                .filter(made -> !made.equals(path))
                .forEach(made -> steps.add(now -> labelled(new At(made, true, true, known))));
        steps.add(now -> resolved(path, plan, known, now));
        return Steps.inOrder(known, steps);
    }

    /** Directories that are made. */
    private static Stream<String> made(Plan plan) {
        return plan instanceof Plan.Change(String title, List<Action> actions)
                ? actions.stream()
                        .filter(Action.MakeDirectory.class::isInstance)
                        .map(action -> ((Action.MakeDirectory) action).path())
                : Stream.of();
    }

    private static boolean writes(Plan plan, String path) {
        return plan instanceof Plan.Change(String title, List<Action> actions)
                && actions.stream()
                        .anyMatch(action -> action instanceof Action.WriteFile write
                                && write.path().equals(path));
    }

    private Plan resolved(String path, Plan plan, Knowledge before, Knowledge now) {
        return ResolvedPath.plan(path, now, (at, found) -> switch (found) {
            case FileState.Directory directory ->
                labelled(new At(at, true, made(plan).anyMatch(at::equals), before));
            case FileState.Regular file -> labelled(new At(at, false, writes(plan, at), before));
            // What is not there is left so, by whoever wants that.
            case FileState.Absent absent -> Plan.UNCHANGED;
            case FileState other ->
                new Plan.Rejected(at + " is " + other.described() + ", which gets no attributes or SELinux context");
        });
    }

    private Plan labelled(At at) {
        List<StateKey<?>> missing = probes(at.path()).stream()
                .filter(key -> !at.known().has(key))
                .<StateKey<?>>map(key -> key)
                .toList();
        if (!missing.isEmpty()) {
            return new Plan.Needs(missing);
        }
        return Steps.inOrder(
                at.known(),
                List.of(
                        now -> asksForContext()
                                ? at.on(SecurityContext.at(at.path()), state -> context(state, at))
                                : Plan.UNCHANGED,
                        now -> flags().map(flags -> at.on(FileFlags.at(at.path()), state -> flags(flags, state, at)))
                                .orElse(Plan.UNCHANGED)));
    }

    private Plan context(SecurityContext state, At at) {
        if (!(state instanceof SecurityContext.On(Label there, Label policy))) {
            return Plan.UNCHANGED;
        }
        Label present = at.fresh() ? Label.unknown("the policy gives it when it is made") : there;
        List<Foreseen<String>> after = new ArrayList<>();
        StringBuilder options = new StringBuilder();
        for (int i = 0; i < context().size(); i++) {
            Foreseen<String> now = present.parts().get(i);
            Foreseen<String> wanted =
                    wanted(context().get(i), now, policy.parts().get(i));
            if (wanted instanceof Foreseen.Later<String>(String why)
                    && context().get(i).isPresent()) {
                return new Plan.Rejected(
                        "the SELinux context of " + at.path() + " cannot be that of the policy: " + why);
            }
            if (!wanted.equals(now) && wanted instanceof Foreseen.Exactly<String>(String part)) {
                options.append(" -").append("urtl".charAt(i)).append(' ').append(ShellWords.quote(part));
            }
            after.add(wanted);
        }
        Label label = new Label(after.get(0), after.get(1), after.get(2), after.get(3));
        return options.isEmpty()
                ? Plan.UNCHANGED
                : at.change(
                        "set the SELinux context of " + at.path(),
                        "chcon" + options + " -- \"$f\"\n",
                        new Effect.Sets<>(SecurityContext.at(at.path()), new SecurityContext.On(label, policy)));
    }

    private static Foreseen<String> wanted(Optional<String> part, Foreseen<String> now, Foreseen<String> policy) {
        return part.map(text -> text.equals("_default") ? policy : new Foreseen.Exactly<>(text))
                .orElse(now);
    }

    /** A file that takes the place of another gets what that had, too. */
    private static Plan flags(String wanted, FileFlags state, At at) {
        Foreseen<String> present = state instanceof FileFlags.Of(Foreseen<String> letters)
                ? letters
                : new Foreseen.Later<>("what a new file has is known after the run");
        Foreseen<String> after = present.map(letters -> applied(wanted, letters));
        if (!at.fresh() && after instanceof Foreseen.Exactly<String> && after.equals(present)) {
            return Plan.UNCHANGED;
        }
        String options = after instanceof Foreseen.Exactly<String>(String letters)
                ? (at.fresh() ? whole(letters) : change(String.valueOf(present), letters))
                : ofNew(wanted);
        // chattr takes no descriptor of a file, so its name must be one that nobody else can give to another.
        String command = at.directory()
                ? "chattr" + options + " -- \"$f\"\n"
                : "play_judge \"${n#./}\"\n[ -z \"$theirs\" ] || play_fail \"the attributes of $p are not set: others"
                        + " may change its directory, and put another file there meanwhile\"\nchattr" + options
                        + " -- \"$n\"\n";
        return at.change(
                "set the attributes of " + at.path(),
                command,
                new Effect.Sets<>(FileFlags.at(at.path()), new FileFlags.Of(after)));
    }

    /** The letters that are there once a task's have been set or taken away. */
    private static String applied(String wanted, String letters) {
        Matcher flags = FLAGS.matcher(wanted);
        if (!flags.matches()) {
            return letters;
        }
        return switch (flags.group(1)) {
            case "+" -> FileFlags.sorted(letters + flags.group(2));
            case "-" -> letters.replaceAll("[" + flags.group(2) + "]", "");
            default -> FileFlags.sorted(letters.replaceAll(SETTABLE, "") + flags.group(2));
        };
    }

    private static String change(String old, String letters) {
        return difference("+", letters, old) + difference("-", old, letters);
    }

    /** All that can be set. {@code =} would take away what chattr is not to touch, such as extents. */
    private static String whole(String letters) {
        String settable = letters.replaceAll(SETTABLE.replace("[", "[^"), "");
        return difference("+", settable, "") + difference("-", INHERITED, settable);
    }

    /** For a file of which nothing is known. */
    private static String ofNew(String wanted) {
        return wanted.matches("[+-].*") ? " " + wanted : whole(wanted.replace("=", ""));
    }

    private static String difference(String sign, String of, String without) {
        String more = without.isEmpty() ? of : of.replaceAll("[" + without + "]", "");
        return more.isEmpty() ? "" : " " + sign + more;
    }
}
