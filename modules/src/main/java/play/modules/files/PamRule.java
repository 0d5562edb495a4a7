package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule of PAM: {@code auth required pam_unix.so nullok}.
 *
 * @param id which rule of its file it is
 * @param arguments words of their own, or what square brackets hold
 */
record PamRule(Id id, List<String> arguments) {
    private static final String BRACKETS = "\\[(?:\\\\]|[^]])*\\]";
    private static final Pattern LINE = Pattern.compile(
            "\\s*(?<type>-?(?:auth|account|password|session))\\s+(?<control>" + BRACKETS
                    + "|\\S+)\\s+(?<module>\\S+)(?<arguments>.*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ARGUMENT = Pattern.compile(BRACKETS + "|\\S+");

    PamRule {
        arguments = List.copyOf(arguments);
    }

    /**
     * What rules are told apart by, beside their arguments.
     *
     * @param type {@code auth}, {@code -session} …, in lower case
     * @param control a word, or what square brackets hold with one blank between its words
     */
    record Id(String type, String control, String module) {
        Id {
            control = control.replaceAll("\\s+", " ").replace("[ ", "[").replace(" ]", "]");
        }
    }

    /** The rule in a line, which may be written on several that end in backslashes; nothing in any other line. */
    static Optional<PamRule> in(String line) {
        Matcher match = LINE.matcher(line.replace("\\\n", " "));
        return match.matches()
                ? Optional.of(new PamRule(
                        new Id(
                                match.group("type").toLowerCase(Locale.ROOT),
                                match.group("control"),
                                match.group("module")),
                        arguments(match.group("arguments"))))
                : Optional.empty();
    }

    /** The arguments in a text; a comment behind them is none. */
    static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        Matcher match = ARGUMENT.matcher(text);
        while (match.find() && !match.group().startsWith("#")) {
            arguments.add(match.group());
        }
        return arguments;
    }

    PamRule with(List<String> others) {
        return new PamRule(id, others);
    }

    /** With these arguments: one that is {@code name=value} takes the place of the one of that name. */
    PamRule having(List<String> wanted) {
        List<String> all = new ArrayList<>(arguments);
        for (String argument : wanted) {
            if (all.contains(argument)) {
                continue;
            }
            int same = all.stream().map(PamRule::name).toList().indexOf(name(argument));
            if (same >= 0 && argument.contains("=") && all.get(same).contains("=")) {
                all.set(same, argument);
            } else {
                all.add(argument);
            }
        }
        return with(all);
    }

    PamRule lacking(List<String> unwanted) {
        return with(arguments.stream()
                .filter(argument -> !unwanted.contains(argument))
                .toList());
    }

    private static String name(String argument) {
        return argument.startsWith("[") ? argument : argument.replaceFirst("=.*", "");
    }

    /** Its line. */
    String line() {
        String rule = "%-11s%s %s".formatted(id.type(), id.control(), id.module());
        return arguments.isEmpty() ? rule : rule + " " + String.join(" ", arguments);
    }
}
