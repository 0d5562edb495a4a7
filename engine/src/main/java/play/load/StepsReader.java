package play.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.playbook.Block;
import play.playbook.Data;
import play.playbook.Handler;
import play.playbook.Include;
import play.playbook.Meta;
import play.playbook.Step;
import play.playbook.Task;
import play.playbook.Vars;
import play.source.Located;
import play.source.Span;
import play.yaml.YamlNode;

/** Reads lists of steps: tasks, blocks, imports, includes, and handlers. */
final class StepsReader {
    private static final Set<String> WITHOUT_EFFECT_ON_META = Set.of(
            "notify",
            "environment",
            "module_defaults",
            "delegate_to",
            "delegate_facts",
            "check_mode",
            "diff",
            "timeout",
            "ignore_errors",
            "ignore_unreachable");

    private final Problems problems;
    private final DataReader data;
    private final SettingsReader settings;
    private final TaskReader tasks;
    private final IncludeReader includes;
    private final CollectionsReader collections;

    StepsReader(Loading loading, Sources sources) {
        this.problems = loading.problems();
        this.data = loading.data();
        this.collections = new CollectionsReader(problems);
        this.settings = new SettingsReader(loading);
        this.tasks = new TaskReader(loading, sources, settings);
        this.includes = new IncludeReader(loading, sources, this, settings);
    }

    /** The steps of a list; whatever is no step is reported and left out. */
    List<Step> steps(YamlNode list, Enclosing around) {
        List<Step> steps = new ArrayList<>();
        for (YamlNode.Mapping item : mappings(list, "tasks", around)) {
            Optional<Step> step = step(item, around);
            step.ifPresentOrElse(steps::add, () -> around.play().lose());
        }
        return steps;
    }

