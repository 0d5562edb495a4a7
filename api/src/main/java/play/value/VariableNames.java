package play.value;

import java.util.Set;
import java.util.regex.Pattern;

/** Names that variables can have. */
public final class VariableNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What an expression takes for a value or an operator wherever it stands. */
    private static final Set<String> WORDS = Set.of("true", "false", "none", "True", "False", "None", "not");

    private VariableNames() {}

    /** Whether a variable can have this name. */
    public static boolean has(String name) {
        return NAME.matcher(name).matches() && !WORDS.contains(name);
    }

    /** What is wrong with a name that no variable can have, and what to do; a sentence without its full stop. */
    public static String objection(String name) {
        return "'" + name + "' cannot name a variable: "
                + (WORDS.contains(name)
                        ? "it means something else in every expression; use another name"
                        : "use letters, digits and '_', with no digit first");
    }
}
