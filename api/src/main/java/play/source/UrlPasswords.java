package play.source;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passwords that stand in URLs, {@code https://user:password@host}: no output shows one. Paths made of URLs have one
 * slash less.
 */
public final class UrlPasswords {
    /** What is before a password, and the password. */
    private static final Pattern PASSWORD = Pattern.compile("(:/{1,2}[^\\s/:@\"']{0,200}:)([^\\s/@\"']++)(?=@\\S)");

    private UrlPasswords() {}

    /** The text with every such password as {@code ***}. */
    public static String masked(String text) {
        return mayHold(text) ? PASSWORD.matcher(text).replaceAll("$1***") : text;
    }

    /** The same, but as long as it was: for lines with a marker below. */
    public static String maskedInPlace(String text) {
        return mayHold(text) ? PASSWORD.matcher(text).replaceAll(UrlPasswords::starred) : text;
    }

    private static String starred(MatchResult found) {
        return Matcher.quoteReplacement(found.group(1))
                + "*".repeat(found.group(2).length());
    }

    private static boolean mayHold(String text) {
        return text.indexOf('@') >= 0 && text.contains(":/");
    }
}
