package play.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.Problems;
import play.diag.Severity;
import play.expression.Expressions;
import play.module.TaskModule;
import play.plugin.CallPlace;
import play.plugin.ModuleProvider;
import play.plugin.Plugins;

/**
 * Modules that are described in files: {@code modules/NAME.yml} of a role, beside a playbook, and of a collection,
 * there by its full name. May be asked by several threads.
 */
public final class ModuleFolders implements ModuleProvider {
    /** The folder in a role, in a collection, and beside a playbook. */
    private static final String FOLDER = "modules";

    /** Whose modules those are that come along. */
    private static final String COLLECTION = "community.general.";

    private static final String NAME = "[a-z][a-z0-9_]*";

    private static final String UNCALLED = "no task calls it as a module; one that does cannot run";

    private final Plugins plugins;
    private final Expressions expressions;
    private final List<Path> collections;
    private final List<Path> own;
    private final Map<Path, Provided> read = new ConcurrentHashMap<>();

    /** @param plugins what is registered: nothing takes its place */
    public ModuleFolders(Plugins plugins, Expressions expressions, RolePaths paths) {
        this(plugins, expressions, paths.collections(), List.of());
    }

    private ModuleFolders(Plugins plugins, Expressions expressions, List<Path> collections, List<Path> own) {
        this.plugins = plugins;
        this.expressions = expressions;
        this.collections = collections;
        this.own = own;
    }

    /**
     * The same, with those that come along: they answer to their name and to that of {@link #COLLECTION}, where a
     * project has none of that name.
     */
    public ModuleFolders with(Path folder) {
        return new ModuleFolders(plugins, expressions, collections, List.of(folder));
    }

    @Override
    public Optional<Provided> find(String name, CallPlace place) {
        return files(name, place).filter(Files::isRegularFile).findFirst().map(file -> module(file, name));
    }

    private Stream<Path> files(String name, CallPlace place) {
        String simple = name.startsWith(COLLECTION) ? name.substring(COLLECTION.length()) : name;
        Stream<Path> along =
                simple.matches(NAME) ? own.stream().flatMap(folder -> endings(folder, simple)) : Stream.of();
        return Stream.concat(ofProject(name, place), along);
    }

    private Stream<Path> ofProject(String name, CallPlace place) {
        if (name.matches(NAME)) {
            return place.folders().stream().flatMap(folder -> endings(folder.resolve(FOLDER), name));
        }
        String[] parts = name.split("\\.", -1);
        return parts.length == 3 && Stream.of(parts).allMatch(part -> part.matches(NAME))
                ? collections(place)
                        .flatMap(folder -> endings(
                                folder.resolve("ansible_collections")
                                        .resolve(parts[0])
                                        .resolve(parts[1])
                                        .resolve(FOLDER),
                                parts[2]))
                : Stream.of();
    }

    private Stream<Path> collections(CallPlace place) {
        return Stream.concat(Stream.of(place.playbook().resolve("collections")), collections.stream());
    }

    private static Stream<Path> endings(Path folder, String name) {
        return Stream.of(".yml", ".yaml").map(ending -> folder.resolve(name + ending));
    }

    @Override
    public Set<String> names(CallPlace place) {
        Set<String> names = new TreeSet<>();
        place.folders().forEach(folder -> described(folder.resolve(FOLDER)).forEach(file -> names.add(name(file))));
        own.forEach(folder -> described(folder).forEach(file -> names.add(name(file))));
        return names;
    }

    /** Reads all that a folder describes. A task that calls what is wrong makes an error of it. */
    @Override
    public void beside(Path folder, Problems problems) {
        List<Path> entries = entries(folder.resolve(FOLDER));
        // A directory of that name may be about something else.
        boolean meant = entries.stream().anyMatch(file -> isDescription(file) || isPython(file));
        for (Path file : meant ? entries : List.<Path>of()) {
            if (isDescription(file)) {
                module(file, name(file)).problems().stream()
                        .map(problem -> problem.severity() == Severity.ERROR ? problem.asWarning(UNCALLED) : problem)
                        .forEach(problems::report);
            } else {
                problems.report(other(file));
            }
        }
    }

    private Provided module(Path file, String name) {
        return read.computeIfAbsent(file.normalize(), path -> {
            ProblemList problems = new ProblemList();
            Optional<TaskModule<?>> module = new ModuleFileReader(plugins, expressions, problems)
                    .read(path, name)
                    .map(found -> found);
            if (!name(path).matches(NAME)) {
                problems.report(badName(path));
            } else if (plugins.modules().find(name).isPresent()) {
                problems.report(clash(path, name));
            }
            return new Provided(problems.hasErrors() ? Optional.empty() : module, problems.sorted());
        });
    }

    private static List<Path> described(Path folder) {
        return entries(folder).stream().filter(ModuleFolders::isDescription).toList();
    }

    private static boolean isDescription(Path file) {
        return file.toString().endsWith(".yml") || file.toString().endsWith(".yaml");
    }

    private static boolean isPython(Path file) {
        return file.toString().endsWith(".py");
    }

    /** The name that a file gives its module. */
    public static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    }

    /** By name; what is hidden and what only is to be read is no module and meant to be none. */
    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> all = new ArrayList<>(entries.toList());
            all.removeIf(entry -> String.valueOf(entry.getFileName()).matches("\\..*|.*\\.(md|txt)"));
            all.sort(null);
            return all;
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Diagnostic badName(Path file) {
        return plain(
                Severity.ERROR,
                "invalid-name",
                "Invalid name",
                "The file '" + file + "' gives its module the name '" + name(file)
                        + "', which no task could call. Use small letters, digits and '_', with a letter first.");
    }

    private static Diagnostic clash(Path file, String name) {
        return plain(
                Severity.ERROR,
                "module-clash",
                "Module with a name that is taken",
                "The file '" + file + "' describes a module '" + name
                        + "', but play has one of that name itself, which would be called. Rename the file.");
    }

    private static Diagnostic other(Path file) {
        String python = isPython(file)
                ? " A module in Python belongs in 'library', and not here."
                : " Describe a module in a file that ends with '.yml', or move it.";
        return plain(
                Severity.WARNING,
                "no-module-file",
                "Not a module",
                "'" + file + "' is in a directory of modules, and describes none, so it is not used." + python);
    }

    private static Diagnostic plain(Severity severity, String code, String summary, String detail) {
        return new Diagnostic(severity, code, summary, detail, Optional.empty(), List.of());
    }
}
