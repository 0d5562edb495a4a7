package play.expression.data;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import play.value.PythonRegex;

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
            Pattern pattern = PythonRegex.ofText(python, flags);
            return new Regex(pattern, burdenOf(pattern.pattern()));
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
            for (int done = 0; (count == 0 || done < count) && next(match, text); done++) {
                match.appendReplacement(out, "");
                String expanded = expanded(match, replacement);
                Bounds.checkText((long) out.length() + expanded.length());
                out.append(expanded);
            }
            return match.appendTail(out).toString();
        });
    }

    /** Goes on to the next match in {@code text}; what is empty matches nowhere inside a character of two chars. */
    public static boolean next(Matcher match, String text) {
        while (match.find()) {
            int at = match.start();
            boolean inside = at == match.end()
                    && at > 0
                    && at < text.length()
                    && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
            if (!inside) {
                return true;
            }
        }
        return false;
    }

    /** A replacement text with its group references filled in. */
    public static String expanded(Matcher match, String replacement) {
        Bounds.text(replacement.length());
        try {
            return PythonRegex.expanded(match, replacement, Bounds::checkText);
        } catch (IllegalArgumentException e) {
            throw failure(e);
        }
    }

    /** The text of a group by number or name, empty when it took no part in the match. */
    public static String group(Matcher match, String name) {
        try {
            String text = PythonRegex.group(match, name);
            Bounds.text(text == null ? 0 : text.length());
            return text == null ? "" : text;
        } catch (IllegalArgumentException e) {
            throw failure(e);
        }
    }

    private static Failure failure(IllegalArgumentException wrong) {
        String why = String.valueOf(wrong.getMessage());
        return Failure.value(Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".");
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
