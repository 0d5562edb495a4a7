package play.cli;

import java.util.ArrayList;
import java.util.List;
import play.diag.Diagnostic;
import play.diag.DiagnosticText;
import play.diag.ProblemList;
import play.diag.Severity;
import play.lint.Linter;
import play.lint.PlaybookProject;
import play.report.ProblemsJson;
import play.vault.Vault;

/** {@code play lint}: all static checks, and rules. No host is contacted and no lab is made. */
final class LintCommand implements Command {
    private static final List<Option> OWN = List.of(
            Option.flag("Warnings count as errors.", "--strict"),
            Option.flag("Print JSON.", "--json"),
            Option.flag("List the rules, and stop.", "--list-rules"));

    @Override
    public String name() {
        return "lint";
    }

    @Override
    public String synopsis() {
        return "PLAYBOOK... -i INVENTORY [options]";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(Loaded.OPTIONS);
        options.addAll(OWN);
        return options;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        if (arguments.has("--list-rules")) {
            return list(arguments, terminal);
        }
        if (arguments.rest().isEmpty()) {
            throw new UsageException("'play lint' needs a playbook");
        }
        ProblemList problems = new ProblemList();
        Loaded loaded = Loaded.read(arguments, new Vault(Passwords.vault(arguments)), problems);
        List<Diagnostic> found = new ArrayList<>(problems.sorted());
        found.addAll(new Linter(Linter.rules(loaded.plugins().rules()))
                .lint(new PlaybookProject(
                        loaded.playbooks(),
                        loaded.variables().sources(),
                        loaded.targets(),
                        loaded.plugins().modules())));
        print(found, arguments.has("--json"), terminal);
        boolean refused =
                found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR || arguments.has("--strict"));
        return refused ? RunSession.PROBLEMS : 0;
    }

    /** With the rules of plugins that are named. */
    private static int list(Arguments arguments, Terminal terminal) {
        ProblemList problems = new ProblemList();
        Linter.rules(PluginOption.loaded(arguments, problems).rules())
                .forEach(rule ->
                        terminal.out().printf("%-26s %-8s %s%n", rule.code(), shown(rule.severity()), rule.summary()));
        Loaded.print(problems.sorted(), arguments, terminal.err());
        return problems.hasErrors() ? RunSession.PROBLEMS : 0;
    }

    private static String shown(Severity severity) {
        return severity.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static void print(List<Diagnostic> found, boolean json, Terminal terminal) {
        if (json) {
            terminal.out().println(ProblemsJson.text(found));
            return;
        }
        found.forEach(problem -> terminal.out().println(DiagnosticText.render(problem)));
        long errors = found.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .count();
        terminal.out()
                .println(
                        found.isEmpty()
                                ? "Nothing found."
                                : "%d errors, %d warnings.".formatted(errors, found.size() - errors));
    }
}
