package play.source;

import java.util.regex.Pattern;

/** Passwords that stand in URLs, {@code https://user:password@host}: no output shows one. Paths made of URLs have one slash less. */
public final class UrlPasswords {
  private static final Pattern PASSWORD = Pattern.compile("(?<=:/{1,2}[^\\s/:@\"']{0,200}:)[^\\s/@\"']+(?=@[^\\s])");

  private UrlPasswords() {}

  /** The text with every such password as {@code ***}. */
  public static String masked(String text) {
    return mayHold(text) ? PASSWORD.matcher(text).replaceAll("***") : text;
  }

  /** The same, but as long as it was: for lines with a marker below. */
  public static String maskedInPlace(String text) {
    return mayHold(text) ? PASSWORD.matcher(text).replaceAll(found -> "*".repeat(found.group().length())) : text;
  }

  private static boolean mayHold(String text) {
    return text.indexOf('@') >= 0 && text.contains(":/");
  }
}
