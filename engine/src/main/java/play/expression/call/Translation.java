package play.expression.call;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Data;
import play.expression.data.Encodings;
import play.expression.data.Failure;
import play.expression.data.FreshMap;
import play.expression.data.Numbers;
import play.expression.data.Undefined;
import play.value.Bytes;
import play.value.Values;

/** The methods of Python's strings and bytes that turn characters into others, or into bytes. */
final class Translation {
    private static final String UTF_8 = "utf-8";
    private static final String STRICT = "strict";

    private Translation() {}

    static void add(Registry.Builder to) {
        to.method("string.translate", "table", MarkerHandling.CONTENT, Translation::translated);
        to.method("string.maketrans", "x y z?", MarkerHandling.CONTENT, Translation::table);
        to.method(
                "string.encode",
                "encoding? errors?",
                MarkerHandling.CONTENT,
                given -> Encodings.encode(
                        given.text("self"), given.text("encoding", UTF_8), given.text("errors", STRICT)));
        to.method(
                "bytestring.decode",
                "encoding? errors?",
                MarkerHandling.CONTENT,
                given -> Encodings.decode(self(given), given.text("encoding", UTF_8), given.text("errors", STRICT)));
        to.method("bytestring.hex", "sep?", MarkerHandling.CONTENT, Translation::hex);
    }

    private static Bytes self(Given given) {
        if (given.get("self") instanceof Bytes bytes) {
            return bytes;
        }
        throw Failure.value("A bytestring is needed here, not a " + Values.kind(given.get("self")) + ".");
    }

    private static String hex(Given given) {
        Bytes bytes = self(given);
        String separator = given.text("sep", "");
        Bounds.text((2L + separator.length()) * bytes.length());
        return (separator.isEmpty() ? HexFormat.of() : HexFormat.ofDelimiter(separator)).formatHex(bytes.toArray());
    }

    /** Each character replaced by what the table has at its number. */
    private static String translated(Given given) {
        Object table = given.get("table");
        if (!(table instanceof Map || table instanceof List || table instanceof String)) {
            throw Failure.arguments("The table of 'translate' is a mapping whose keys are numbers of characters, as"
                    + " 'maketrans' makes it, not a " + Values.kind(table) + ".");
        }
        StringBuilder out = new StringBuilder();
        given.text("self").codePoints().forEach(point -> {
            Bounds.steps(1);
            Object there = Data.member(table, (long) point);
            out.append(there instanceof Undefined ? Character.toString(point) : character(there));
            Bounds.checkText(out.length());
        });
        return out.toString();
    }

    private static String character(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        if (!Numbers.isInteger(value) && !(value instanceof Boolean)) {
            throw Failure.value(
                    "A character becomes a string, the number of one, or null, not a " + Values.kind(value) + ".");
        }
        long point = Numbers.whole(value, "What a character becomes");
        if (point < 0 || point > Character.MAX_CODE_POINT) {
            throw Failure.value("There is no character with the number " + point + ".");
        }
        return Character.toString((int) point);
    }

    private static Object table(Given given) {
        int[] from = given.text("x").codePoints().toArray();
        int[] to = given.text("y").codePoints().toArray();
        if (from.length != to.length) {
            throw Failure.arguments("The first two arguments of 'maketrans' must be of one length; they have "
                    + from.length + " and " + to.length + " characters.");
        }
        FreshMap table = new FreshMap();
        for (int i = 0; i < from.length; i++) {
            table.put((long) from[i], (long) to[i]);
        }
        if (given.has("z")) {
            given.text("z").codePoints().forEach(point -> table.put((long) point, null));
        }
        return table;
    }
}
