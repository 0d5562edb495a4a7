package play.cli;

import java.util.List;
import java.util.stream.Collectors;

/** The texts of {@code --help}. */
final class Help {
  private Help() {}

  static String overview() {
    String commands =
        Commands.names().stream()
            .map(name -> "  %-8s %s%n".formatted(name, Commands.purpose(name)))
            .collect(Collectors.joining());
    return """
        play: brings machines to a declared state over SSH.

        Usage: play COMMAND [options]

        %s
          --version  Show the version.
          --help     Show this; 'play COMMAND --help' shows a command's options.
        """
        .formatted(commands);
  }

  static String of(Command command) {
    List<String> lines =
        command.options().stream().map(option -> "  %-34s %s%n".formatted(names(option), option.help())).toList();
    return "Usage: play " + command.name() + " " + command.synopsis() + "\n\n" + command.purpose() + "\n\n"
        + String.join("", lines);
  }

  private static String names(Option option) {
    return String.join(", ", option.names()) + (option.takesArgument() ? " " + option.argument() : "");
  }
}
