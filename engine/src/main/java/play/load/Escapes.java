package play.load;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.yaml.YamlNode;

/**
 * Escapes in {@code name=value} arguments: {@code \n}, {@code \x41}, {@code \u00e9} and the others of Python's texts.
 */
final class Escapes {
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|N\\{([^}]+)\\}|([\\\\'\"abfnrtv]))");
    private static final String LETTERS = "\\'\"abfnrtv";
    private static final String MEANT = "\\'\"\u0007\b\f\n\r\t\u000b";

    private Escapes() {}

    /** The text with its escapes undone; whatever is no escape stays as it is. */
    static YamlNode.Scalar undone(YamlNode.Scalar scalar) {
        String text = scalar.text();
        if (text.indexOf('\\') < 0) {
            return scalar;
        }
        StringBuilder plain = new StringBuilder();
        int[] offsets = new int[text.length() + 1];
        Matcher escape = ESCAPE.matcher(text);
        int from = 0;
        while (from < text.length()) {
            boolean found = escape.find(from);
            int until = found ? escape.start() : text.length();
            System.arraycopy(scalar.offsets(), from, offsets, plain.length(), until - from);
            plain.append(text, from, until);
            String meant = found ? meant(escape) : "";
            Arrays.fill(offsets, plain.length(), plain.length() + meant.length(), scalar.offsets()[until]);
            plain.append(meant);
            from = found ? escape.end() : until;
        }
        offsets[plain.length()] = scalar.offsets()[text.length()];
        return scalar.with(plain.toString(), scalar.span(), Arrays.copyOf(offsets, plain.length() + 1));
    }

    /** Never longer than the escape. */
    private static String meant(Matcher escape) {
        for (int group = 1; group <= 3; group++) {
            if (escape.group(group) != null) {
                int code = Integer.parseUnsignedInt(escape.group(group), 16);
                return Character.isValidCodePoint(code) ? Character.toString(code) : escape.group();
            }
        }
        return escape.group(4) != null ? named(escape) : String.valueOf(MEANT.charAt(LETTERS.indexOf(escape.group(5))));
    }

    private static String named(Matcher escape) {
        try {
            return Character.toString(Character.codePointOf(escape.group(4)));
        } catch (IllegalArgumentException e) {
            return escape.group();
        }
    }
}
