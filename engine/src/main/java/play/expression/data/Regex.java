package play.expression.data;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions in Python's notation; each look at a char counts as a step of the evaluation. */
public final class Regex {
    private static final int LONGEST_PATTERN = 100_000;
    private static final int MOST_BURDEN = 10_000;

    private final Pattern pattern;
    private final long burden;

    private Regex(Pattern pattern, long burden) {
        this.pattern = pattern;
        this.burden = burden;
    }

    /** {@code flags} are those of {@link Pattern}; {@code $} and {@code .} know only the line feed, as in Python. */
    public static Regex of(String python, int flags) {
        if (python.length() > LONGEST_PATTERN) {
            throw Failure.limit("The regular expression has " + Bounds.number(python.length()) + " characters; at most "
                    + Bounds.number(LONGEST_PATTERN) + " are allowed.");
        }
        Bounds.steps(20L * python.length());
        try {
            int all = flags | Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNICODE_CASE;
            String java = translated(python);
            return new Regex(Pattern.compile(java, all), burdenOf(java));
        } catch (PatternSyntaxException e) {
            throw Failure.value("'" + python + "' is not a regular expression: " + e.getDescription() + ".");
        } catch (StackOverflowError e) {
            throw Failure.limit("The regular expression is nested too deep.");
        }
    }

    private static long burdenOf(String java) {
        long burden = RegexBurden.of(java);
        if (burden > MOST_BURDEN) {
            throw Failure.limit("The regular expression can match the empty string in more than "
                    + Bounds.number(MOST_BURDEN) + " ways at one place; repeat only what cannot be empty.");
        }
        return burden;
    }

    /** Runs {@code use} on a matcher of {@code text} that counts its steps. */
    public <R> R on(String text, Function<Matcher, R> use) {
        Bounds.steps(
                burden == 1 ? 1 : burden * (text.length() + pattern.pattern().length()));
        try {
            return use.apply(pattern.matcher(new Watched(text, burden)));
        } catch (StackOverflowError e) {
            throw Failure.limit("The regular expression needs too much memory on this text.");
        }
    }

    /**
     * Replaces up to {@code count} matches, all for 0, by a replacement in Python's notation: {@code \1},
     * {@code \g<name>}.
     */
    public String replace(String text, String replacement, int count) {
        return on(text, match -> {
            StringBuilder out = new StringBuilder();
            for (int done = 0; (count == 0 || done < count) && match.find(); done++) {
                match.appendReplacement(out, "");
                String expanded = expanded(match, replacement);
                Bounds.checkText((long) out.length() + expanded.length());
                out.append(expanded);
            }
            return match.appendTail(out).toString();
        });
    }

    /** A replacement text with its group references filled in. */
    public static String expanded(Matcher match, String replacement) {
        StringBuilder out = new StringBuilder();
        Bounds.text(replacement.length());
        for (int i = 0; i < replacement.length(); i++) {
            Bounds.checkText(out.length());
            char c = replacement.charAt(i);
            if (c != '\\' || i + 1 == replacement.length()) {
                out.append(c);
                continue;
            }
            i = escape(match, replacement, i + 1, out);
        }
        return out.toString();
    }

    /** Handles the escape whose letter is at {@code at}; gives the offset of its last char. */
    private static int escape(Matcher match, String replacement, int at, StringBuilder out) {
        char c = replacement.charAt(at);
        if (c >= '1' && c <= '9') {
            boolean two = at + 1 < replacement.length() && Character.isDigit(replacement.charAt(at + 1));
            out.append(group(match, replacement.substring(at, two ? at + 2 : at + 1)));
            return two ? at + 1 : at;
        }
        int close = replacement.indexOf('>', at);
        if (c == 'g' && replacement.startsWith("<", at + 1) && close > 0) {
            out.append(group(match, replacement.substring(at + 2, close)));
            return close;
        }
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case '\\' -> out.append('\\');
            case '0' -> out.append('\0');
            default -> {
                if (Character.isLetter(c)) {
                    throw Failure.value("'\\" + c + "' is not supported in a replacement.");
                }
                out.append('\\').append(c);
            }
        }
        return at;
    }

    /** The text of a group by number or name, empty when it took no part in the match. */
    public static String group(Matcher match, String name) {
        try {
            String text = Character.isDigit(name.charAt(0))
                    ? match.group(Integer.parseInt(name))
                    : match.group(javaName(name));
            Bounds.text(text == null ? 0 : text.length());
            return text == null ? "" : text;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw Failure.value("The regular expression has no group '" + name + "'.");
        }
    }

    private static String javaName(String name) {
        return name.replace("_", "U95U");
    }

    /** Java's notation: named groups, a literal {@code [} or {@code &&} in a class, {@code \Z}. */
    static String translated(String python) {
        StringBuilder java = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < python.length(); i++) {
            char c = python.charAt(i);
            if (c == '\\' && i + 1 < python.length()) {
                i++;
                if ("QE".indexOf(python.charAt(i)) >= 0) {
                    throw Failure.value("'\\" + python.charAt(i) + "' is not supported in a regular expression.");
                }
                java.append(python.charAt(i) == 'Z' && !inClass ? "\\z" : "\\" + python.charAt(i));
            } else if (inClass) {
                inClass = c != ']' || classJustOpened(python, i);
                java.append(c == '[' || c == '&' || (inClass && c == ']') ? "\\" : "")
                        .append(c);
            } else if (python.startsWith("(?P", i)) {
                i = namedGroup(python, i, java);
            } else {
                inClass = c == '[';
                java.append(c);
            }
        }
        return java.toString();
    }

    private static boolean classJustOpened(String python, int at) {
        return python.charAt(at - 1) == '[' || python.startsWith("[^", at - 2);
    }

    /** Handles {@code (?P<name>} and {@code (?P=name)}; gives the offset of its last char. */
    private static int namedGroup(String python, int at, StringBuilder java) {
        boolean opens = python.startsWith("<", at + 3);
        int end = opens || python.startsWith("=", at + 3) ? python.indexOf(opens ? '>' : ')', at) : -1;
        if (end < 0) {
            throw Failure.value("'(?P' begins a group with a name, '(?P<name>…)', or repeats one, '(?P=name)'.");
        }
        String name = javaName(python.substring(at + 4, end));
        java.append(opens ? "(?<" + name + ">" : "\\k<" + name + ">");
        return end;
    }

    /** A text that counts how often a matcher looks at it, which bounds catastrophic backtracking. */
    private static final class Watched implements CharSequence {
        private static final int AT_ONCE = 1024;

        private final String text;
        private final long burden;
        private int looks;

        Watched(String text, long burden) {
            this.text = text;
            this.burden = burden;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks == AT_ONCE) {
                looks = 0;
                Bounds.steps(burden * AT_ONCE);
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
