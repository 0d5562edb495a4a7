package play.expression.data;

import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import play.value.Bytes;

/** Texts as bytes and back: Python's {@code encode} and {@code decode}, for encodings that Python and Java share. */
public final class Encodings {
    private static final String STRICT = "strict";
    private static final String IDNA = "idna";

    /** What first comes in UTF-16 whose larger bytes come first. */
    private static final Bytes BIG_ENDIAN = bytes(0xfe, 0xff);

    /** A mark that tells the encoding comes first, or nothing. */
    private record Encoding(Charset charset, Bytes mark) {}

    private static final Map<String, Encoding> ENCODINGS = Map.of(
            "utf-8", new Encoding(StandardCharsets.UTF_8, Bytes.EMPTY),
            "utf-8-sig", new Encoding(StandardCharsets.UTF_8, bytes(0xef, 0xbb, 0xbf)),
            "utf-16", new Encoding(StandardCharsets.UTF_16LE, bytes(0xff, 0xfe)),
            "utf-16-le", new Encoding(StandardCharsets.UTF_16LE, Bytes.EMPTY),
            "utf-16-be", new Encoding(StandardCharsets.UTF_16BE, Bytes.EMPTY),
            "ascii", new Encoding(StandardCharsets.US_ASCII, Bytes.EMPTY),
            "latin-1", new Encoding(StandardCharsets.ISO_8859_1, Bytes.EMPTY));

    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("utf8", "utf-8"),
            Map.entry("utf16", "utf-16"),
            Map.entry("utf-16le", "utf-16-le"),
            Map.entry("utf-16be", "utf-16-be"),
            Map.entry("us-ascii", "ascii"),
            Map.entry("latin1", "latin-1"),
            Map.entry("l1", "latin-1"),
            Map.entry("iso-8859-1", "latin-1"),
            Map.entry("iso8859-1", "latin-1"));

    private Encodings() {}

    /**
     * A text as bytes.
     *
     * @param errors what becomes of characters that the encoding does not have: {@code strict}, {@code ignore},
     *     {@code replace}, {@code xmlcharrefreplace} or {@code backslashreplace}
     */
    public static Bytes encode(String text, String name, String errors) {
        String known = known(name);
        if (known.equals(IDNA)) {
            return Bytes.of(idna(text));
        }
        Encoding encoding = encoding(known, name);
        String encodable = encodable(text, encoding.charset(), name, errors);
        Bounds.text(4L * encodable.length());
        return encoding.mark().and(Bytes.of(encodable.getBytes(encoding.charset())));
    }

    /**
     * Bytes as a text.
     *
     * @param errors what becomes of bytes that are none of the encoding: {@code strict}, {@code ignore} or
     *     {@code replace}
     */
    public static String decode(Bytes bytes, String name, String errors) {
        String known = known(name);
        Bounds.text(bytes.length());
        if (known.equals(IDNA)) {
            return IDN.toUnicode(decode(bytes, "ascii", errors));
        }
        Encoding encoding = encoding(known, name);
        CodingErrorAction action = switch (errors) {
            case STRICT -> CodingErrorAction.REPORT;
            case "ignore" -> CodingErrorAction.IGNORE;
            case "replace" -> CodingErrorAction.REPLACE;
            default ->
                throw Failure.arguments(
                        "'errors' of 'decode' is 'strict', 'ignore' or 'replace', not '" + errors + "'.");
        };
        if (known.equals("utf-16") && startsWith(bytes, BIG_ENDIAN)) {
            return decoded(bytes, BIG_ENDIAN.length(), StandardCharsets.UTF_16BE.newDecoder(), action, name);
        }
        int start = startsWith(bytes, encoding.mark()) ? encoding.mark().length() : 0;
        return decoded(bytes, start, encoding.charset().newDecoder(), action, name);
    }

    private static String decoded(
            Bytes bytes, int start, CharsetDecoder decoder, CodingErrorAction action, String name) {
        try {
            return decoder.onMalformedInput(action)
                    .onUnmappableCharacter(action)
                    .decode(ByteBuffer.wrap(bytes.toArray(), start, bytes.length() - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Failure.value("The bytes are no text in '" + name + "'; another encoding, or errors='replace', could"
                    + " be given.");
        }
    }

    private static String known(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
        return SYNONYMS.getOrDefault(plain, plain);
    }

    private static Encoding encoding(String known, String name) {
        Encoding encoding = ENCODINGS.get(known);
        if (encoding == null) {
            throw Failure.arguments("The encoding '" + name + "' is not one of "
                    + String.join(", ", new TreeSet<>(ENCODINGS.keySet())) + " and " + IDNA
                    + ".");
        }
        return encoding;
    }

    private static String idna(String text) {
        try {
            return IDN.toASCII(text);
        } catch (IllegalArgumentException e) {
            throw Failure.value("'" + text + "' is no name of a host: " + e.getMessage() + ".");
        }
    }

    private static String encodable(String text, Charset charset, String name, String errors) {
        CharsetEncoder encoder = charset.newEncoder();
        if (encoder.canEncode(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(point -> {
            String one = Character.toString(point);
            out.append(encoder.canEncode(one) ? one : instead(point, name, errors));
            Bounds.checkText(out.length());
        });
        return out.toString();
    }

    private static String instead(int point, String name, String errors) {
        return switch (errors) {
            case STRICT ->
                // Which it is may be secret.
                throw Failure.value("The text has characters that are not in '" + name
                        + "'; errors='ignore' or 'replace' could be given.");
            case "ignore" -> "";
            case "replace" -> "?";
            case "xmlcharrefreplace" -> "&#" + point + ";";
            case "backslashreplace" -> Text.escaped(point);
            default ->
                throw Failure.arguments("'errors' of 'encode' is 'strict', 'ignore', 'replace', 'xmlcharrefreplace' or"
                        + " 'backslashreplace', not '" + errors + "'.");
        };
    }

    private static boolean startsWith(Bytes bytes, Bytes mark) {
        return bytes.length() >= mark.length()
                && Bytes.of(Arrays.copyOf(bytes.toArray(), mark.length())).equals(mark);
    }

    private static Bytes bytes(int... values) {
        byte[] all = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            all[i] = (byte) values[i];
        }
        return Bytes.of(all);
    }
}
