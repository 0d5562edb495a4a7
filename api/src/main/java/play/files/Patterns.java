package play.files;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import play.param.Binding;

/** Patterns that tasks give as text. */
public final class Patterns {
    private Patterns() {}

    /** What is wrong with the pattern of a parameter, if anything is. */
    public static Optional<Binding.Fault> fault(String parameter, String pattern) {
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(new Binding.Fault(
                    parameter, parameter + " '" + pattern + "' is not a regular expression: " + e.getDescription()));
        }
    }
}
