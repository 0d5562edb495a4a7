package play.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import play.console.Line;
import play.diag.Printable;
import play.diag.Suggestions;
import play.load.AdHocTask;
import play.source.SourceFile;

/** A console from its first line to its last: what is switched on, the pattern, the tasks. */
final class ConsoleSession {
    /** The words behind a colon, and what they do. */
    static final Map<String, String> ORDERS = orders();

    /** It is not run where the hosts of a pattern are only listed. */
    private static final Line.Call PING = new Line.Call("ping", "");

    private final Arguments arguments;
    private final Terminal terminal;
    private final ConsoleInput input;
    private final Secrets secrets;
    private final ToldWarnings told;
    private final Set<Switch> on = EnumSet.noneOf(Switch.class);
    private String pattern;
    private int code;

    /** What an order switches on and off. */
    private enum Switch {
        CHECK("--check"),
        DIFF("--diff"),
        BECOME("--become");

        private final String option;

        Switch(String option) {
            this.option = option;
        }

        private String word() {
            return option.substring(2);
        }
    }

    /**
     * @param arguments options of {@code play exec}, and a pattern at most
     * @param told warnings that the person at the console knows
     */
    ConsoleSession(Arguments arguments, Terminal terminal, ConsoleInput input, Secrets secrets, ToldWarnings told) {
        this.secrets = secrets;
        this.told = told;
        this.arguments = arguments;
        this.terminal = terminal;
        this.input = input;
        this.pattern = arguments.rest().stream().findFirst().orElse("all");
        Stream.of(Switch.values()).filter(flag -> arguments.has(flag.option)).forEach(on::add);
    }

    private static Map<String, String> orders() {
        Map<String, String> orders = new LinkedHashMap<>();
        orders.put("help", "Show this; ':help MODULE' shows the documentation of a module.");
        orders.put("pattern", "':pattern web:db' makes the next tasks run on these hosts.");
        orders.put("hosts", "List the hosts of the pattern.");
        orders.put("check", "Switch the dry run on or off.");
        orders.put("diff", "Switch on or off that changes of files are shown.");
        orders.put("become", "Switch on or off that tasks become another user.");
        orders.put("quit", "End the console, as Ctrl-D does.");
        return new TreeMap<>(orders);
    }

    /** The exit code of the last task. */
    int run() throws UsageException {
        Optional<String> typed = input.next(prompt());
        while (typed.isPresent() && goesOn(Line.of(typed.get()))) {
            terminal.out().flush();
            terminal.err().flush();
            typed = input.next(prompt());
        }
        return code;
    }

    private String prompt() {
        List<String> flags = on.stream().map(Switch::word).toList();
        return Printable.line(pattern) + (flags.isEmpty() ? "" : " [" + String.join(", ", flags) + "]") + "> ";
    }

    private boolean goesOn(Line line) {
        try {
            switch (line) {
                case Line.Blank() -> {}
                case Line.Order(String word, String rest) -> {
                    return obeys(word, rest);
                }
                case Line.Call task -> code = exec(task);
            }
        } catch (UsageException e) {
            say(String.valueOf(e.getMessage()));
            code = Main.USAGE;
        } catch (InterruptedException e) {
            code = Interruptions.CODE;
        }
        return true;
    }

    private void say(String words) {
        terminal.err().println("play: " + Printable.lines(words, "  "));
    }

    /** Whether the console goes on after an order. */
    private boolean obeys(String word, String rest) throws UsageException, InterruptedException {
        switch (word) {
            case "quit", "exit", "q" -> {
                return false;
            }
            case "help" -> help(rest);
            case "hosts" -> exec(PING, ExecCommand.LIST_HOSTS.name());
            case "pattern" -> aim(rest);
            default -> flip(word);
        }
        return true;
    }

    private void help(String module) throws UsageException {
        if (module.isEmpty()) {
            terminal.out().println("MODULE k=v …     run a task; 'MODULE {k: v}' takes YAML, which may go over lines");
            ORDERS.forEach((word, purpose) -> terminal.out().printf(":%-15s %s%n", word, purpose));
            return;
        }
        DocCommand doc = new DocCommand();
        List<String> words = new ArrayList<>(options(doc.options()));
        words.add(module);
        doc.run(Arguments.parse(words, doc.options()), terminal);
    }

    /** A pattern that is wrong is told of, and not taken. */
    private void aim(String given) throws UsageException, InterruptedException {
        String before = pattern;
        pattern = given.isEmpty() ? "all" : given;
        if (exec(PING, ExecCommand.LIST_HOSTS.name(), Loaded.STRICT_HOSTS.name()) != 0) {
            pattern = before;
        }
    }

    private void flip(String word) throws UsageException {
        Switch flag = Stream.of(Switch.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new UsageException("there is no order ':" + word + "'; ':help' lists them."
                        + Suggestions.hint(word, ORDERS.keySet())));
        if (!on.remove(flag)) {
            on.add(flag);
        }
        terminal.out().println(word + " is " + (on.contains(flag) ? "on" : "off"));
    }

    private int exec(Line.Call task, String... further) throws UsageException, InterruptedException {
        List<Option> options = new ExecCommand().options();
        List<String> words = new ArrayList<>(List.of(further));
        words.addAll(options(options.stream()
                .filter(option -> Stream.of(Switch.values()).noneMatch(flag -> flag.option.equals(option.name())))
                .toList()));
        on.forEach(flag -> words.add(flag.option));
        AdHocTask typed = new AdHocTask(
                new SourceFile("PATTERN", pattern),
                new SourceFile("MODULE", task.module()),
                new SourceFile("PARAMETERS", task.arguments()));
        return ExecCommand.run(Arguments.parse(words, options), typed, terminal, secrets, told);
    }

    /** Those of the console's options that a command has too. */
    private List<String> options(List<Option> wanted) {
        List<String> words = arguments.words(wanted);
        return words.subList(0, words.indexOf("--"));
    }
}
