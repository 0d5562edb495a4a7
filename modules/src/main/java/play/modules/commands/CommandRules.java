package play.modules.commands;

import java.util.List;
import java.util.regex.Pattern;
import play.rule.Findings;
import play.rule.LintRule;
import play.rule.Project;
import play.rule.RuleSet;

/** Rules on pieces of shell. */
public final class CommandRules implements RuleSet {
    private static final Pattern PIPE = Pattern.compile("(?<![|\\\\])\\|(?![|&])");

    @Override
    public List<LintRule<Project>> rules() {
        return List.of(LintRule.warning("pipefail", "Pipe hides failures", CommandRules::pipes));
    }

    private static void pipes(Project project, Findings findings) {
        project.calls(ShellModule.class)
                .flatMap(call -> call.command().stream())
                .filter(command -> PIPE.matcher(unquoted(command.value())).find()
                        && !command.value().contains("pipefail"))
                .forEach(command -> findings.report(
                        command.span(),
                        "Only the last command of a pipe decides whether the task fails. Begin with 'set -o pipefail'"
                                + " and name a shell that knows it (executable: /bin/bash)."));
    }

    /** Quoted words and expressions may hold a bar that is no pipe. */
    private static String unquoted(String command) {
        return command.replaceAll("\\{\\{.*?\\}\\}", "x")
                .replaceAll("'[^']*'", "x")
                .replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "x");
    }
}
