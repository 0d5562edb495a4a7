package play.expression;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.source.Span;
import play.value.TemplateStyle;

/**
 * The first line of a template file that says how it is read: {@code #jinja2: lstrip_blocks: True}.
 *
 * @param end where the template begins: behind that line, else at its start
 */
record TemplateHeader(int end, TemplateStyle style) {
    private static final String MARK = "#jinja2:";

    private static final String INVALID = "Invalid header of a template";

    /** Commas within quotes are part of a value. */
    private static final Pattern PAIR = Pattern.compile("((?:[^,'\"]|'[^']*'|\"[^\"]*\"|['\"])*)(?:,|$)");

    private static final Pattern QUOTED = Pattern.compile("'([^'\\\\]+)'|\"([^\"\\\\]+)\"");

    /** As other formats have it. */
    private static final Pattern ASSIGNED = Pattern.compile("(\\w+)\\s*=\\s*(.+)");

    /** @param usual the style where the template says nothing else */
    static TemplateHeader of(String text, TemplateStyle usual, Origin origin, Problems problems) {
        if (!text.startsWith(MARK)) {
            return new TemplateHeader(0, usual);
        }
        int line = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        String options = text.substring(MARK.length(), line).stripTrailing();
        TemplateStyle style = usual;
        Matcher pairs = PAIR.matcher(options);
        for (int at = 0; at <= options.length() && pairs.find(at); at = pairs.end()) {
            String[] parts = pairs.group(1).strip().split("\\s*:\\s*", 2);
            Optional<TemplateStyle> next = style.with(parts[0], parts.length == 2 ? value(parts[1]) : null);
            if (next.isEmpty()) {
                int from = MARK.length() + pairs.start();
                problems.report(unknown(
                        pairs.group(1).strip(),
                        parts[0],
                        origin.spanOf(from, from + pairs.group(1).length())));
            }
            style = next.orElse(style);
            if (pairs.end() == pairs.start() || pairs.end() == options.length()) {
                break;
            }
        }
        style.fault()
                .ifPresent(fault -> problems.report(
                        Diagnostic.error("template-header", INVALID, fault + ".", origin.spanOf(0, line))));
        return new TemplateHeader(Math.min(line + 1, text.length()), style);
    }

    private static @Nullable Object value(String written) {
        Matcher quoted = QUOTED.matcher(written);
        if (quoted.matches()) {
            return quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
        }
        return switch (written) {
            case "True" -> true;
            case "False" -> false;
            default -> null;
        };
    }

    /** One that is there is written otherwise than with a colon, or has a value that it cannot have. */
    private static String hint(String option) {
        Matcher written = ASSIGNED.matcher(option);
        return written.matches() && TemplateStyle.OPTIONS.contains(written.group(1))
                ? " Did you mean '" + written.group(1) + ": " + written.group(2) + "'?"
                : TemplateStyle.OPTIONS.contains(option) ? "" : Suggestions.hint(option, TemplateStyle.OPTIONS);
    }

    private static Diagnostic unknown(String pair, String option, Span place) {
        return Diagnostic.error(
                "template-header",
                INVALID,
                "'" + pair + "' is not an option of a template here. Supported are '"
                        + String.join("', '", TemplateStyle.OPTIONS)
                        + "', each followed by a colon and True, False or a text in quotes, with commas between."
                        + hint(option),
                place);
    }
}
