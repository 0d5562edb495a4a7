package play.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.load.ArgumentsReader.Arguments;
import play.module.TaskModule;
import play.param.Schema;
import play.playbook.Data;
import play.playbook.ModuleDefaults;
import play.source.Located;

/** What a call is given by {@code module_defaults} and by templates; what its task says by name takes precedence. */
final class InheritedArguments {
    private final TaskModule<?> module;
    private final List<Data> whole;
    private final List<ModuleDefaults.Entry> entries;

    /** @param whole mappings of arguments that the task itself gives by a template */
    InheritedArguments(TaskModule<?> module, ModuleDefaults defaults, List<Data> whole) {
        this.module = module;
        this.whole = List.copyOf(whole);
        this.entries = defaults.of(module.spec());
    }

    /** All of them in order, where one is a template as a whole, so that only a run tells which there are. */
    List<Data> open() {
        boolean known =
                entries.stream().allMatch(entry -> entry.arguments().named().isPresent());
        return known && whole.isEmpty()
                ? List.of()
                : Stream.concat(entries.stream().map(ModuleDefaults.Entry::arguments), whole.stream())
                        .toList();
    }

    /** The arguments of a task, with those it inherits before them. */
    Arguments beneath(Arguments own) {
        Arguments all = Arguments.none();
        entries.forEach(entry -> all.expressions().putAll(entry.expressions()));
        all.expressions().putAll(own.expressions());
        if (open().isEmpty()) {
            entries.forEach(entry -> entry.arguments().named().orElse(Map.of()).forEach((name, value) -> {
                without(name, all.values());
                all.values().put(name, value);
            }));
        }
        own.values().keySet().forEach(name -> without(name, all.values()));
        all.values().putAll(own.values());
        return all;
    }

    private void without(Located<String> name, Map<Located<String>, Data> values) {
        values.keySet().removeIf(other -> module.spec().schema().areSame(name.value(), other.value()));
    }

    /** A module that does not know what its group is given. */
    void check(Located<String> called, Problems problems) {
        Schema<?> schema = module.spec().schema();
        for (ModuleDefaults.Entry entry : entries) {
            List<Located<String>> unknown =
                    ModuleDefaults.group(entry.name().value()).isPresent()
                            ? new ArrayList<>(entry.arguments()
                                    .named()
                                    .orElse(new LinkedHashMap<>())
                                    .keySet())
                            : List.of();
            unknown.stream()
                    .filter(name -> schema.find(name.value()).isEmpty())
                    .forEach(name -> problems.report(Diagnostic.error(
                                    "unknown-parameter",
                                    "Unknown module parameter",
                                    "'" + entry.name().value() + "' gives '" + name.value() + "' to '" + called.value()
                                            + "', which has no such parameter. Give it to the modules that have it, by"
                                            + " their own names.",
                                    name.span())
                            .note("the module is called", called.span())));
        }
    }
}
