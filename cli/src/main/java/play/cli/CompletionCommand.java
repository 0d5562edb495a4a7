package play.cli;

import java.util.List;
import play.diag.Suggestions;

/** {@code play completion SHELL}: the script by which a shell completes command lines of {@code play}. */
final class CompletionCommand implements Command {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String synopsis() {
        return """
            bash|zsh|fish

              bash   source <(play completion bash)
              zsh    play completion zsh > DIR/_play, where DIR is one of $fpath
              fish   play completion fish > ~/.config/fish/completions/play.fish\
            """;
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public List<String> words() {
        return SHELLS;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        if (arguments.rest().size() != 1) {
            throw new UsageException("'play completion' needs the name of a shell: " + String.join(", ", SHELLS));
        }
        String shell = arguments.rest().getFirst();
        terminal.out()
                .print(
                        switch (shell) {
                            case "bash" -> new BashCompletion(CommandLines.all()).script();
                            case "zsh" -> new ZshCompletion(CommandLines.all()).script();
                            case "fish" -> new FishCompletion(CommandLines.all()).script();
                            default ->
                                throw new UsageException("there is no completion for the shell '" + shell
                                        + "', but for " + String.join(", ", SHELLS) + "."
                                        + Suggestions.hint(shell, SHELLS));
                        });
        return 0;
    }
}
