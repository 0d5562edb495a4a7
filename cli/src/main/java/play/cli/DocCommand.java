package play.cli;

import java.util.List;
import play.diag.ProblemList;
import play.diag.Suggestions;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;
import play.module.TaskModule;
import play.param.Parameter;
import play.plugin.Plugins;
import play.result.ResultType;

/** {@code play doc [MODULE...]}: the reference, made from the modules themselves. */
final class DocCommand implements Command {
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
        return List.of(Option.flag("All modules as one Markdown page.", "--markdown"), PluginOption.OPTION);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        ProblemList problems = new ProblemList();
        ModuleRegistry modules = PluginOption.loaded(arguments, problems).modules();
        if (!problems.isEmpty()) {
            Loaded.print(problems.sorted(), arguments, terminal.err());
        }
        if (problems.hasErrors()) {
            return RunSession.PROBLEMS;
        }
        if (arguments.has("--markdown")) {
            terminal.out().print(ModuleReference.page(modules));
            return 0;
        }
        if (arguments.rest().isEmpty()) {
            modules.all()
                    .forEach(module -> terminal.out()
                            .printf(
                                    "%-20s %s%n",
                                    module.spec().name(), module.spec().purpose()));
            return 0;
        }
        for (String name : arguments.rest()) {
            TaskModule<?> module = modules.find(name)
                    .orElseThrow(() -> new UsageException("unknown module '" + name + "'." + hint(name, modules)));
            terminal.out().print(text(module.spec()));
        }
        return 0;
    }

    private static String hint(String name, ModuleRegistry modules) {
        String near = Suggestions.hint(name, modules.names());
        return near.isEmpty() ? Plugins.hint(name) : near;
    }

    private static String text(ModuleSpec<?> spec) {
        StringBuilder text = new StringBuilder(spec.name() + ": " + spec.purpose() + "\n");
        if (!spec.aliases().isEmpty()) {
            text.append("Also: ").append(String.join(", ", spec.aliases())).append('\n');
        }
        text.append("\nParameters (= is required):\n");
        for (Parameter parameter : spec.schema().parameters()) {
            text.append("%s %s (%s%s)%n"
                    .formatted(
                            parameter.required() ? "=" : "-",
                            parameter.name(),
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
