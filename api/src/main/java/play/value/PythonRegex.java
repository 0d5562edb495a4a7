package play.value;

import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Regular expressions and replacements in Python's notation, which is that of playbooks. */
public final class PythonRegex {
    /** Characters that a backslash and a letter stand for, in replacements. */
    private static final String ESCAPES = "a\u0007b\bf\fn\nr\rt\tv\u000b";

    /** What stands for it in names of groups, which have only letters and digits in Java. */
    private static final String UNDERSCORE = "U95U";

    /** Java knows no line after the last line feed. */
    private static final String LINE_START = "(?:^|(?<=\n))";

    /** A repetition: at least one of its numbers or the comma is there. */
    private static final Pattern TIMES = Pattern.compile("\\{(?!})(\\d*)(?:,\\d*)?}");

    private PythonRegex() {}

    /**
     * Of text, as Python reads it: {@code $} and {@code .} know only the line feed, {@code \w} and its like letters of
     * all scripts.
     *
     * @param flags those of {@link Pattern}
     * @throws PatternSyntaxException it has what Python does not have, or this does not translate
     */
    public static Pattern ofText(String python, int flags) {
        return Pattern.compile(
                translated(python, flags),
                flags | Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNICODE_CASE);
    }

    /** The same of bytes: {@code \w} and its like know only ASCII. */
    public static Pattern ofBytes(String python, int flags) {
        return Pattern.compile(translated(python, flags), flags | Pattern.UNIX_LINES);
    }

    /** Java's notation: named groups, a literal {@code [} or {@code &&} in a class, {@code \Z}. */
    private static String translated(String python, int flags) {
        StringBuilder java = new StringBuilder();
        boolean inClass = false;
        int opened = 0;
        for (int i = 0; i < python.length(); i++) {
            char c = python.charAt(i);
            if (c == '\\' && i + 1 < python.length()) {
                i++;
                if ("QE".indexOf(python.charAt(i)) >= 0) {
                    throw new PatternSyntaxException("'\\" + python.charAt(i) + "' is not supported", python, i);
                }
                java.append(python.charAt(i) == 'Z' && !inClass ? "\\z" : "\\" + python.charAt(i));
            } else if (inClass) {
                inClass = c != ']' || isFirst(python, i, opened);
                java.append(c == '[' || c == '&' || (inClass && c == ']') ? "\\" : "")
                        .append(c);
            } else if (python.startsWith("(?P", i)) {
                i = namedGroup(python, i, java);
            } else if (c == '{') {
                i = brace(python, i, java);
            } else {
                inClass = c == '[';
                opened = i;
                java.append(c == '^' && (flags & Pattern.MULTILINE) != 0 ? LINE_START : String.valueOf(c));
            }
        }
        return java.toString();
    }

    /** A brace that opens no repetition stands for itself; gives the offset of the last char it handles. */
    private static int brace(String python, int at, StringBuilder java) {
        Matcher times = TIMES.matcher(python).region(at, python.length());
        if (!times.lookingAt()) {
            java.append("\\{");
            return at;
        }
        if (at == 0) {
            throw new PatternSyntaxException("there is nothing to repeat before '{'", python, at);
        }
        java.append(times.group(1).isEmpty() ? "{0" + times.group().substring(1) : times.group());
        return times.end() - 1;
    }

    /** Whether a character is the first one in a class, whose opening bracket is at {@code opened}. */
    private static boolean isFirst(String python, int at, int opened) {
        return at == opened + 1 || (at == opened + 2 && python.charAt(opened + 1) == '^');
    }

    /** Handles {@code (?P<name>} and {@code (?P=name)}; gives the offset of its last char. */
    private static int namedGroup(String python, int at, StringBuilder java) {
        boolean opens = python.startsWith("<", at + 3);
        int end = opens || python.startsWith("=", at + 3) ? python.indexOf(opens ? '>' : ')', at) : -1;
        if (end < 0) {
            throw new PatternSyntaxException(
                    "'(?P' begins a group with a name, '(?P<name>…)', or repeats one, '(?P=name)'", python, at);
        }
        String name = javaName(python.substring(at + 4, end));
        java.append(opens ? "(?<" + name + ">" : "\\k<" + name + ">");
        return end;
    }

    private static String javaName(String name) {
        return name.replace("_", UNDERSCORE);
    }

    /** The names of the groups of a pattern, in their order. */
    public static List<String> names(Pattern pattern) {
        return pattern.namedGroups().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(group -> group.getKey().replace(UNDERSCORE, "_"))
                .toList();
    }

    /**
     * What is wrong with a replacement for matches of a pattern, as words in a sentence; null if nothing is.
     *
     * @param pattern from {@link #ofText} or {@link #ofBytes}
     */
    public static @Nullable String fault(Pattern pattern, String replacement) {
        // Where nothing matches the empty string does, with every group empty.
        Matcher match = Pattern.compile("(?:" + pattern.pattern() + "\n)|", pattern.flags())
                .matcher("");
        try {
            if (match.find()) {
                expanded(match, replacement);
            }
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /**
     * The text of a group by number or name; null when it took no part in the match.
     *
     * @throws IllegalArgumentException the pattern has no such group
     */
    public static @Nullable String group(Matcher match, String name) {
        try {
            return !name.isEmpty() && Character.isDigit(name.charAt(0))
                    ? match.group(Integer.parseInt(name))
                    : match.group(javaName(name));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the regular expression has no group '" + name + "'", e);
        }
    }

    /**
     * A replacement with its references to groups filled in: {@code \1}, {@code \g<name>}.
     *
     * @throws IllegalArgumentException with what is wrong in it, as words in a sentence
     */
    public static String expanded(Matcher match, String replacement) {
        return expanded(match, replacement, length -> {});
    }

    /** @param grown is told how long it has become, again and again, and may throw */
    public static String expanded(Matcher match, String replacement, IntConsumer grown) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c == '\\' && i + 1 < replacement.length()) {
                i = escape(match, replacement, i + 1, out);
            } else {
                out.append(c);
            }
            grown.accept(out.length());
        }
        return out.toString();
    }

    /** Handles the escape whose letter is at {@code at}; gives the offset of its last char. */
    private static int escape(Matcher match, String replacement, int at, StringBuilder out) {
        char c = replacement.charAt(at);
        if (c >= '1' && c <= '9') {
            boolean two = at + 1 < replacement.length() && Character.isDigit(replacement.charAt(at + 1));
            out.append(held(match, replacement.substring(at, two ? at + 2 : at + 1)));
            return two ? at + 1 : at;
        }
        int close = replacement.indexOf('>', at);
        if (c == 'g' && replacement.startsWith("<", at + 1) && close > 0) {
            out.append(held(match, replacement.substring(at + 2, close)));
            return close;
        }
        int known = ESCAPES.indexOf(c);
        if (known >= 0 && known % 2 == 0) {
            out.append(ESCAPES.charAt(known + 1));
        } else if (c == '\\' || c == '0') {
            out.append(c == '0' ? '\0' : c);
        } else if (Character.isLetter(c)) {
            throw new IllegalArgumentException("'\\" + c + "' is not supported in a replacement");
        } else {
            out.append('\\').append(c);
        }
        return at;
    }

    private static String held(Matcher match, String name) {
        String text = group(match, name);
        return text == null ? "" : text;
    }
}
