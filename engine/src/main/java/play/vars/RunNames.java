package play.vars;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import play.load.NamedLater;
import play.playbook.Include;
import play.playbook.Play;
import play.playbook.Register;
import play.playbook.Step;
import play.playbook.StepTree;
import play.playbook.Task;
import play.source.Located;

/** Names that hosts gain while a play runs, as far as its text tells. */
final class RunNames {
    private RunNames() {}

    /** Whether names may come from somewhere that cannot be read now. */
    static boolean isOpen(Play play) {
        return isOpen(play, RunNames::isOpen);
    }

    /** The same, without what modules may bring whose own names are templates. */
    static boolean isOpenBesideModules(Play play) {
        return isOpen(play, step -> !isNamedLater(step) && isOpen(step));
    }

    private static boolean isOpen(Play play, Predicate<Step> open) {
        boolean files = play.varsFiles().stream().anyMatch(file -> file.loaded().isEmpty());
        return !play.complete() || files || StepTree.all(play).anyMatch(open);
    }

    private static boolean isNamedLater(Step step) {
        return step instanceof Task task && task.call().implementation() instanceof NamedLater;
    }

    private static boolean isOpen(Step step) {
        return switch (step) {
            case Include include -> include.loaded().isEmpty();
            case Task task ->
                task.call().readsUnknownFile()
                        || task.call().facts().isEmpty()
                        || task.call().variables().anyMatch(RunNames::isTemplate);
            default -> false;
        };
    }

    private static boolean isTemplate(Located<String> name) {
        return name.value().contains("{{");
    }

    /** What the steps of a play register and set; hosts keep it until the run ends. */
    static Map<String, List<KnownNames.Definition>> made(Play play) {
        Map<String, List<KnownNames.Definition>> made = new LinkedHashMap<>();
        BiConsumer<String, KnownNames.Definition> to = (name, definition) ->
                made.computeIfAbsent(name, key -> new ArrayList<>()).add(definition);
        StepTree.all(play).forEach(step -> {
            if (step instanceof Task task) {
                made(task, to);
            } else if (step instanceof Include include) {
                include.register().names().forEach(name -> to.accept(name, KnownNames.Definition.at(include.span())));
            }
        });
        return made;
    }

    private static void made(Task task, BiConsumer<String, KnownNames.Definition> to) {
        task.call().included().stream()
                .flatMap(vars -> vars.all().entrySet().stream())
                .forEach(var -> to.accept(
                        var.getKey(), KnownNames.Definition.at(var.getValue().place())));
        switch (task.result().register()) {
            case Register.Nothing nothing -> {}
            case Register.Whole(String name) -> to.accept(name, KnownNames.Definition.of(task));
            case Register.Parts(var all) ->
                all.forEach((name, part) -> to.accept(name, KnownNames.Definition.at(part.place())));
        }
        task.call().facts().stream()
                .flatMap(Set::stream)
                .forEach(name -> to.accept(name, KnownNames.Definition.at(task.span())));
        task.call().variables().forEach(name -> to.accept(name.value(), KnownNames.Definition.at(name.span())));
    }
}
