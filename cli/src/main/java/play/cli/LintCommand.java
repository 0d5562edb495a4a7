package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.diag.Diagnostic;
import play.diag.DiagnosticText;
import play.diag.Printable;
import play.diag.ProblemList;
import play.diag.Severity;
import play.lint.Linter;
import play.lint.PlaybookProject;
import play.report.Annotations;
import play.report.ProblemsJson;
import play.report.SarifLog;
import play.vault.Vault;

/** {@code play lint}: all static checks, and rules. No host is contacted and no lab is made. */
final class LintCommand implements Command {
    private static final Option OUTPUT = Option.of(
            "KIND",
            "play: with the lines; json; github: annotations of a workflow; gitlab: a code quality report.",
            "--output");
    private static final Option REPORT = Option.of("FILE", "Write a SARIF log too: FILE.sarif.", "--report");

    private static final List<Option> OWN = List.of(
            Option.flag("Warnings count as errors.", "--strict"),
            Option.flag("Print JSON.", "--json"),
            OUTPUT,
            REPORT,
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
        String output = output(arguments);
        Optional<Path> sarif = sarif(arguments);
        ProblemList problems = new ProblemList();
        Loaded loaded = Loaded.read(arguments, new Vault(Passwords.vault(arguments)), problems);
        List<Diagnostic> found = new ArrayList<>(problems.sorted());
        found.addAll(new Linter(Linter.rules(loaded.plugins().rules()))
                .lint(new PlaybookProject(
                        loaded.playbooks(),
                        loaded.variables().sources(),
                        loaded.targets(),
                        loaded.plugins().modules())));
        print(found, output, terminal);
        if (sarif.isPresent()) {
            write(found, sarif.get());
        }
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

    private static String output(Arguments arguments) throws UsageException {
        boolean json = arguments.has("--json");
        String output = arguments.value(OUTPUT.name()).orElse(json ? "json" : "play");
        if (!List.of("play", "json", "github", "gitlab").contains(output)) {
            throw new UsageException("--output is play, json, github or gitlab, not '" + output + "'");
        }
        if (json && !output.equals("json")) {
            throw new UsageException("--json and --output " + output + " cannot be given together");
        }
        return output;
    }

    private static Optional<Path> sarif(Arguments arguments) throws UsageException {
        Optional<Path> file = arguments.path(REPORT.name());
        if (file.isPresent() && !file.get().toString().endsWith(".sarif")) {
            throw new UsageException("the report of 'play lint' is a SARIF log, whose name ends with .sarif; '"
                    + file.get() + "' does not");
        }
        return file;
    }

    private static void write(List<Diagnostic> found, Path file) throws UsageException {
        try {
            Files.writeString(file, SarifLog.text(found, Version.NUMBER) + "\n");
        } catch (IOException e) {
            throw new UsageException("the report " + file + " cannot be written: " + FileFault.why(e));
        }
    }

    private static void print(List<Diagnostic> found, String output, Terminal terminal) {
        switch (output) {
            case "json" -> terminal.out().println(ProblemsJson.text(found));
            case "github" ->
                Annotations.github(found).forEach(line -> terminal.out().println(Printable.line(line)));
            case "gitlab" -> terminal.out().println(Annotations.gitlab(found));
            default -> printLines(found, terminal);
        }
    }

    private static void printLines(List<Diagnostic> found, Terminal terminal) {
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
