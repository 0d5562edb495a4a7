package play.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.load.ArgumentsReader.Arguments;
import play.module.TaskModule;
import play.param.Schema;
import play.param.Written;
import play.playbook.Data;
import play.playbook.ModuleDefaults;
import play.plugin.CallPlace;
import play.plugin.ModuleProvider;
import play.plugin.PluginFault;
import play.source.Located;
import play.yaml.YamlNode;

/**
 * Reads {@code module_defaults}: what modules and groups of them are given by every task that does not say otherwise.
 */
final class DefaultsReader {
    private final Loading loading;
    private final DataReader data;
    private final ArgumentsReader arguments;
    private final Problems problems;

    DefaultsReader(Loading loading) {
        this.loading = loading;
        this.data = loading.data();
        this.arguments = new ArgumentsReader(loading);
        this.problems = loading.problems();
    }

    /** One mapping, or a list of them of which later ones win. */
    ModuleDefaults read(Keys keys, CallPlace place) {
        Map<String, ModuleDefaults.Entry> entries = new LinkedHashMap<>();
        for (YamlNode node : keys.list("module_defaults")) {
            if (node instanceof YamlNode.Mapping map) {
                map.entries().forEach(entry -> entry(entry, place, entries));
            } else {
                keys.wrong("module_defaults", "a mapping of modules, or 'group/NAME', to their parameters", node);
            }
        }
        return new ModuleDefaults(entries);
    }

    private void entry(YamlNode.Entry written, CallPlace place, Map<String, ModuleDefaults.Entry> into) {
        Located<String> name = DataReader.located(written.key());
        Optional<String> group = ModuleDefaults.group(name.value()).map(TaskReader::plain);
        List<TaskModule<?>> meant = group.map(loading.modules()::group).orElseGet(() -> named(name.value(), place));
        if (meant.isEmpty()) {
            problems.report(group.map(none -> unknownGroup(name, none)).orElseGet(() -> unknownModule(name, place)));
            return;
        }
        Optional<ModuleDefaults.Entry> read = arguments(name, written.value(), meant);
        String key = group.map(known -> "group/" + known)
                .orElseGet(() -> meant.getFirst().spec().name());
        read.ifPresent(entry -> into.put(key, entry));
    }

    /** What is wrong with it is told where it is called. */
    private List<TaskModule<?>> named(String name, CallPlace place) {
        return loading.plugins().find(name, place).flatMap(ModuleProvider.Provided::module).stream()
                .<TaskModule<?>>map(module -> module)
                .toList();
    }

    private Optional<ModuleDefaults.Entry> arguments(
            Located<String> name, YamlNode written, List<TaskModule<?>> meant) {
        if (written instanceof YamlNode.Mapping map) {
            Arguments read = Arguments.none();
            for (YamlNode.Entry entry : map.entries()) {
                String parameter = entry.key().text();
                Schema<?> schema = knowing(parameter, meant).spec().schema();
                read.values()
                        .put(
                                DataReader.located(entry.key()),
                                arguments.argument(schema, parameter, entry.value(), read.expressions()));
            }
            check(name, meant, read);
            return Optional.of(
                    new ModuleDefaults.Entry(name, Data.ofNamed(read.values(), map.span()), read.expressions()));
        }
        if (data.read(written) instanceof Data.Text template) {
            return Optional.of(new ModuleDefaults.Entry(name, template, Map.of()));
        }
        problems.report(Diagnostic.error(
                "wrong-type",
                "Wrong type of value",
                "'" + name.value() + "' in 'module_defaults' must be a mapping of parameters.",
                written.span()));
        return Optional.empty();
    }

    /** The first that has a parameter, else any. */
    private static TaskModule<?> knowing(String parameter, List<TaskModule<?>> meant) {
        return meant.stream()
                .filter(module -> module.spec().schema().find(parameter).isPresent())
                .findFirst()
                .orElse(meant.getFirst());
    }

    /** A parameter that only some modules of a group have is a fault where one of the others is called. */
    private void check(Located<String> name, List<TaskModule<?>> meant, Arguments read) {
        Map<Located<String>, Written> written = read.written();
        if (meant.size() > 1) {
            unknown(name, meant, written);
        }
        for (TaskModule<?> module : meant) {
            Schema<?> schema = module.spec().schema();
            Map<Located<String>, Written> known = new LinkedHashMap<>(written);
            known.keySet()
                    .removeIf(parameter ->
                            meant.size() > 1 && schema.find(parameter.value()).isEmpty());
            Located<String> called = new Located<>(module.spec().name(), name.span());
            PluginFault.guarded(
                    module.getClass(),
                    Optional.of(name.span()),
                    problems,
                    () -> schema.checkEach(called, known, problems));
        }
    }

    private void unknown(Located<String> name, List<TaskModule<?>> meant, Map<Located<String>, Written> written) {
        Set<String> names = new TreeSet<>();
        meant.forEach(module -> names.addAll(module.spec().schema().names()));
        written.keySet().stream()
                .filter(parameter -> !names.contains(parameter.value()))
                .forEach(parameter -> problems.report(Diagnostic.error(
                        "unknown-parameter",
                        "Unknown module parameter",
                        "No module of '" + name.value() + "' has a parameter '" + parameter.value() + "'."
                                + Suggestions.hint(parameter.value(), names),
                        parameter.span())));
    }

    private Diagnostic unknownGroup(Located<String> name, String group) {
        return Diagnostic.error(
                "unknown-module",
                "Unknown module",
                "There is no group of modules '" + group + "' for 'module_defaults'. There are: "
                        + String.join(", ", loading.modules().groups()) + "."
                        + Suggestions.hint(group, loading.modules().groups()),
                name.span());
    }

    private Diagnostic unknownModule(Located<String> name, CallPlace place) {
        Set<String> known = loading.plugins().names(place);
        String plain = TaskReader.plain(name.value());
        String detail = TaskReader.isEngineAction(plain)
                ? "'" + name.value() + "' has no parameters that 'module_defaults' could set."
                : "There is no module '" + name.value() + "'."
                        + loading.plugins().hint(name.value(), known);
        return Diagnostic.error("unknown-module", "Unknown module", detail, name.span());
    }
}
