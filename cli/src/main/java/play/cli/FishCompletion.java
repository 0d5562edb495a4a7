package play.cli;

import java.util.List;
import java.util.stream.Collectors;

/** The script for fish: a line for each command and for each option. */
final class FishCompletion {
    private static final String HEAD = """
        # Completion of play for fish, made by 'play completion fish'.
        function __play_is
            set -l typed (commandline -opc)
            test (count $typed) -ge 2; and test $typed[2] = $argv[1]
        end

        function __play_has_no_command
            test (count (commandline -opc)) -eq 1
        end

        complete -c play -f
        complete -c play -n __play_has_no_command -l help -d 'Show the commands.'
        complete -c play -n __play_has_no_command -l version -d 'Show the version.'
        complete -c play -n __play_has_no_command -a help -d 'Show the options of a command.'
        """;

    private final List<CommandLines.Line> lines;

    FishCompletion(List<CommandLines.Line> lines) {
        this.lines = List.copyOf(lines);
    }

    String script() {
        String names = lines.stream().map(CommandLines.Line::name).collect(Collectors.joining(" "));
        return HEAD + "complete -c play -n '__play_is help' -a " + quoted(names) + "\n"
                + lines.stream().map(FishCompletion::command).collect(Collectors.joining());
    }

    private static String command(CommandLines.Line line) {
        String when = "complete -c play -n " + quoted("__play_is " + line.name());
        StringBuilder text = new StringBuilder(
                "complete -c play -n __play_has_no_command -a " + line.name() + " -d " + quoted(line.purpose()) + "\n");
        if (line.rest() instanceof Offer.Files) {
            text.append(when).append(" -F\n");
        }
        if (!line.words().isEmpty()) {
            text.append(when)
                    .append(" -a ")
                    .append(quoted(String.join(" ", line.words())))
                    .append('\n');
        }
        line.options()
                .forEach(option -> text.append(when).append(option(option)).append('\n'));
        return text.toString();
    }

    private static String option(CommandLines.OptionLine line) {
        String names = line.option().names().stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        return names + value(line) + " -d " + quoted(line.option().help());
    }

    private static String value(CommandLines.OptionLine line) {
        if (!line.option().takesArgument()) {
            return "";
        }
        return switch (line.value()) {
            case Offer.Files() -> " -r -F";
            case Offer.Directories() -> " -x -a '(__fish_complete_directories)'";
            case Offer.Words(List<String> words) -> " -x -a " + quoted(String.join(" ", words));
            case Offer.Nothing() -> " -x";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
