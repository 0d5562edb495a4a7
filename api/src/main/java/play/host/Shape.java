package play.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a record in a host's answer looks like: fields by name, with a separator between them. The last field keeps
 * separators of its own.
 *
 * @param separator between the fields, in the answer and in {@code names}
 * @param names of the fields: {@code name:password:gid:members}
 */
public record Shape(String separator, List<String> names) {
    public Shape {
        names = List.copyOf(names);
    }

    /** Fields of a line. */
    public static Shape of(String separator, String names) {
        return new Shape(separator, List.of(names.split(Pattern.quote(separator), -1)));
    }

    /** Fields that each end with a NUL byte; the names have blanks between them. */
    public static Shape ofParts(String names) {
        return new Shape("\0", List.of(names.split(" ")));
    }

    /** The fields of each line. */
    public List<Fields> all(List<String> lines) throws UnknownStateException {
        List<Fields> records = new ArrayList<>();
        for (String line : lines) {
            records.add(read(line));
        }
        return records;
    }

    /**
     * The fields of one line.
     *
     * @throws UnknownStateException it has fewer
     */
    public Fields read(String line) throws UnknownStateException {
        String[] fields = line.split(Pattern.quote(separator), names.size());
        if (fields.length < names.size()) {
            throw UnknownStateException.expected(shown(), line);
        }
        return new Fields(this, List.of(fields));
    }

    String shown() {
        return "'" + String.join(separator.equals("\0") ? " " : separator, names) + "'";
    }
}
