package play.lint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import play.module.ModuleSpec;
import play.module.TaskModule;
import play.rule.Findings;
import play.rule.LintRule;
import play.rule.Project;

/** Rules on commands that tasks run. */
final class CommandRules {
    private static final Pattern CHMOD =
            Pattern.compile("\\bchmod\\s+(?:-R\\s+)?([0-7]{3,4}|[ugoa]+[+=]\\w+)\\s+(\\S+)");

    private CommandRules() {}

    static List<LintRule<PlaybookProject>> all() {
        return List.of(
                LintRule.warning("command-instead-of-module", "Command instead of a module", CommandRules::modules),
                LintRule.error("loose-chmod", "World-writable mode", CommandRules::chmods));
    }

    private static void modules(PlaybookProject project, Findings findings) {
        project.commands().forEach(command -> {
            String first = command.value().strip().split("\\s+", 2)[0];
            String program = first.substring(first.lastIndexOf('/') + 1);
            instead(project, program, command.value())
                    .ifPresent(module -> findings.report(
                            command.span(),
                            "The module '" + module + "' does what '" + program
                                    + "' does here; it shows in a dry run what would change, and changes nothing"
                                    + " if the state is right already."));
        });
    }

    /** The name of the module that does what a command is called for. */
    private static Optional<String> instead(PlaybookProject project, String program, String command) {
        return project.modules().all().stream()
                .map(TaskModule::spec)
                .filter(spec -> spec.insteadOf().stream().anyMatch(use -> use.covers(program, command)))
                .map(ModuleSpec::name)
                .findFirst();
    }

    private static void chmods(Project project, Findings findings) {
        project.commands()
                .forEach(command -> CHMOD.matcher(command.value())
                        .results()
                        .filter(hit -> TaskRules.isLoose(hit.group(1)))
                        .forEach(hit -> findings.report(
                                command.span(),
                                "With mode " + hit.group(1) + " every process of the host may change " + hit.group(2)
                                        + (hit.group(2).endsWith(".sock")
                                                ? ": write access to that socket is root access."
                                                : "."))));
    }
}
