package play.files;

import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import play.param.Binding;
import play.value.PythonRegex;

/** Patterns that tasks give as text, in Python's notation. */
public final class Patterns {
    private Patterns() {}

    /** What is wrong with the pattern of a parameter, if anything is. */
    public static Optional<Binding.Fault> fault(String parameter, String pattern) {
        try {
            PythonRegex.ofText(pattern, 0);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(new Binding.Fault(
                    parameter, parameter + " '" + pattern + "' is not a regular expression: " + e.getDescription()));
        }
    }
}
