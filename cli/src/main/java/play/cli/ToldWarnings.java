package play.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import play.diag.Diagnostic;
import play.diag.Severity;

/** Warnings are told once, however often the same things are read. Used by one thread. */
final class ToldWarnings {
    private final Set<Diagnostic> told = new HashSet<>();

    /** Those that are still to be told, which from now on they are; and all errors. */
    List<Diagnostic> untold(List<Diagnostic> problems) {
        return problems.stream()
                .filter(problem -> problem.severity() != Severity.WARNING || told.add(problem))
                .toList();
    }
}
