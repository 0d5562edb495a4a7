package play.cli;

import java.util.List;
import java.util.stream.Collectors;

/** The texts of {@code --help}. */
final class Help {
    /** Chars that the names of an option have room for. */
    private static final int COLUMN = 34;

    private Help() {}

    static String overview() {
        String commands = Commands.names().stream()
                .map(name -> "  %-11s %s%n".formatted(name, Commands.purpose(name)))
                .collect(Collectors.joining());
        return """
            play: brings machines to a declared state over SSH.

            Usage: play COMMAND [options]

            %s
              --version  Show the version.
              --help     Show this; 'play COMMAND --help' shows a command's options.
            """.formatted(commands);
    }

    static String of(Command command) {
        List<String> lines = command.options().stream().map(Help::of).toList();
        return "Usage: play " + command.name() + " " + command.synopsis() + "\n\n" + command.purpose() + "\n\n"
                + String.join("", lines);
    }

    /** Names that are too long for their column have a line of their own. */
    private static String of(Option option) {
        String names = names(option);
        String between =
                names.length() <= COLUMN ? " ".repeat(COLUMN + 1 - names.length()) : "\n" + " ".repeat(COLUMN + 3);
        return "  " + names + between + option.help() + "\n";
    }

    private static String names(Option option) {
        return String.join(", ", option.names()) + (option.takesArgument() ? " " + option.argument() : "");
    }
}
