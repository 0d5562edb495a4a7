package play.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.diag.Printable;
import play.diag.ProblemList;
import play.galaxy.Installation;
import play.source.FileNames;

/** {@code play galaxy install}: roles and collections that files of requirements name. */
final class GalaxyCommand implements Command {
    private static final Option REQUIREMENTS =
            Option.of("FILE", "What is to be installed. Repeatable.", "-r", "--role-file", "--requirements-file");
    private static final Option ROLES =
            Option.of("DIR", "Install roles there, instead of in ~/.ansible/roles.", "-p", "--roles-path");
    private static final Option COLLECTIONS =
            Option.of("DIR", "Install collections there, instead of in ~/.ansible/collections.", "--collections-path");
    private static final Option SERVER =
            Option.of("URL", "The Galaxy server (https://galaxy.ansible.com).", "-s", "--server");
    private static final Option FORCE = Option.flag("Replace what is there and was not installed so.", "-f", "--force");
    private static final Option UPDATE = Option.flag("Look for newer versions than the lock has.", "--update");
    private static final int FAILED = 1;

    @Override
    public String name() {
        return "galaxy";
    }

    @Override
    public String synopsis() {
        return "install -r FILE [options]";
    }

    @Override
    public List<Option> options() {
        return List.of(REQUIREMENTS, ROLES, COLLECTIONS, SERVER, FORCE, UPDATE, Loaded.ALL_PROBLEMS);
    }

    @Override
    public List<String> words() {
        return List.of("install");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        List<String> names = arguments.all(REQUIREMENTS.name());
        if (!arguments.rest().equals(List.of("install")) || names.isEmpty()) {
            throw new UsageException("'play galaxy' needs 'install' and a file of requirements: '-r FILE'");
        }
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            files.add(
                    FileNames.path(name).orElseThrow(() -> new UsageException("no file can be called '" + name + "'")));
        }
        Path own = Home.ofUser().resolve(".ansible");
        ProblemList problems = new ProblemList();
        Installation.Wishes wishes = new Installation.Wishes(
                files,
                folder(arguments, ROLES).orElse(own.resolve("roles")),
                folder(arguments, COLLECTIONS).orElse(own.resolve("collections")),
                arguments.value(SERVER.name()).orElse("https://galaxy.ansible.com"),
                arguments.has(FORCE.name()),
                arguments.has(UPDATE.name()));
        try {
            new Installation(wishes, problems, line -> terminal.out().println(Printable.line(line))).run();
        } catch (IOException e) {
            terminal.err().println("play: " + Printable.line(String.valueOf(e)));
            return FAILED;
        }
        Loaded.print(problems.sorted(), arguments, terminal.err());
        return problems.hasErrors() ? RunSession.PROBLEMS : 0;
    }

    /** The first of several with colons between, as ansible-galaxy has it. */
    private static Optional<Path> folder(Arguments arguments, Option option) throws UsageException {
        arguments.path(option.name());
        return arguments
                .value(option.name())
                .map(given -> List.of(given.split(File.pathSeparator)).getFirst())
                .flatMap(FileNames::path);
    }
}
