package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import play.diag.Suggestions;

/** {@code play completion SHELL}: the script by which a shell completes command lines of {@code play}. */
final class CompletionCommand implements Command {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");
    private static final Option ALL = Option.of(
            "DIR", "Write the scripts of all shells, to where they are looked for below /usr/share.", "--write-all");

    /** Where packages of programs put their scripts, below {@code /usr/share}. */
    private static final Map<String, String> PLACES = Map.of(
            "bash", "bash-completion/completions/play",
            "zsh", "zsh/vendor-completions/_play",
            "fish", "fish/vendor_completions.d/play.fish");

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String synopsis() {
        return """
            bash|zsh|fish
                   play completion --write-all DIR

              bash   source <(play completion bash)
              zsh    play completion zsh > DIR/_play, where DIR is one of $fpath
              fish   play completion fish > ~/.config/fish/completions/play.fish\
            """;
    }

    @Override
    public List<Option> options() {
        return List.of(ALL);
    }

    @Override
    public List<String> words() {
        return SHELLS;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        Optional<Path> folder = arguments.path(ALL.name());
        if (arguments.rest().size() != (folder.isPresent() ? 0 : 1)) {
            throw new UsageException(
                    "'play completion' needs the name of a shell: " + String.join(", ", SHELLS) + "; or --write-all");
        }
        if (folder.isPresent()) {
            writeAll(folder.get());
        } else {
            terminal.out().print(script(arguments.rest().getFirst()));
        }
        return 0;
    }

    private static String script(String shell) throws UsageException {
        return switch (shell) {
            case "bash" -> new BashCompletion(CommandLines.all()).script();
            case "zsh" -> new ZshCompletion(CommandLines.all()).script();
            case "fish" -> new FishCompletion(CommandLines.all()).script();
            default ->
                throw new UsageException("there is no completion for the shell '" + shell + "', but for "
                        + String.join(", ", SHELLS) + "." + Suggestions.hint(shell, SHELLS));
        };
    }

    private static void writeAll(Path folder) throws UsageException {
        for (String shell : SHELLS) {
            Path file = folder.resolve(Objects.requireNonNull(PLACES.get(shell)));
            try {
                Files.createDirectories(file.resolveSibling(""));
                Files.writeString(file, script(shell));
            } catch (IOException e) {
                throw new UsageException("the script " + file + " cannot be written: " + FileFault.why(e));
            }
        }
    }
}
