package play.value;

import java.util.regex.Pattern;

/** Patterns of a shell, as Python's {@code fnmatch} reads them: a backslash stands for itself. */
public final class Glob {
    private Glob() {}

    /** A pattern that matches whole names. */
    public static Pattern compiled(String glob) {
        return Pattern.compile(regex(glob) + "\\z", Pattern.DOTALL);
    }

    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int end = c == '[' ? pattern.indexOf(']', i + (pattern.startsWith("!", i + 1) ? 3 : 2)) : -1;
            if (end > 0) {
                regex.append(set(pattern.substring(i + 1, end)));
                i = end;
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    private static String set(String inside) {
        boolean not = inside.startsWith("!");
        String chars = (not ? inside.substring(1) : inside).replaceAll("[\\[\\]\\\\^&]", "\\\\$0");
        return "[" + (not ? "^" : "") + chars + "]";
    }
}
