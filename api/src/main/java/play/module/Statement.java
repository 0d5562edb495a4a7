package play.module;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a guest or a transfer says it has done, or would do.
 *
 * @param message in a few words, where it says any
 * @param result what {@code register} gets
 * @param facts of the host, under the names of their variables
 * @param differences what was there before and is there after
 * @param warnings for whoever runs it
 */
public record Statement(
        Ending ending,
        String message,
        Map<String, @Nullable Object> result,
        Map<String, @Nullable Object> facts,
        List<Difference> differences,
        List<String> warnings) {
    /** How it ended. */
    public enum Ending {
        UNCHANGED,
        CHANGED,
        /** It has nothing to do here, or can't say in a dry run what it would do. */
        SKIPPED,
        FAILED
    }

    /** @param of what is told of: a path, or no more than the module's name */
    public record Difference(String of, String before, String after) {}

    public Statement {
        differences = List.copyOf(differences);
        warnings = List.copyOf(warnings);
    }
}
