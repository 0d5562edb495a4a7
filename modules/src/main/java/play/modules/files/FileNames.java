package play.modules.files;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import play.value.Glob;
import play.value.PythonRegex;

/**
 * Names of files, chosen by patterns as Python's {@code fnmatch} and {@code re.match} do.
 *
 * @param wanted one of which has to match
 * @param unwanted none of which may
 */
record FileNames(List<Pattern> wanted, List<Pattern> unwanted) {
    /** @param regex whether the patterns are regular expressions; else they are those of a shell */
    static FileNames of(List<String> patterns, List<String> excludes, boolean regex) {
        return new FileNames(
                patterns.isEmpty() ? List.of(Pattern.compile("")) : compiled(patterns, regex),
                compiled(excludes, regex));
    }

    private static List<Pattern> compiled(List<String> patterns, boolean regex) {
        return patterns.stream()
                .map(pattern -> regex ? PythonRegex.ofText(pattern, 0) : Glob.compiled(pattern))
                .toList();
    }

    boolean wants(String name) {
        return wanted.stream().anyMatch(pattern -> pattern.matcher(name).lookingAt())
                && unwanted.stream().noneMatch(pattern -> pattern.matcher(name).lookingAt());
    }

    /**
     * Tests of {@code find} that let through what the patterns match, and maybe more: none where a pattern has what
     * hosts may read otherwise.
     */
    static Optional<String> tests(List<String> patterns, boolean regex, UnaryOperator<String> quote) {
        boolean plain = !regex
                && !patterns.isEmpty()
                && patterns.stream().allMatch(pattern -> pattern.matches("[A-Za-z0-9_.,*+=@%:~ -]+"));
        return plain
                ? Optional.of("\\( "
                        + String.join(
                                " -o ",
                                patterns.stream()
                                        .map(pattern -> "-name " + quote.apply(pattern))
                                        .toList())
                        + " \\)")
                : Optional.empty();
    }
}
