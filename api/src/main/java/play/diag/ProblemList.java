package play.diag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.source.FileNames;
import play.source.SourceFile;
import play.source.Span;

/**
 * Collects diagnostics, of each place the first, or the first error there is; and which files were read. Used by one
 * thread.
 */
public final class ProblemList implements Problems {
    /** A file may be read twice by two names: one folder of variables beside an inventory and beside a playbook. */
    private record Fault(String file, int start, int end) {}

    private final Map<Object, Diagnostic> byPlace = new LinkedHashMap<>();
    private final List<SourceFile> taken = new ArrayList<>();

    @Override
    public void report(Diagnostic diagnostic) {
        Object place = diagnostic.subject().<Object>map(ProblemList::fault).orElse(diagnostic);
        byPlace.merge(place, diagnostic, (first, next) -> isError(next) && !isError(first) ? next : first);
    }

    @Override
    public void took(SourceFile source) {
        taken.add(source);
    }

    /** The files that were read, in order; one that was read twice is there twice. */
    public List<SourceFile> taken() {
        return List.copyOf(taken);
    }

    /** All that was reported, by file and place. */
    public List<Diagnostic> sorted() {
        Comparator<Diagnostic> order = Comparator.comparing(
                        (Diagnostic d) -> d.subject().map(s -> s.file().name()).orElse(""))
                .thenComparing(d -> d.subject().map(Span::start).orElse(0));
        return byPlace.values().stream().sorted(order).toList();
    }

    public boolean hasErrors() {
        return byPlace.values().stream().anyMatch(ProblemList::isError);
    }

    public boolean isEmpty() {
        return byPlace.isEmpty();
    }

    private static boolean isError(Diagnostic diagnostic) {
        return diagnostic.severity() == Severity.ERROR;
    }

    private static Fault fault(Span span) {
        String name = span.file().name();
        String file = FileNames.path(name)
                .map(path -> path.toAbsolutePath().normalize().toString())
                .orElse(name);
        return new Fault(file, span.start(), span.end());
    }
}
