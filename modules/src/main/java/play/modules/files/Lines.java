package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text as its lines, without their ends; every line of the text it is turned back into ends in a newline. */
final class Lines {
  private static final Pattern REFERENCE = Pattern.compile("\\\\(?:([0-9]{1,2})|g<([A-Za-z_0-9]+)>|(.))");

  private Lines() {}

  static List<String> of(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  /**
   * The lines as text.
   *
   * @param before the text they were; a last line that had no newline and stands where it stood gets none
   */
  static String text(List<String> lines, String before) {
    String joined = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    boolean open = !before.isEmpty() && !before.endsWith("\n");
    return open && joined.equals(before + "\n") ? before : joined;
  }

  /** A pattern in the spelling of Ansible's users: named groups may be written {@code (?P<name>…)}. */
  static Pattern pattern(String regexp) {
    return Pattern.compile(regexp.replace("(?P<", "(?<").replaceAll("\\(\\?P=([A-Za-z0-9]+)\\)", "\\\\k<$1>"));
  }

  /** The line with {@code \1} and {@code \g<name>} replaced by what the groups of the match hold. */
  static String expanded(String line, Matcher match) {
    return REFERENCE.matcher(line).replaceAll(reference -> Matcher.quoteReplacement(group(reference, match)));
  }

  private static String group(java.util.regex.MatchResult reference, Matcher match) {
    String number = reference.group(1) == null ? reference.group(2) : reference.group(1);
    if (number == null) {
      return reference.group(3).equals("\\") ? "\\" : reference.group();
    }
    String held = number.matches("[0-9]+") ? match.group(Integer.parseInt(number)) : match.group(number);
    return held == null ? "" : held;
  }
}
