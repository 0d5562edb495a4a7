package play.expression.syntax;

import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.value.TemplateStyle;
import play.value.TemplateStyle.Delimiters;

/** What a template of one style is cut at. */
final class TemplateMarks {
    private final TemplateStyle style;
    private final Pattern opening;
    private final Pattern raw;
    private final Pattern endRaw;

    TemplateMarks(TemplateStyle style) {
        this.style = style;
        // Where one mark begins with another, the longer one is meant.
        this.opening = Pattern.compile(Stream.of(style.comment(), style.block(), style.variable())
                .map(Delimiters::start)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
        String start = Pattern.quote(style.block().start());
        String end = Pattern.quote(style.block().end());
        this.raw = Pattern.compile(start + "[-+]?\\s*raw\\s*(?:-" + end + "\\s*|" + end + ")");
        this.endRaw = Pattern.compile(start + "([-+]?)\\s*endraw\\s*(?:\\+" + end + "|-" + end + "\\s*|" + end
                + (style.trim() ? "(?:\\r?\\n)?" : "") + ")");
    }

    Pattern opening() {
        return opening;
    }

    /** The block behind which all is text, up to {@link #endRaw}. */
    Pattern raw() {
        return raw;
    }

    /** Its first group is the sign behind its beginning. */
    Pattern endRaw() {
        return endRaw;
    }

    boolean isOutput(String mark) {
        return mark.equals(style.variable().start());
    }

    boolean isComment(String mark) {
        return mark.equals(style.comment().start());
    }
}
