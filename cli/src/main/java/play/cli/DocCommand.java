package play.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import play.diag.ProblemList;
import play.diag.Problems;
import play.expression.Expressions;
import play.guest.Guests;
import play.load.ModuleFileReader;
import play.load.ModuleFolders;
import play.load.RolePaths;
import play.module.Guest;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;
import play.module.TaskModule;
import play.param.Parameter;
import play.plugin.CallPlace;
import play.plugin.ModuleProvider;
import play.plugin.Plugins;
import play.result.ResultType;
import play.source.FileNames;

/** {@code play doc [MODULE...]}: the reference, made from the modules themselves. */
final class DocCommand implements Command {
    private static final CallPlace HERE = CallPlace.beside(Path.of(""));

    @Override
    public String name() {
        return "doc";
    }

    @Override
    public String synopsis() {
        return "[MODULE...]";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.flag("All modules as one Markdown page.", "--markdown"),
                PluginOption.OPTION,
                GuestOption.OPTION,
                RoleOptions.ROLES,
                RoleOptions.COLLECTIONS);
    }

    @Override
    public List<String> words() {
        return CommandLines.modules();
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        ProblemList problems = new ProblemList();
        Plugins plugins = PluginOption.loaded(arguments, problems);
        RolePaths paths = RoleOptions.paths(arguments, Home.ofUser(), problems);
        plugins.add(new ModuleFolders(plugins, Expressions.standard(), paths).with(Home.modulesInYaml()));
        Guests guests = GuestOption.of(arguments, System.getenv(), paths.collections());
        guests.beside(Path.of(""), problems);
        plugins.add(guests);
        if (arguments.has("--markdown")) {
            Loaded.print(problems.sorted(), arguments, terminal.err());
            terminal.out().print(ModuleReference.page(plugins.modules()));
            return problems.hasErrors() ? RunSession.PROBLEMS : 0;
        }
        boolean lists = arguments.rest().isEmpty();
        List<TaskModule<?>> asked = new ArrayList<>(lists ? all(plugins, HERE, problems) : List.of());
        for (String name : arguments.rest()) {
            find(name, plugins, problems).ifPresent(asked::add);
        }
        if (!problems.isEmpty()) {
            Loaded.print(problems.sorted(), arguments, terminal.err());
        }
        if (problems.hasErrors()) {
            return RunSession.PROBLEMS;
        }
        asked.forEach(module -> terminal.out().print(lists ? line(module.spec()) : text(module)));
        return 0;
    }

    /** What is registered, then what files at a place describe. */
    static List<TaskModule<?>> all(Plugins plugins, CallPlace place, Problems problems) {
        ModuleRegistry registered = plugins.modules();
        List<TaskModule<?>> all = new ArrayList<>(registered.all());
        Set<String> others = new TreeSet<>(plugins.names(place));
        others.removeAll(registered.names());
        for (String name : others) {
            plugins.find(name, place).ifPresent(found -> {
                found.problems().forEach(problems::report);
                found.module().ifPresent(all::add);
            });
        }
        return all;
    }

    private static String line(ModuleSpec<?> spec) {
        return "%-20s %s%n".formatted(spec.name(), spec.purpose());
    }

    /** By its name, also of one that a file beside here describes, or by that file. */
    private static Optional<TaskModule<?>> find(String name, Plugins plugins, Problems problems) throws UsageException {
        Optional<Path> file = FileNames.path(name).filter(path -> name.matches(".*\\.ya?ml"));
        if (file.isPresent() && !Files.isRegularFile(file.get())) {
            throw new UsageException("there is no file '" + name + "', which would describe a module");
        }
        if (file.isPresent()) {
            return new ModuleFileReader(plugins, Expressions.standard(), problems)
                    .read(file.get(), ModuleFolders.name(file.get()))
                    .map(module -> module);
        }
        ModuleProvider.Provided provided = plugins.find(name, HERE)
                .orElseThrow(() ->
                        new UsageException("unknown module '" + name + "'." + plugins.hint(name, plugins.names(HERE))));
        provided.problems().forEach(problems::report);
        return provided.module();
    }

    private static String text(TaskModule<?> module) {
        ModuleSpec<?> spec = module.spec();
        StringBuilder text = new StringBuilder(spec.name() + ": " + spec.purpose() + "\n");
        if (module instanceof Guest) {
            text.append("A guest: a module of Ansible's, which needs Python on the host.\n");
        }
        if (!spec.aliases().isEmpty()) {
            text.append("Also: ").append(String.join(", ", spec.aliases())).append('\n');
        }
        text.append("\nParameters (= is required):\n");
        for (ParameterEntry entry : ParameterEntry.all(spec.schema())) {
            Parameter parameter = entry.parameter();
            text.append("%s %s (%s%s)%n"
                    .formatted(
                            parameter.required() ? "=" : "-",
                            entry.name(),
                            parameter.shownType(),
                            fallback(parameter)));
            text.append("    ").append(parameter.doc()).append('\n');
            if (!parameter.aliases().isEmpty()) {
                text.append("    also: ")
                        .append(String.join(", ", parameter.aliases()))
                        .append('\n');
            }
        }
        spec.returns().ifPresent(fields -> text.append(returns(fields)));
        if (!spec.examples().isEmpty()) {
            text.append("\nExamples:\n");
            spec.examples()
                    .forEach(example -> text.append("# ")
                            .append(example.title())
                            .append('\n')
                            .append(task(spec, example)));
        }
        return text.append('\n').toString();
    }

    private static String returns(ResultType.Fields fields) {
        StringBuilder text = new StringBuilder("\nReturns, beside changed, failed and others that every result has:\n");
        for (FieldEntry entry : FieldEntry.all(fields)) {
            String type = entry.field().type().shown();
            String when = entry.field().when().map(words -> ", when " + words).orElse("");
            text.append("- ")
                    .append(entry.name())
                    .append(" (")
                    .append(type)
                    .append(when)
                    .append(")\n");
            text.append("    ").append(entry.field().doc()).append('\n');
        }
        return fields.open()
                ? text.append("- more, whose names are not known before\n").toString()
                : text.toString();
    }

    private static String fallback(Parameter parameter) {
        return parameter
                .shownFallback()
                .map(value -> ", default " + (value.isEmpty() ? "empty" : value))
                .orElse("");
    }

    private static String task(ModuleSpec<?> spec, ModuleSpec.Example example) {
        return "- " + spec.name() + ":\n" + example.yaml().strip().indent(4);
    }
}
