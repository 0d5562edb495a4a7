package play.diag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import play.source.Span;

/** Collects diagnostics; a place that was reported once is not reported again. Used by one thread. */
public final class ProblemList implements Problems {
    private record Fault(String file, int start, int end) {}

    private final List<Diagnostic> all = new ArrayList<>();
    private final Set<Object> places = new LinkedHashSet<>();

    @Override
    public void report(Diagnostic diagnostic) {
        Object place = diagnostic.subject().<Object>map(ProblemList::fault).orElse(diagnostic);
        if (places.add(place)) {
            all.add(diagnostic);
        }
    }

    /** All that was reported, by file and place. */
    public List<Diagnostic> sorted() {
        Comparator<Diagnostic> byPlace = Comparator.comparing(
                        (Diagnostic d) -> d.subject().map(s -> s.file().name()).orElse(""))
                .thenComparing(d -> d.subject().map(Span::start).orElse(0));
        return all.stream().sorted(byPlace).toList();
    }

    public boolean hasErrors() {
        return all.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    private static Fault fault(Span span) {
        return new Fault(span.file().name(), span.start(), span.end());
    }
}
