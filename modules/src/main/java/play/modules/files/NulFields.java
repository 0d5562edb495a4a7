package play.modules.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.value.Bytes;

/** Fields of an output, each ended by a NUL byte, which no name of a file can hold; taken one after the other. */
final class NulFields {
    private final byte[] bytes;
    private int at;

    NulFields(Bytes output) {
        this(output.toArray());
    }

    private NulFields(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The next field; none at the end, and none for a field that was cut off. */
    Optional<String> next() {
        int end = at;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        if (end >= bytes.length) {
            at = bytes.length;
            return Optional.empty();
        }
        String field = new String(bytes, at, end - at, StandardCharsets.UTF_8);
        at = end + 1;
        return Optional.of(field);
    }

    /** The fields up to an empty one, which is passed over; none where that is missing. */
    Optional<List<String>> list() {
        List<String> fields = new ArrayList<>();
        while (true) {
            Optional<String> field = next();
            if (field.isEmpty()) {
                return Optional.empty();
            }
            if (field.get().isEmpty()) {
                return Optional.of(fields);
            }
            fields.add(field.get());
        }
    }

    /** A field with a length in bytes, and as many bytes, which hold fields of their own. */
    Optional<NulFields> part() {
        String length = next().orElse("").strip();
        if (!length.matches("[0-9]{1,9}") || Integer.parseInt(length) > bytes.length - at) {
            return Optional.empty();
        }
        byte[] part = new byte[Integer.parseInt(length)];
        System.arraycopy(bytes, at, part, 0, part.length);
        at += part.length;
        return Optional.of(new NulFields(part));
    }
}
