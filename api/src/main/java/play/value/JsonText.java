package play.value;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a text of JSON, as Python's {@code json} reads it. Used by one thread. */
public final class JsonText {
    private static final int DEEPEST = 500;
    private static final int LONGEST_NUMBER = 4300;
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Map<String, Double> WORDS =
            Map.of("NaN", Double.NaN, "Infinity", Double.POSITIVE_INFINITY, "-Infinity", Double.NEGATIVE_INFINITY);

    private final String text;
    private int at;
    private int depth;

    private JsonText(String text) {
        this.text = text;
    }

    /** The value that the text is; integers that are no {@code long} are a {@link BigInteger}. */
    public static @Nullable Object read(String text) throws MalformedTextException {
        JsonText json = new JsonText(text);
        @Nullable Object value = json.value();
        json.blanks();
        if (json.at < text.length()) {
            throw json.wrong("nothing more");
        }
        return value;
    }

    private @Nullable Object value() throws MalformedTextException {
        blanks();
        if (++depth > DEEPEST) {
            throw new MalformedTextException("it is nested more than " + DEEPEST + " levels deep");
        }
        @Nullable
        Object value = switch (peek()) {
            case '{' -> mapping();
            case '[' -> list();
            case '"' -> string();
            default -> scalar();
        };
        depth--;
        return value;
    }

    private Map<String, @Nullable Object> mapping() throws MalformedTextException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        at++;
        blanks();
        if (skip('}')) {
            return map;
        }
        do {
            blanks();
            String key = string();
            blanks();
            expect(':');
            map.put(key, value());
            blanks();
        } while (skip(','));
        expect('}');
        return map;
    }

    private List<@Nullable Object> list() throws MalformedTextException {
        List<@Nullable Object> list = new ArrayList<>();
        at++;
        blanks();
        if (skip(']')) {
            return list;
        }
        do {
            list.add(value());
            blanks();
        } while (skip(','));
        expect(']');
        return list;
    }

    private String string() throws MalformedTextException {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            char c = peek();
            if (at == text.length() || c < 0x20) {
                throw wrong("the end of a string");
            }
            at++;
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        return out.toString();
    }

    private char escaped() throws MalformedTextException {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                String digits = text.substring(at, Math.min(text.length(), at + 4));
                if (!digits.matches("[0-9A-Fa-f]{4}")) {
                    throw wrong("four hexadecimal digits");
                }
                at += 4;
                yield (char) Integer.parseInt(digits, 16);
            }
            default -> {
                at--;
                throw wrong("a character that can be escaped");
            }
        };
    }

    private @Nullable Object scalar() throws MalformedTextException {
        if (word("null")) {
            return null;
        }
        if (word("true") || word("false")) {
            return text.charAt(at - 2) == 'u';
        }
        for (Map.Entry<String, Double> number : WORDS.entrySet()) {
            if (word(number.getKey())) {
                return number.getValue();
            }
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt() || number.group().length() > LONGEST_NUMBER) {
            throw wrong("a value");
        }
        at = number.end();
        if (number.group(1) != null || number.group(2) != null) {
            return Double.valueOf(number.group());
        }
        BigInteger integer = new BigInteger(number.group());
        return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
    }

    private boolean word(String word) {
        boolean there = text.startsWith(word, at);
        at += there ? word.length() : 0;
        return there;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean skip(char c) {
        boolean there = peek() == c && at < text.length();
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) throws MalformedTextException {
        if (!skip(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private MalformedTextException wrong(String expected) {
        int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        return new MalformedTextException(
                expected + " is expected at character " + (at - text.lastIndexOf('\n', at - 1)) + " of line " + line);
    }
}
