package play.host;

import java.time.Instant;
import java.util.List;

/** A record in a host's answer, which has the fields of its shape. */
public record Fields(Shape shape, List<String> values) {
    /** Of no clock, in seconds since 1970. */
    private static final long LATEST = 1L << 40;

    public Fields {
        values = List.copyOf(values);
    }

    public String text(String name) {
        return values.get(shape.names().indexOf(name));
    }

    public long number(String name) throws UnknownStateException {
        return number(name, 10);
    }

    /** @param radix 8 for permission bits, for example */
    public long number(String name, int radix) throws UnknownStateException {
        try {
            return Long.parseLong(text(name).strip(), radix);
        } catch (NumberFormatException e) {
            throw odd("a number", name);
        }
    }

    /** Seconds since 1970. */
    public Instant time(String name) throws UnknownStateException {
        long seconds = number(name);
        if (seconds < 0 || seconds > LATEST) {
            throw odd("seconds since 1970", name);
        }
        return Instant.ofEpochSecond(seconds);
    }

    /** The place of something in a list of so many. */
    public int index(String name, int size) throws UnknownStateException {
        long number = number(name);
        if (number < 0 || number >= size) {
            throw odd("a number below " + size, name);
        }
        return (int) number;
    }

    private UnknownStateException odd(String expected, String name) {
        return UnknownStateException.expected(
                expected + " as " + name + " in " + shape.shown(), String.join(shape.separator(), values));
    }
}
