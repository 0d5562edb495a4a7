package play.expression.call;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Regex;
import play.expression.data.Text;

/** Filters and tests on regular expressions. */
final class RegexCalls {
    private RegexCalls() {}

    static void add(Registry.Builder to) {
        to.filter(
                "regex_replace",
                "pattern? replacement? ignorecase? multiline? count? mandatory_count?",
                MarkerHandling.CONTENT,
                RegexCalls::replace);
        to.filter("regex_search", "regex * ignorecase? multiline?", MarkerHandling.CONTENT, RegexCalls::search);
        to.filter("regex_findall", "regex multiline? ignorecase?", MarkerHandling.CONTENT, RegexCalls::findAll);
        to.filter(
                "regex_escape",
                "re_type?",
                MarkerHandling.CONTENT,
                (input, given) -> escaped(Text.decoded(input), given.text("re_type", "python")));
        to.test(
                "match",
                "pattern ignorecase? multiline?",
                MarkerHandling.CONTENT,
                (input, given) -> regex(given, "pattern").on(tested(input), Matcher::lookingAt));
        to.test(
                "search",
                "pattern ignorecase? multiline?",
                MarkerHandling.CONTENT,
                (input, given) -> regex(given, "pattern").on(tested(input), Matcher::find));
        to.test("regex", "pattern ignorecase? multiline? match_type?", MarkerHandling.CONTENT, RegexCalls::regexTest);
    }

    private static String tested(@Nullable Object input) {
        return input == null ? "None" : Text.decoded(input);
    }

    private static Regex regex(Given given, String argument) {
        int flags = (given.flag("ignorecase", false) ? Pattern.CASE_INSENSITIVE : 0)
                | (given.flag("multiline", false) ? Pattern.MULTILINE : 0);
        return Regex.of(given.text(argument, ""), flags);
    }

    private static boolean regexTest(@Nullable Object input, Given given) {
        Regex regex = regex(given, "pattern");
        return switch (given.text("match_type", "search")) {
            case "match" -> regex.on(tested(input), Matcher::lookingAt);
            case "fullmatch" -> regex.on(tested(input), Matcher::matches);
            default -> regex.on(tested(input), Matcher::find);
        };
    }

    private static Object replace(@Nullable Object input, Given given) {
        return regex(given, "pattern")
                .replace(Text.decoded(input), given.text("replacement", ""), given.small("count", 0));
    }

    private static @Nullable Object search(@Nullable Object input, Given given) {
        List<@Nullable Object> groups = given.rest();
        return regex(given, "regex").on(Text.decoded(input), match -> {
            if (!match.find()) {
                return null;
            }
            FreshList found = new FreshList();
            groups.forEach(group -> found.add(Regex.group(match, groupName(Text.of(group)))));
            return groups.isEmpty() ? (Object) match.group() : found;
        });
    }

    private static String groupName(String reference) {
        if (reference.startsWith("\\g<") && reference.endsWith(">")) {
            return reference.substring(3, reference.length() - 1);
        }
        if (reference.matches("\\\\\\d{1,2}")) {
            return reference.substring(1);
        }
        throw Failure.arguments("'" + reference + "' is not a group; write '\\1' or '\\g<name>'.");
    }

    private static @Nullable Object findAll(@Nullable Object input, Given given) {
        String text = Text.decoded(input);
        return regex(given, "regex").on(text, match -> {
            FreshList all = new FreshList();
            while (Regex.next(match, text)) {
                all.add(found(match));
                Bounds.checkList(all.size());
            }
            return all;
        });
    }

    private static Object found(Matcher match) {
        if (match.groupCount() == 0) {
            return Regex.group(match, "0");
        }
        FreshList groups = new FreshList();
        for (int i = 1; i <= match.groupCount(); i++) {
            groups.add(Regex.group(match, String.valueOf(i)));
        }
        return match.groupCount() == 1 ? Objects.requireNonNull(groups.getFirst()) : groups.asTuple();
    }

    private static String escaped(String text, String type) {
        String special = switch (type) {
            case "python" -> ".^$*+?{}[]\\|()-&~# \t\n\r\u000b\f";
            case "posix_basic" -> "[].^$*\\";
            default -> throw Failure.arguments("'re_type' of the filter 'regex_escape' is 'python' or 'posix_basic'.");
        };
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .forEach(point ->
                        out.append(special.indexOf(point) >= 0 ? "\\" : "").appendCodePoint(point));
        return out.toString();
    }
}
