package play.expression.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import play.expression.data.Bounds;
import play.expression.data.Failure;

/** Which characters a password is drawn from. */
final class PasswordChars {
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = LOWER.toUpperCase(Locale.ROOT);
    private static final String DIGITS = "0123456789";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    static final String LETTERS_AND_DIGITS = LOWER + UPPER + DIGITS;

    /** The constants of Python's module {@code string}. */
    private static final Map<String, String> NAMED = Map.of(
            "ascii_letters",
            LOWER + UPPER,
            "ascii_lowercase",
            LOWER,
            "ascii_uppercase",
            UPPER,
            "digits",
            DIGITS,
            "hexdigits",
            DIGITS + "abcdefABCDEF",
            "octdigits",
            "01234567",
            "punctuation",
            PUNCTUATION,
            "printable",
            DIGITS + LOWER + UPPER + PUNCTUATION + " \t\n\r\u000b\f",
            "whitespace",
            " \t\n\r\u000b\f");

    private PasswordChars() {}

    /** All that names and characters stand for; quotes are in no password. */
    static String of(List<String> specs) {
        String all = specs.stream().map(spec -> NAMED.getOrDefault(spec, spec)).collect(Collectors.joining());
        return all.replace("\"", "").replace("'", "");
    }

    /** Names with commas between; two commas mean one that is drawn. */
    static List<String> split(String written) {
        List<String> specs = new ArrayList<>();
        String rest = written;
        if (written.contains(",,")) {
            specs.add(",");
            rest = written.replace(",,", ",");
        }
        Arrays.stream(rest.split(",")).filter(spec -> !spec.isEmpty()).forEach(specs::add);
        return specs;
    }

    static String drawn(int length, String chars, Drawn.Numbers numbers) {
        if (chars.isEmpty() || length < 1) {
            throw Failure.arguments("A password needs a length, and characters to be drawn from.");
        }
        Bounds.text(length);
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < length; i++) {
            drawn.append(chars.charAt((int) numbers.below(chars.length())));
        }
        return drawn.toString();
    }
}
