package play.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import play.diag.Suggestions;

/** The program {@code play}. */
public final class Main {
  private static final int USAGE = 2;
  private static final int MISTAKE = 250;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(Arrays.asList(arguments), Terminal.standard()));
  }

  static int run(List<String> words, Terminal terminal) {
    try {
      return dispatch(words, terminal);
    } catch (UsageException e) {
      terminal.err().println("play: " + e.getMessage());
      terminal.err().println("Try 'play --help'.");
      return USAGE;
    } catch (InterruptedException e) {
      return 99;
    } catch (RuntimeException e) {
      terminal.err().println("play: a mistake in play itself, please report it: " + e);
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
      case "--help", "-h", "help" -> {
        terminal.out().print(Help.overview());
        return 0;
      }
      default -> {
        return command(first, words.subList(1, words.size()), terminal);
      }
    }
  }

  private static int command(String name, List<String> words, Terminal terminal)
      throws UsageException, InterruptedException {
    Optional<Command> command = Commands.find(name);
    if (command.isEmpty()) {
      throw new UsageException("unknown command '" + name + "'." + Suggestions.hint(name, Commands.names()));
    }
    if (words.contains("--help") || words.contains("-h")) {
      terminal.out().print(Help.of(command.get()));
      return 0;
    }
    return command.get().run(Arguments.parse(words, command.get().options()), terminal);
  }
}
