package play.expression.call;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.Text;

/** The filter that turns a text into a comment of some language. */
final class Comments {
    /** What is written before each line, and around the whole where {@code beginning} is not empty. */
    private record Style(String decoration, String beginning, String end) {}

    private static final Map<String, Style> STYLES = Map.of(
            "plain", new Style("# ", "", ""),
            "erlang", new Style("% ", "", ""),
            "c", new Style("// ", "", ""),
            "cblock", new Style(" * ", "/*", " */"),
            "xml", new Style(" - ", "<!--", "-->"));

    private Comments() {}

    static Object comment(@Nullable Object input, Given given) {
        String name = given.text("style", "plain");
        Style style = STYLES.get(name);
        if (style == null) {
            throw Failure.arguments("'style' of the filter 'comment' is one of plain, erlang, c, cblock, xml.");
        }
        String decoration = option(given, "decoration", style.decoration());
        String newline = option(given, "newline", "\n");
        String prefix =
                repeated(option(given, "prefix", decoration.stripTrailing()), given.get("prefix_count"), newline);
        String postfix =
                repeated(option(given, "postfix", decoration.stripTrailing()), given.get("postfix_count"), newline);
        if (newline.isEmpty()) {
            throw Failure.arguments("'newline' of the filter 'comment' cannot be empty.");
        }
        List<@Nullable Object> texts = Strings.split(Text.of(input), newline, -1);
        Bounds.text((long) texts.size() * (decoration.length() + newline.length()));
        String lines = IntStream.range(0, texts.size())
                .mapToObj(at -> decorated(decoration, Text.of(texts.get(at)), at == texts.size() - 1))
                .collect(Collectors.joining(newline));
        String beginning = option(given, "beginning", style.beginning());
        String end = option(given, "end", style.end());
        return (beginning.isEmpty() ? "" : beginning + newline)
                + prefix
                + lines
                + newline
                + postfix.stripTrailing()
                + (end.isEmpty() ? "" : newline + end);
    }

    /** Blanks of the decoration go where nothing follows it, but for the last line. */
    private static String decorated(String decoration, String line, boolean last) {
        String text = decoration + line;
        return !last && text.endsWith(decoration)
                ? text.substring(0, text.length() - decoration.length()) + decoration.stripTrailing()
                : text;
    }

    private static String option(Given given, String name, String otherwise) {
        Object value = given.get(name);
        return value == null ? otherwise : Text.of(value);
    }

    private static String repeated(String line, @Nullable Object count, String newline) {
        if (line.isEmpty()) {
            return "";
        }
        int times = count instanceof Long number ? Math.clamp(number, 0, 100) : 1;
        Bounds.text((long) times * (line.length() + newline.length()));
        return (line + newline).repeat(times);
    }
}
