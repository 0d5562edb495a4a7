package play.host;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quoting of words for a POSIX shell. */
public final class ShellWords {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWords() {}

    /** The word, so that a shell reads it back as exactly this. NUL bytes, which no shell can hold, are refused. */
    public static String quote(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new NulByteException();
        }
        return SAFE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** All words quoted, with blanks between. */
    public static String join(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }
}
