package play.host;

import java.util.Optional;
import java.util.regex.Pattern;

/** Permission bits of a file, 0 to 07777. Prints as four octal digits. */
public record Mode(int bits) {
    private static final Pattern OCTAL = Pattern.compile("(0o)?[0-7]{3,5}");

    public Mode {
        if (bits < 0 || bits > 07777) {
            throw new IllegalArgumentException("not permission bits: " + bits);
        }
    }

    /** Reads {@code 0644}, {@code 644} or {@code 0o644}. */
    public static Optional<Mode> parse(String text) {
        if (!OCTAL.matcher(text).matches()) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(text.startsWith("0o") ? text.substring(2) : text, 8);
        return bits > 07777 ? Optional.empty() : Optional.of(new Mode(bits));
    }

    @Override
    public String toString() {
        return "0%03o".formatted(bits);
    }
}
