package play.module;

import java.util.Optional;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;

/**
 * How a file takes the place of another: parameters that all modules have in common which write files that tasks
 * describe.
 */
public record Replacing(
        @Doc("Command that must succeed before the new content takes its place; %s stands for its path.")
        @Matches(value = "(?s).*%s.*", expected = "a command with %s in it, which stands for the path of the new file")
        Optional<String> validate,

        @Doc("Whether a file whose place no other can take (a mount of its own, as containers have) is written"
                + " where it stands; whoever reads it meanwhile sees part of it.")
        @Default("false")
        boolean unsafeWrites,

        @Doc("Whether what the file held is kept beside it before it is replaced, as NAME.NUMBER.DATE@TIME~.")
        @Default("false")
        boolean backup) {
    /** Without a backup. */
    public Replacing(Optional<String> validate, boolean unsafeWrites) {
        this(validate, unsafeWrites, false);
    }

    /** Without a check, and only as a whole. */
    public static final Replacing WHOLE = new Replacing(Optional.empty(), false);
}
