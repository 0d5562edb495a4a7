package play.host;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of an answer, which a NUL byte ends each, for no name of a file can hold one; taken one after the other.
 */
public final class Parts {
    private final List<String> parts;

    /** What was cut off before its NUL byte. */
    private final String rest;

    private int at;

    private Parts(List<String> parts, String rest) {
        this.parts = parts;
        this.rest = rest;
    }

    /** What a script printed. */
    public static Parts of(ScriptResult result) {
        List<String> parts = List.of(result.out().split("\0", -1));
        return new Parts(parts.subList(0, parts.size() - 1), parts.getLast());
    }

    static Parts of(List<String> parts) {
        return new Parts(parts, "");
    }

    /** Whether anything is left, though it may be cut off. */
    public boolean hasNext() {
        return at < parts.size() || !rest.isEmpty();
    }

    /** @param expected what it should be, for the case that there is none */
    public String next(String expected) throws UnknownStateException {
        if (at == parts.size()) {
            throw UnknownStateException.expected(expected, rest);
        }
        return parts.get(at++);
    }

    /** As many parts as the shape has fields. */
    public Fields next(Shape shape) throws UnknownStateException {
        int end = at + shape.names().size();
        if (end > parts.size()) {
            String left = String.join("\0", parts.subList(at, parts.size())) + rest;
            throw UnknownStateException.expected(shape.shown(), left);
        }
        Fields fields = new Fields(shape, parts.subList(at, end));
        at = end;
        return fields;
    }

    /** All that is left, which are records of one shape. */
    public List<Fields> all(Shape shape) throws UnknownStateException {
        List<Fields> records = new ArrayList<>();
        while (hasNext()) {
            records.add(next(shape));
        }
        return records;
    }

    /** The parts up to an empty one, which is passed over. */
    public List<String> list(String expected) throws UnknownStateException {
        List<String> list = new ArrayList<>();
        for (String part = next(expected); !part.isEmpty(); part = next(expected)) {
            list.add(part);
        }
        return list;
    }

    /** So many parts on their own. */
    public Parts some(long count) throws UnknownStateException {
        if (count < 0 || count > parts.size() - at) {
            throw UnknownStateException.expected(count + " more parts", String.valueOf(parts.size() - at));
        }
        Parts some = of(parts.subList(at, at + (int) count));
        at += (int) count;
        return some;
    }
}
