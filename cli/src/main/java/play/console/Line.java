package play.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was typed, which may have several lines of text. */
public sealed interface Line {
    /** Nothing, or a comment. */
    record Blank() implements Line {}

    /**
     * Something to do with the console itself.
     *
     * @param word without its colon
     * @param rest what follows it, without blanks around; may be empty
     */
    record Order(String word, String rest) implements Line {}

    /**
     * A task.
     *
     * @param arguments as the option {@code -a} of {@code play exec} takes them; may be empty
     */
    record Call(String module, String arguments) implements Line {}

    Pattern ORDER = Pattern.compile(":(\\S*)\\s*(.*)", Pattern.DOTALL);

    /** The name of a module may have a colon behind it, as in a playbook. */
    Pattern CALL = Pattern.compile("([^\\s{:]+)(?::(?=\\s|\\z))?\\s*(.*)", Pattern.DOTALL);

    static Line of(String typed) {
        String text = typed.replaceAll("\\\\\\R", " ").strip();
        Matcher order = ORDER.matcher(text);
        Matcher call = CALL.matcher(text);
        if (text.isEmpty() || text.startsWith("#")) {
            return new Blank();
        }
        if (order.matches()) {
            return new Order(order.group(1), order.group(2));
        }
        return call.matches() ? new Call(call.group(1), call.group(2)) : new Call(text, "");
    }

    /** Whether nothing is missing: a brace or bracket of YAML that is open, or the line after a backslash. */
    static boolean isWhole(String typed) {
        if (typed.endsWith("\\")) {
            return false;
        }
        return !(of(typed) instanceof Call(String module, String arguments))
                || !arguments.startsWith("{")
                || isClosed(arguments);
    }

    private static boolean isClosed(String flow) {
        int open = 0;
        char quote = 0;
        for (int i = 0; i < flow.length(); i++) {
            char next = flow.charAt(i);
            if (quote == '"' && next == '\\') {
                i++;
            } else if (quote != 0) {
                quote = next == quote ? 0 : quote;
            } else if (next == '"' || (next == '\'' && !Character.isLetterOrDigit(flow.charAt(i - 1)))) {
                quote = next;
            } else if (next == '{' || next == '[') {
                open++;
            } else if (next == '}' || next == ']') {
                open--;
            }
        }
        return open <= 0 && quote == 0;
    }
}
