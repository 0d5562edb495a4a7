package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import play.diag.Suggestions;

/** {@code play man [COMMAND]}: manual pages, made from what the commands declare. */
final class ManCommand implements Command {
    private static final Option ALL =
            Option.of("DIR", "Write the pages of all commands to this directory.", "--write-all");

    @Override
    public String name() {
        return "man";
    }

    @Override
    public String synopsis() {
        return """
            [COMMAND]
                   play man --write-all DIR

              play man run | man -l -    shows the page of 'play run'\
            """;
    }

    @Override
    public List<Option> options() {
        return List.of(ALL);
    }

    @Override
    public List<String> words() {
        return Commands.names();
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        Optional<Path> folder = arguments.path(ALL.name());
        if (arguments.rest().size() > (folder.isPresent() ? 0 : 1)) {
            throw new UsageException("'play man' takes one command, or --write-all");
        }
        if (folder.isPresent()) {
            writeAll(folder.get());
        } else if (arguments.rest().isEmpty()) {
            terminal.out().print(ManPage.overview());
        } else {
            String name = arguments.rest().getFirst();
            terminal.out()
                    .print(ManPage.of(Commands.find(name)
                            .orElseThrow(() -> new UsageException(
                                    "unknown command '" + name + "'." + Suggestions.hint(name, Commands.names())))));
        }
        return 0;
    }

    private static void writeAll(Path folder) throws UsageException {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("play.1"), ManPage.overview());
            for (Command command : Commands.all()) {
                Files.writeString(folder.resolve("play-" + command.name() + ".1"), ManPage.of(command));
            }
        } catch (IOException e) {
            throw new UsageException("the pages cannot be written to " + folder + ": " + FileFault.why(e));
        }
    }
}
