package play.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import play.host.ShellWords;

/** The script for bash: one function, which finds what has been typed in tables. It starts no program. */
final class BashCompletion {
    private static final String FUNCTION = """
        # Sets options, words and rest to what the command $1 takes.
        _play_command() {
          options='' words='' rest=''
          case $1 in
        %s  esac
        }

        # Sets kind to what the option $2 of the command $1 takes: files, directories, words (in values), nothing; empty
        # for a flag.
        _play_value() {
          kind='' values=''
          case $1:$2 in
        %s  esac
        }

        _play_files() {
          compopt -o filenames 2>/dev/null
          mapfile -t COMPREPLY < <(compgen "$1" -- "$current")
        }

        _play_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current"); }

        _play() {
          local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
          local command=${COMP_WORDS[1]} options words rest kind values
          local commands=%s
          COMPREPLY=()
          if ((COMP_CWORD == 1)); then
            _play_words "$commands --help --version"
            return
          fi
          # The equals sign of --option=value is a word of its own.
          if [[ $current == = ]]; then
            current=''
          elif [[ $before == = ]]; then
            before=${COMP_WORDS[COMP_CWORD - 2]}
          fi
          if [[ $command == help ]]; then
            _play_words "$commands"
            return
          fi
          _play_value "$command" "$before"
          case $kind in
            files) _play_files -f ;;
            directories) _play_files -d ;;
            words) _play_words "$values" ;;
            nothing) ;;
            *)
              _play_command "$command"
              if [[ $current == -* ]]; then
                _play_words "$options"
              elif [[ $rest == files ]] && { [[ -z $words ]] || ((COMP_CWORD > 2)); }; then
                _play_files -f
              else
                _play_words "$words"
              fi
              ;;
          esac
        }

        complete -F _play play
        """;

    private final List<CommandLines.Line> lines;

    BashCompletion(List<CommandLines.Line> lines) {
        this.lines = List.copyOf(lines);
    }

    String script() {
        String names = lines.stream().map(CommandLines.Line::name).collect(Collectors.joining(" "));
        return "# Completion of play for bash, made by 'play completion bash'.\n"
                + FUNCTION.formatted(
                        lines.stream().map(BashCompletion::command).collect(Collectors.joining()),
                        lines.stream().map(BashCompletion::values).collect(Collectors.joining()),
                        ShellWords.quote(names + " help"));
    }

    private static String command(CommandLines.Line line) {
        List<String> options = line.options().stream()
                .flatMap(option -> option.option().names().stream())
                .toList();
        List<String> settings = new ArrayList<>(List.of("options=" + words(options)));
        if (!line.words().isEmpty()) {
            settings.add("words=" + words(line.words()));
        }
        if (line.rest() instanceof Offer.Files) {
            settings.add("rest=files");
        }
        return "    " + line.name() + ") " + String.join(" ", settings) + " ;;\n";
    }

    private static String words(List<String> words) {
        return ShellWords.quote(String.join(" ", words));
    }

    private static String values(CommandLines.Line line) {
        return line.options().stream()
                .filter(option -> option.option().takesArgument())
                .map(option -> "    "
                        + option.option().names().stream()
                                .map(name -> line.name() + ":" + name)
                                .collect(Collectors.joining(" | "))
                        + ") " + kind(option.value()) + " ;;\n")
                .collect(Collectors.joining());
    }

    private static String kind(Offer value) {
        return switch (value) {
            case Offer.Files() -> "kind=files";
            case Offer.Directories() -> "kind=directories";
            case Offer.Words(List<String> words) -> "kind=words values=" + words(words);
            case Offer.Nothing() -> "kind=nothing";
        };
    }
}
