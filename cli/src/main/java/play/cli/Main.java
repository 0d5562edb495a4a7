package play.cli;

import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import play.diag.Printable;
import play.diag.Suggestions;

/** The program {@code play}. */
public final class Main {
    /** The exit code of a command line that says nothing that can be done. */
    static final int USAGE = 2;

    /** The exit code of an internal error in {@code play}. */
    static final int MISTAKE = 250;

    private Main() {}

    public static void main(String[] arguments) {
        Interruptions.end();
        System.exit(run(Arrays.asList(arguments), Terminal.standard()));
    }

    static int run(List<String> words, Terminal terminal) {
        try {
            return dispatch(words, terminal);
        } catch (UsageException e) {
            return misused(e, terminal, USAGE);
        } catch (InterruptedException e) {
            return Interruptions.CODE;
        } catch (OutOfMemoryError e) {
            terminal.err()
                    .println("play: out of memory; JAVA_TOOL_OPTIONS=-Xmx4g gives it 4 GiB, for"
                            + " example: "
                            + e.getMessage());
            return MISTAKE;
        } catch (InvalidPathException e) {
            terminal.err()
                    .println("play: no file can be called '" + Printable.lines(e.getInput(), "  ") + "' here: "
                            + e.getReason() + ". Is the locale, such as LC_ALL, one with UTF-8?");
            return USAGE;
        } catch (RuntimeException | Error e) {
            terminal.err()
                    .println("play: internal error in play, please report it: " + Printable.lines(e.toString(), "  "));
            if (System.getenv("PLAY_DEBUG") != null) {
                e.printStackTrace(terminal.err());
            }
            return MISTAKE;
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    private static int dispatch(List<String> words, Terminal terminal) throws UsageException, InterruptedException {
        String first = words.isEmpty() ? "--help" : words.getFirst();
        switch (first) {
            case "--version", "-V", "version" -> {
                terminal.out().println("play " + Version.NUMBER);
                return 0;
            }
            case "--help", "-h" -> {
                terminal.out().print(Help.overview());
                return 0;
            }
            case "help" -> {
                return help(words.subList(1, words.size()), terminal);
            }
            default -> {
                return command(first, words.subList(1, words.size()), terminal);
            }
        }
    }

    private static int help(List<String> names, Terminal terminal) throws UsageException {
        if (names.isEmpty()) {
            terminal.out().print(Help.overview());
        }
        for (String name : names) {
            terminal.out().print(Help.of(find(name)));
        }
        return 0;
    }

    private static int command(String name, List<String> words, Terminal terminal)
            throws UsageException, InterruptedException {
        Command command = find(name);
        if (words.contains("--help") || words.contains("-h")) {
            terminal.out().print(Help.of(command));
            return 0;
        }
        try {
            return command.run(Arguments.parse(words, command.options()), terminal);
        } catch (UsageException e) {
            return misused(e, terminal, command.usageCode());
        }
    }

    private static int misused(UsageException e, Terminal terminal, int code) {
        terminal.err().println("play: " + Printable.lines(String.valueOf(e.getMessage()), "  "));
        terminal.err().println("Try 'play --help'.");
        return code;
    }

    private static Command find(String name) throws UsageException {
        Optional<Command> command = Commands.find(name);
        if (command.isEmpty()) {
            String hint = name.matches(".*\\.ya?ml")
                    ? " Playbooks are run by 'play run'."
                    : Suggestions.hint(name, Commands.names());
            throw new UsageException("unknown command '" + name + "'." + hint);
        }
        return command.get();
    }
}