    private List<YamlNode.Mapping> mappings(YamlNode list, String what, Enclosing around) {
        if (Keys.isNothing(list)) {
            return List.of();
        }
        if (!(list instanceof YamlNode.Sequence sequence)) {
            around.play().lose();
            problems.report(Diagnostic.error(
                    "wrong-type",
                    "Wrong type of value",
                    "Expected a list of " + what + ": put '- ' before each.",
                    list.span()));
            return List.of();
        }
        List<YamlNode.Mapping> found = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            if (item instanceof YamlNode.Mapping mapping) {
                found.add(mapping);
            } else {
                around.play().lose();
                problems.report(Diagnostic.error(
                        "wrong-type",
                        "Wrong type of value",
                        "Each of the " + what + " is a mapping, with a module's name as a key.",
                        item.span()));
            }
        }
        return found;
    }

    /** Handlers, and what stands in their blocks and files, may listen. */
    private Optional<Step> step(YamlNode.Mapping item, Enclosing around) {
        if (!around.play().isHandling()) {
            return plainStep(item, around);
        }
        Set<String> topics = new Keys(item, problems)
                .texts("listen", true).stream().map(Located::value).collect(Collectors.toSet());
        List<YamlNode.Entry> rest = item.entries().stream()
                .filter(entry -> !entry.key().text().equals("listen"))
                .toList();
        Optional<Step> step = plainStep(new YamlNode.Mapping(rest, item.span()), around);
        step.ifPresent(read -> around.play().listens(read, topics));
        return step;
    }

    private Optional<Step> plainStep(YamlNode.Mapping written, Enclosing around) {
        return new ActionKey(problems)
                .rewritten(written)
                .flatMap(item -> ActionKey.late(written, item)
                        .<Optional<Step>>map(action -> Optional.of(late(item, action, around)))
                        .orElseGet(() -> today(item, around)));
    }

    private Step late(YamlNode.Mapping item, YamlNode.Entry action, Enclosing outside) {
        Keys keys = new Keys(item, problems);
        keys.taken(action.key().text());
        return tasks.late(keys, action, collections.inside(keys, outside));
    }

    private Optional<Step> today(YamlNode.Mapping item, Enclosing outside) {
        Keys keys = new Keys(item, problems);
        Enclosing around = collections.inside(keys, outside);
        if (item.get("block").isPresent()) {
            return Optional.of(block(keys, around));
        }
        Optional<YamlNode.Entry> action = tasks.action(keys, around);
        if (action.isEmpty()) {
            return Optional.empty();
        }
        String name = TaskReader.plain(action.get().key().text());
        keys.taken(action.get().key().text());
        if (name.equals("meta")) {
            return meta(keys, action.get(), around);
        }
        return IncludeReader.NAMES.contains(name)
                ? includes.read(keys, action.get(), around)
                : tasks.read(keys, action.get(), around).map(task -> task);
    }

    private Block block(Keys keys, Enclosing around) {
        Data name = tasks.name(keys);
        Vars vars = keys.take("vars").map(data::vars).orElse(Vars.NONE);
        Enclosing inside = around.with(settings.read(keys, false, around.place()), vars);
        Enclosing body = keys.list("rescue").isEmpty() ? inside : inside.rescuing();
        Block block = new Block(
                name,
                keys.take("block").map(list -> steps(list, body)).orElse(List.of()),
                keys.take("rescue").map(list -> steps(list, inside)).orElse(List.of()),
                keys.take("always").map(list -> steps(list, inside)).orElse(List.of()),
                inside.settings(),
                inside.context(),
                false,
                keys.mapping().span());
        keys.refuseOthers("a block", List.of());
        return block;
    }

    private Optional<Step> meta(Keys keys, YamlNode.Entry action, Enclosing around) {
        Data name = tasks.name(keys);
        Enclosing inside = around.with(
                settings.read(keys, false, around.place()),
                keys.take("vars").map(data::vars).orElse(Vars.NONE));
        keys.refuseOthers("a meta task", List.of());
        keys.mapping().entries().stream()
                .filter(entry -> WITHOUT_EFFECT_ON_META.contains(entry.key().text()))
                .forEach(entry -> problems.report(Diagnostic.error(
                        "unknown-key",
                        "Unknown key",
                        "'" + entry.key().text() + "' is not a key of a meta task: it would have no effect.",
                        entry.key().span())));
        String wanted =
                action.value() instanceof YamlNode.Scalar scalar ? scalar.text().strip() : "";
        for (Meta.Order order : Meta.Order.values()) {
            if (order.key().equals(wanted)) {
                if (order == Meta.Order.END_ROLE && around.context().role().isEmpty()) {
                    problems.report(Diagnostic.error(
                            "invalid-value",
                            "Invalid value",
                            "'meta: end_role' ends a role, and this task stands in none: use 'end_host' or 'end_play'.",
                            action.value().span()));
                }
                return Optional.of(new Meta(
                        order,
                        name,
                        inside.settings(),
                        inside.context(),
                        keys.mapping().span()));
            }
        }
        Set<String> known = new LinkedHashSet<>();
        for (Meta.Order order : Meta.Order.values()) {
            known.add(order.key());
        }
        problems.report(Diagnostic.error(
                "invalid-value",
                "Invalid value",
                "'meta' must be one of " + String.join(", ", known) + "." + Suggestions.hint(wanted, known),
                action.value().span()));
        return Optional.empty();
    }

    /**
     * The handlers of a list, those of imported files among them.
     *
     * @param roles names of the role that has them; none in a play
     */
    List<Handler> handlers(YamlNode list, Enclosing around, Set<String> roles) {
        return around.play().handling(() -> {
            List<Handler> handlers = new ArrayList<>();
            for (YamlNode.Mapping item : mappings(list, "handlers", around)) {
                Optional<Step> step = step(item, around);
                step.ifPresentOrElse(
                        read -> add(read, Set.of(), new Into(handlers, roles, around.play())),
                        () -> around.play().lose());
            }
            return handlers;
        });
    }

    /** Where handlers go, and what is known of them. */
    private record Into(List<Handler> handlers, Set<String> roles, PlayParts parts) {}

    private void add(Step step, Set<String> outer, Into into) {
        Set<String> topics = new LinkedHashSet<>(outer);
        topics.addAll(into.parts().topics(step));
        switch (step) {
            case Task task -> into.handlers().add(new Handler(task, topics, into.roles()));
            case Include include -> into.handlers().add(new Handler(include, topics, into.roles()));
            case Block block
            when !block.rescue().isEmpty() || !block.always().isEmpty() ->
                notAHandler("a block with rescue or always", block.span());
            case Block block -> block.body().forEach(inner -> add(inner, topics, into));
            case Meta meta
            when meta.order() == Meta.Order.FLUSH_HANDLERS -> notAHandler("'meta: flush_handlers'", meta.span());
            case Meta meta -> into.handlers().add(new Handler(meta, topics, into.roles()));
        }
    }

    private void notAHandler(String what, Span place) {
        problems.report(
                Diagnostic.error("invalid-value", "Invalid handler", "A handler is a task, not " + what + ".", place));
    }
}
