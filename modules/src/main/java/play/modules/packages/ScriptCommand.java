package play.modules.packages;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command of a maintainer script.
 *
 * @param conditions that all have to hold for it to run, as the script writes them
 */
record ScriptCommand(String text, List<String> conditions) {
    static final String ALWAYS = "";
    static final String UNKNOWN = ";";

    /** The script is called for the package to be set up. */
    private static final Pattern SETS_UP =
            Pattern.compile("\\[ [\"']?\\$\\{?1}?[\"']? ==? [\"']?configure[\"']? ]|[\"']?\\$\\{?1}?[\"']? is"
                    + " (.*\\|)?\\s*configure\\s*(\\|.*)?");

    private static final Pattern PROGRAM = Pattern.compile("(?:\\[ -x \"?\\$\\()?(?:command -v|which) ([\\w-]+).*");

    private static final Pattern ABSENT =
            Pattern.compile("(! |(\\[|test) ! -|\\[ -z [\"']?(\\$\\(|`)).*", Pattern.DOTALL);

    ScriptCommand {
        conditions = List.copyOf(conditions);
    }

    /** Whether what it makes is sure to be there afterwards: it runs, or does not because that is there. */
    boolean ensures(String made) {
        return conditions.stream().allMatch(condition -> holds(condition, made));
    }

    private boolean holds(String condition, String made) {
        if (condition.contains(UNKNOWN)) {
            return false;
        }
        return condition.isEmpty()
                || Stream.of(condition.split(" \\|\\| "))
                        .anyMatch(one -> Stream.of(one.split(" && "))
                                .map(String::strip)
                                .allMatch(part -> SETS_UP.matcher(part).matches()
                                        || asksForProgram(part)
                                        || isAbsence(part, made)));
    }

    /** A package depends on what its scripts run. */
    private boolean asksForProgram(String part) {
        Matcher program = PROGRAM.matcher(part);
        return program.matches() && text.split("\\s", 2)[0].equals(program.group(1));
    }

    /** What is below it is not there either, where it is not. */
    private static boolean isAbsence(String part, String made) {
        return ABSENT.matcher(part).matches()
                && Pattern.compile("(?<![\\w./-])" + Pattern.quote(made) + "(?![\\w-])")
                        .matcher(part)
                        .find();
    }
}
