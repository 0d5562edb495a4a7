package play.vars;

import java.util.LinkedHashMap;
import java.util.Map;
import play.playbook.Include;
import play.playbook.Play;
import play.playbook.Step;
import play.playbook.StepTree;
import play.playbook.Task;
import play.source.Located;
import play.source.Span;

/** Names that hosts gain while a play runs, as far as its text tells. */
final class RunNames {
    private RunNames() {}

    /** Whether names may come from somewhere that cannot be read now. */
    static boolean isOpen(Play play) {
        boolean files = play.varsFiles().stream().anyMatch(file -> file.loaded().isEmpty());
        return !play.complete() || files || StepTree.all(play).anyMatch(RunNames::isOpen);
    }

    private static boolean isOpen(Step step) {
        return switch (step) {
            case Include include -> include.loaded().isEmpty();
            case Task task ->
                task.call().readsUnknownFile() || task.call().variables().anyMatch(RunNames::isTemplate);
            default -> false;
        };
    }

    private static boolean isTemplate(Located<String> name) {
        return name.value().contains("{{");
    }

    /** What the steps of a play register and set, and where; hosts keep it until the run ends. */
    static Map<String, Span> made(Play play) {
        Map<String, Span> made = new LinkedHashMap<>();
        StepTree.all(play)
                .filter(step -> step instanceof Task)
                .map(step -> (Task) step)
                .forEach(task -> {
                    task.call()
                            .included()
                            .ifPresent(vars -> vars.all().forEach((name, var) -> made.putIfAbsent(name, var.place())));
                    task.result().register().ifPresent(name -> made.putIfAbsent(name, task.span()));
                    task.call().variables().forEach(name -> made.putIfAbsent(name.value(), name.span()));
                });
        return made;
    }
}
