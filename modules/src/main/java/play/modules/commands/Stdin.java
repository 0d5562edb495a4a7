package play.modules.commands;

import java.util.Arrays;
import java.util.Optional;
import play.param.Default;
import play.param.Doc;
import play.value.Bytes;
import play.value.Content;

/** What a command reads: parameters that {@code command} and {@code shell} have in common. */
public record Stdin(
        @Doc("Standard input of the command; empty if not given.")
        Optional<Content> stdin,

        @Doc("Whether stdin gets a newline at its end.") @Default("true")
        boolean stdinAddNewline) {

    /** The bytes of it, of none where there is none; empty where a part is known only after the run. */
    Optional<Bytes> input() {
        if (stdin.isEmpty()) {
            return Optional.of(Bytes.EMPTY);
        }
        return stdin.get().bytes().map(bytes -> stdinAddNewline ? withNewline(bytes) : bytes);
    }

    private static Bytes withNewline(Bytes bytes) {
        byte[] longer = Arrays.copyOf(bytes.toArray(), bytes.length() + 1);
        longer[bytes.length()] = '\n';
        return Bytes.of(longer);
    }
}
