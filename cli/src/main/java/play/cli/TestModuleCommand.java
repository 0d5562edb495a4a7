package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.diag.Printable;
import play.diag.ProblemList;
import play.expression.Expressions;
import play.load.ModuleFileReader;
import play.load.ModuleFolders;
import play.module.ModuleSpec;
import play.module.Resource;
import play.module.TaskModule;
import play.plugin.Plugins;
import play.source.FileNames;

/** {@code play test-module}: holds the examples of a module that a file describes to what every module promises. */
final class TestModuleCommand implements Command {
    private static final Option LOCAL =
            Option.flag("Try them on this machine, as this user: the examples change it.", "--local");

    /** What a resource is tried from. */
    private static final List<String> KINDS = List.of("absent", "drifted", "right");

    private static final int BROKEN = 2;

    @Override
    public String name() {
        return "test-module";
    }

    @Override
    public String synopsis() {
        return """
            FILE -i INVENTORY [-l HOST] [options]
                   play test-module FILE --local

            Each example of the module runs on the host: 'before', two dry runs, a run, a second run. What does not
            keep to what was announced is told.\
            """;
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(Loaded.OPTIONS);
        options.add(LOCAL);
        options.addAll(AccessOptions.ALL);
        options.add(Loaded.ALL_PROBLEMS);
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        boolean local = arguments.has(LOCAL.name());
        Optional<Path> file =
                arguments.rest().size() == 1 ? FileNames.path(arguments.rest().getFirst()) : Optional.empty();
        if (file.isEmpty()) {
            throw new UsageException("'play test-module' needs one file that describes a module");
        }
        if (local == arguments.has("--inventory")) {
            throw new UsageException(
                    "'play test-module' needs a host that its examples may change: '-i INVENTORY', with"
                            + " '-l HOST' where there are several, or '--local' for this machine");
        }
        ProblemList problems = new ProblemList();
        Plugins plugins = PluginOption.loaded(arguments, problems);
        Optional<TaskModule<?>> module = new ModuleFileReader(plugins, Expressions.standard(), problems)
                .read(file.get(), ModuleFolders.name(file.get()))
                .map(found -> found);
        Loaded.print(problems.sorted(), arguments, terminal.err());
        if (module.isEmpty() || problems.hasErrors()) {
            return RunSession.PROBLEMS;
        }
        try {
            return tried(module.get(), file.get(), arguments, terminal);
        } catch (IOException e) {
            throw new UsageException("the examples cannot be prepared: " + e.getMessage());
        }
    }

    private static int tried(TaskModule<?> module, Path file, Arguments arguments, Terminal terminal)
            throws UsageException, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("play-test-module");
        try {
            copy(file, folder.resolve("modules"));
            ExampleRuns runs = new ExampleRuns(arguments, arguments.has(LOCAL.name()), folder);
            List<String> missing = missing(module);
            List<String> broken = new ArrayList<>(missing);
            for (ModuleSpec.Example example : module.spec().examples()) {
                List<String> faults = new ExampleTrial(module, example, runs).violations();
                String title = Printable.line(example.title());
                terminal.out().println((faults.isEmpty() ? "ok: " : "broken: ") + title);
                faults.forEach(fault -> terminal.out().println(Printable.lines("  " + fault, "    ")));
                terminal.out().flush();
                broken.addAll(faults);
            }
            missing.forEach(terminal.out()::println);
            return broken.isEmpty() ? 0 : BROKEN;
        } finally {
            delete(folder);
        }
    }

    private static List<String> missing(TaskModule<?> module) {
        List<ModuleSpec.Example> examples = module.spec().examples();
        if (examples.isEmpty()) {
            return List.of("missing: the module has no examples, so nothing is tried");
        }
        return KINDS.stream()
                .filter(kind -> module instanceof Resource<?>
                        && examples.stream()
                                .noneMatch(example -> example.title().startsWith(kind)))
                .map(kind -> "missing: no example begins with '" + kind + "'")
                .toList();
    }

    /** The module, and those beside it, which tasks before an example may call. */
    private static void copy(Path file, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
            for (Path one :
                    beside.filter(path -> path.toString().matches(".*\\.ya?ml")).toList()) {
                Files.copy(one, to.resolve(String.valueOf(one.getFileName())));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
