package play.editor;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Suggestions;
import play.source.Span;

/** What a diagnostic proposes to write instead. */
public final class Fixes {
    /** A change of a text. */
    public record Fix(String title, Span place, String text) {}

    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

    private Fixes() {}

    /** Nothing where it knows no word, or where it is not plain which word is meant. */
    public static Optional<Fix> of(Diagnostic problem) {
        Optional<String> proposed = Suggestions.proposed(problem.detail());
        return proposed.isEmpty() || problem.subject().isEmpty()
                ? Optional.empty()
                : wrong(problem, problem.subject().get(), proposed.get())
                        .map(place -> new Fix("Write '" + proposed.get() + "'", place, proposed.get()));
    }

    /** The word that is quoted in the message and stands once in the text. */
    private static Optional<Span> wrong(Diagnostic problem, Span subject, String proposed) {
        return QUOTED.matcher(problem.detail())
                .results()
                .map(found -> found.group(1))
                .filter(word -> !word.equals(proposed))
                .flatMap(word -> once(subject, word).stream())
                .findFirst();
    }

    private static Optional<Span> once(Span subject, String word) {
        Matcher matcher = Pattern.compile("(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w-])")
                .matcher(subject.text());
        Stream<MatchResult> found = matcher.results();
        List<MatchResult> all = found.toList();
        return all.size() == 1
                ? Optional.of(subject.file()
                        .span(
                                subject.start() + all.getFirst().start(),
                                subject.start() + all.getFirst().end()))
                : Optional.empty();
    }
}
