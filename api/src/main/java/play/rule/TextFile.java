package play.rule;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.source.Located;
import play.source.SourceFile;
import play.source.Span;

/**
 * A text that a task writes to hosts, templates in it not rendered.
 *
 * @param dest where it goes, as it is written
 * @param text what is looked at
 * @param place of all of it
 * @param exact whether a range of the text has a place of its own
 */
public record TextFile(String dest, String text, Span place, boolean exact) {
    private static final Pattern FLAG =
            Pattern.compile("(?<![\\w-])--([a-z][a-z0-9-]+)[= ]\"?([^\\s\"\\\\]+(?:\\s*\\}\\})?|\\{\\{[^}]*\\}\\})");
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$");

    public static TextFile of(String dest, SourceFile file) {
        return new TextFile(dest, file.text(), file.whole(), true);
    }

    /** A text inside a playbook: block scalars are indented there, so lines are looked for. */
    public static TextFile inside(String dest, Located<String> content) {
        return new TextFile(dest, content.value(), content.span(), false);
    }

    public boolean goesTo(String pattern) {
        return dest.matches(pattern);
    }

    /** Where chars {@code [start, end)} of the text stand. */
    public Span at(int start, int end) {
        if (exact) {
            return place.file().span(start, end);
        }
        int lineStart = text.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
        int lineEnd = text.indexOf('\n', start);
        String line = text.substring(start == 0 ? 0 : lineStart, lineEnd < 0 ? text.length() : lineEnd);
        int before = (int) Pattern.compile(Pattern.quote(line))
                .matcher(text.substring(0, lineStart))
                .results()
                .count();
        int from = place.start();
        for (int i = 0; i <= before && from >= 0; i++) {
            from = place.file().text().indexOf(line, i == 0 ? from : from + 1);
        }
        int offset = from < 0 ? place.start() : from + start - lineStart;
        return from < 0
                ? place
                : place.file()
                        .span(
                                offset,
                                Math.min(
                                        offset + end - start,
                                        place.file().text().length()));
    }

    /** Every match of a pattern, comment lines left out. */
    public Stream<Hit> find(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().filter(hit -> !isComment(hit.start())).map(hit -> new Hit(this, hit));
    }

    /** Where a command line in it gives a flag of this name a value: the name is group 1, the value group 2. */
    public Stream<Hit> flags(String name) {
        return find(FLAG).filter(hit -> hit.group(1).equals(name));
    }

    /** Lines that set a variable of an environment file or a shell: the name is group 1, the value group 2. */
    public Stream<Hit> assignments() {
        return find(ASSIGNMENT);
    }

    private boolean isComment(int at) {
        int lineStart = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
        String before = text.substring(lineStart, Math.max(lineStart, at)).stripLeading();
        return before.startsWith("#") || before.startsWith("//") || before.startsWith(";");
    }

    /** A match and where it stands. */
    public record Hit(TextFile file, MatchResult match) {
        public String group(int number) {
            String group = match.group(number);
            return group == null ? "" : group;
        }

        public Span place(int number) {
            return file.at(match.start(number), match.end(number));
        }
    }
}
