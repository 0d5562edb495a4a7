package play.modules.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.value.PythonRegex;

/** Every match of a pattern replaced, as Python's {@code re.sub} does it. */
record TextReplacement(Pattern regexp, String replace) {
    private static final String SECTION = "subsection";

    TextReplacement(String regexp, String replace) {
        this(PythonRegex.ofText(regexp, Pattern.MULTILINE), replace);
    }

    /** What is wrong with the replacement: a group that the pattern does not have. */
    Optional<String> fault() {
        return Optional.ofNullable(PythonRegex.fault(regexp, replace));
    }

    /** What stands between two patterns, as Ansible finds it; nothing where none is given. */
    static Optional<Pattern> section(Optional<String> after, Optional<String> before) {
        return after.isEmpty() && before.isEmpty()
                ? Optional.empty()
                : Optional.of(PythonRegex.ofText(between(after, before), Pattern.DOTALL));
    }

    /** The pattern of a section, in Python's notation. */
    static String between(Optional<String> after, Optional<String> before) {
        String within = "(?P<" + SECTION + ">" + (after.isPresent() && before.isPresent() ? ".*?" : ".*") + ")";
        return after.orElse("") + within + before.orElse("");
    }

    /**
     * The text with it; where every line ended in CRLF, every line does afterwards, and the pattern sees none of it.
     */
    String edit(Optional<Pattern> section, String text) {
        return Lines.keepingEnds(
                text, plain -> section.map(only -> within(only, plain)).orElseGet(() -> in(plain)));
    }

    /** How often it is put in. */
    int count(Optional<Pattern> section, String text) {
        int[] count = new int[1];
        Lines.keepingEnds(text, plain -> {
            count[0] = (int) section.map(only -> only.matcher(plain))
                    .map(found -> found.find() ? found.group(SECTION) : "")
                    .map(regexp::matcher)
                    .orElseGet(() -> regexp.matcher(plain))
                    .results()
                    .count();
            return plain;
        });
        return count[0];
    }

    private String in(String text) {
        StringBuilder out = new StringBuilder();
        Matcher match = regexp.matcher(text);
        while (match.find()) {
            match.appendReplacement(out, Matcher.quoteReplacement(PythonRegex.expanded(match, replace)));
        }
        return match.appendTail(out).toString();
    }

    /** Only where the section is; without one nothing is replaced. */
    private String within(Pattern section, String text) {
        Matcher found = section.matcher(text);
        return found.find()
                ? text.substring(0, found.start(SECTION))
                        + in(found.group(SECTION))
                        + text.substring(found.end(SECTION))
                : text;
    }
}
