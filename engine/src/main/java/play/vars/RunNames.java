package play.vars;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import play.playbook.Include;
import play.playbook.Play;
import play.playbook.Step;
import play.playbook.StepTree;
import play.playbook.Task;
import play.source.Span;

/** Names that hosts gain while a play runs, as far as its text tells. */
final class RunNames {
    private static final Set<String> FACT_MAKERS =
            Set.of("set_fact", "setup", "gather_facts", "service_facts", "package_facts", "add_host");

    private RunNames() {}

    /** Whether names may come from somewhere that cannot be read now. */
    static boolean isOpen(Play play) {
        boolean files = play.varsFiles().stream().anyMatch(file -> file.loaded().isEmpty());
        return !play.complete() || files || StepTree.all(play).anyMatch(RunNames::isOpen);
    }

    private static boolean isOpen(Step step) {
        return switch (step) {
            case Include include -> include.loaded().isEmpty();
            case Task task -> (isIncludeVars(task) && task.call().included().isEmpty()) || makesUnknownFacts(task);
            default -> false;
        };
    }

    private static boolean isIncludeVars(Task task) {
        return plainName(task).equals("include_vars");
    }

    private static String plainName(Task task) {
        String name = task.call().module().value();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static boolean makesUnknownFacts(Task task) {
        return FACT_MAKERS.contains(plainName(task))
                && task.call().arguments().keySet().stream()
                        .anyMatch(name -> name.value().contains("{{"));
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
                    if (FACT_MAKERS.contains(plainName(task))) {
                        task.call().arguments().keySet().forEach(name -> made.putIfAbsent(name.value(), name.span()));
                    }
                });
        return made;
    }
}
