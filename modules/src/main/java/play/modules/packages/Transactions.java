package play.modules.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.host.Fields;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** What a package manager would do, asked of the manager itself. */
record Transactions(PackageTool tool) implements StateFamily<Transaction> {
    /** Starts the answer for one wish; {@code index exit-code} follow. */
    static final String MARK = "=transaction ";

    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final int LAST_LINES = 12;

    private static final Shape START = Shape.of(" ", "index code");

    /**
     * What is asked of the manager.
     *
     * @param verb {@code install}, {@code upgrade}, {@code remove} or {@code purge}
     * @param options further options of the manager
     * @param words packages in its spelling
     */
    record Wish(String verb, List<String> options, List<String> words) {
        Wish {
            options = List.copyOf(options);
            words = List.copyOf(words);
        }

        boolean removes() {
            return verb.equals("remove") || verb.equals("purge");
        }

        /** What names it as a key. */
        String id() {
            return Stream.of(List.of(verb), options, List.of("--"), words)
                    .flatMap(List::stream)
                    .map(word -> word.replace("%", "%25").replace(" ", "%20"))
                    .collect(Collectors.joining(" "));
        }

        static Wish of(String id) {
            List<String> all = Stream.of(id.split(" "))
                    .map(word -> word.replace("%20", " ").replace("%25", "%"))
                    .toList();
            int end = all.indexOf("--");
            return new Wish(all.getFirst(), all.subList(1, end), all.subList(end + 1, all.size()));
        }
    }

    /** A script that tries each wish by the shell function {@code would}, which {@code start} defines. */
    static Script simulation(String start, List<Wish> wishes, Function<Wish, String> arguments) {
        StringBuilder script = new StringBuilder(start);
        for (int i = 0; i < wishes.size(); i++) {
            script.append("would ")
                    .append(i)
                    .append(' ')
                    .append(arguments.apply(wishes.get(i)))
                    .append('\n');
        }
        return Script.of(script + "exit 0\n").within(Duration.ofMinutes(5));
    }

    /** A transaction of these steps, by name: the version that is there afterwards, none where a package goes. */
    static Transaction feasible(Map<String, Optional<String>> steps) {
        return new Transaction.Feasible(steps.entrySet().stream()
                .map(step -> new Transaction.Step(step.getKey(), step.getValue()))
                .toList());
    }

    /** One that cannot be, in the last words of the manager. */
    static Transaction refused(List<String> lines, List<String> unknown) {
        List<String> words = lines.stream().filter(line -> !line.isBlank()).toList();
        String last = String.join("\n", words.subList(Math.max(0, words.size() - LAST_LINES), words.size()));
        return new Transaction.Refused(last, unknown, List.of());
    }

    /**
     * Runs a command whose output goes to a file: a pipe would stay open as long as any process that a package leaves
     * running.
     *
     * @param before shell that the command needs
     * @param stamp path of a file that is touched afterwards; empty for none
     */
    static Script quietly(String before, String command, String stamp) {
        String script = "export LC_ALL=C\nlog=$(mktemp) || exit 1\ntrap 'rm -f \"$log\"' EXIT\n" + before + command
                + " >\"$log\" 2>&1 </dev/null || { tail -n " + LAST_LINES + " \"$log\" >&2; exit 1; }\n";
        String stamped = stamp.isEmpty() ? "" : "mkdir -p \"${stamp%/*}\" && touch \"$stamp\"\n";
        return Script.of("stamp=" + stamp + "\n" + script + stamped).within(PATIENCE);
    }

    static Script quietly(String command, String stamp) {
        return quietly("", command, stamp);
    }

    StateKey<Transaction> at(Wish wish) {
        return key(wish.id());
    }

    @Override
    public String name() {
        return "package-transaction";
    }

    @Override
    public Class<Transaction> type() {
        return Transaction.class;
    }

    @Override
    public Place under() {
        return Place.below("/var", "/usr", "/etc");
    }

    @Override
    public Script read(List<StateKey<Transaction>> keys) {
        return tool.simulate(keys.stream().map(key -> Wish.of(key.id())).toList());
    }

    @Override
    public Told<Transaction> told(List<StateKey<Transaction>> keys, ScriptResult result) throws UnknownStateException {
        Map<Integer, Section> sections = new HashMap<>();
        List<String> section = new ArrayList<>();
        for (String line : result.lines()) {
            if (line.startsWith(MARK)) {
                Fields start = START.read(line.substring(MARK.length()));
                section = new ArrayList<>();
                sections.put(start.index("index", keys.size()), new Section((int) start.number("code"), section));
            } else {
                section.add(line);
            }
        }
        return (index, id) -> {
            Section told = sections.get(index);
            if (told == null) {
                throw result.unknown(tool.command() + " does not tell what it would do");
            }
            return tool.read(Wish.of(id), told.exitCode(), told.lines());
        };
    }

    /** What the manager said of one wish. */
    private record Section(int exitCode, List<String> lines) {}
}
