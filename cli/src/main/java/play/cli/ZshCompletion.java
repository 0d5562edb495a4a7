package play.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import play.host.ShellWords;

/** The script for zsh: a function that is loaded by its name, with what {@code _arguments} takes for each command. */
final class ZshCompletion {
    private static final String FUNCTION = """
        #compdef play
        # Completion of play for zsh, made by 'play completion zsh'.
        _play() {
          local curcontext=$curcontext state state_descr line
          typeset -A opt_args
          local -a commands
          commands=(
        %s  )
          _arguments -C '(- *)'{-h,--help}'[Show the commands.]' '(- *)--version[Show the version.]' \\
            '1:command:->command' '*::argument:->argument'
          case $state in
            command) _describe -t commands 'command of play' commands ;;
            argument)
              case $words[1] in
                help) _describe -t commands 'command of play' commands ;;
        %s      esac
              ;;
          esac
        }

        if [[ $funcstack[1] == _play ]]; then _play "$@"; else compdef _play play; fi
        """;

    private final List<CommandLines.Line> lines;

    ZshCompletion(List<CommandLines.Line> lines) {
        this.lines = List.copyOf(lines);
    }

    String script() {
        String names = lines.stream()
                .map(line -> "    " + ShellWords.quote(escaped(line.name()) + ":" + line.purpose()) + "\n")
                .collect(Collectors.joining());
        String commands = lines.stream().map(ZshCompletion::command).collect(Collectors.joining());
        return FUNCTION.formatted(names, commands);
    }

    private static String command(CommandLines.Line line) {
        List<String> specs = new ArrayList<>();
        line.options().forEach(option -> option.option().names().forEach(name -> specs.add(spec(option, name))));
        if (!line.words().isEmpty()) {
            specs.add(ShellWords.quote("1:word:(" + String.join(" ", line.words()) + ")"));
        }
        specs.add(ShellWords.quote("*:argument:" + action(rest(line))));
        return "        " + line.name() + ")\n          _arguments -s -S \\\n            "
                + String.join(" \\\n            ", specs) + "\n          ;;\n";
    }

    /** Where nothing but words is taken, any of the words may be one. */
    private static Offer rest(CommandLines.Line line) {
        return line.rest() instanceof Offer.Nothing && !line.words().isEmpty()
                ? new Offer.Words(line.words())
                : line.rest();
    }

    private static String spec(CommandLines.OptionLine line, String name) {
        Option option = line.option();
        String help = "[" + escaped(option.help()) + "]";
        if (!option.takesArgument()) {
            return ShellWords.quote("*" + name + help);
        }
        String joined = name.startsWith("--") ? "=" : "+";
        return ShellWords.quote(
                "*" + name + joined + help + ":" + escaped(option.argument()) + ":" + action(line.value()));
    }

    private static String action(Offer offer) {
        return switch (offer) {
            case Offer.Files() -> "_files";
            case Offer.Directories() -> "_files -/";
            case Offer.Words(List<String> words) -> "(" + String.join(" ", words) + ")";
            case Offer.Nothing() -> " ";
        };
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\[\\]:\\\\]", "\\\\$0");
    }
}
