package play.expression.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Text;

/** What Python does with strings, for filters and methods alike. */
final class Strings {
  private Strings() {}

  static String spaces(int count) {
    Bounds.checkText(count);
    return " ".repeat(Math.max(0, count));
  }

  /** Cut at {@code separator}, or at runs of white space when it is null; at most {@code most} cuts unless that is negative. */
  static FreshList split(String text, @Nullable Object separator, long most) {
    if (separator == null) {
      return words(text, most);
    }
    String mark = Text.of(separator);
    if (mark.isEmpty()) {
      throw Failure.value("A string cannot be split at an empty separator.");
    }
    FreshList parts = new FreshList();
    int from = 0;
    for (int at = text.indexOf(mark); at >= 0 && (most < 0 || parts.size() < most); at = text.indexOf(mark, from)) {
      parts.add(text.substring(from, at));
      from = at + mark.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static FreshList words(String text, long most) {
    FreshList parts = new FreshList();
    String rest = text.strip();
    while (!rest.isEmpty()) {
      int end = 0;
      while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
        end++;
      }
      if (most >= 0 && parts.size() >= most) {
        parts.add(text.substring(text.length() - tail(text, rest)));
        return parts;
      }
      parts.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    return parts;
  }

  private static int tail(String text, String rest) {
    return rest.length() + text.length() - text.stripTrailing().length();
  }

  /** The same, cut from the right. */
  static FreshList splitFromRight(String text, @Nullable Object separator, long most) {
    if (separator == null || most < 0) {
      return split(text, separator, -1);
    }
    String mark = Text.of(separator);
    List<@Nullable Object> parts = new ArrayList<>();
    String rest = text;
    for (int at = rest.lastIndexOf(mark); at >= 0 && parts.size() < most && !mark.isEmpty(); at = rest.lastIndexOf(mark)) {
      parts.addFirst(rest.substring(at + mark.length()));
      rest = rest.substring(0, at);
    }
    parts.addFirst(rest);
    return new FreshList(parts);
  }

  static String replace(String text, String old, String replacement, long most) {
    long times = old.isEmpty() ? text.length() + 1L : text.length() / old.length();
    Bounds.checkText(text.length() + times * Math.max(0, replacement.length() - old.length()));
    if (most < 0) {
      return text.replace(old, replacement);
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    long done = 0;
    for (int at = text.indexOf(old); at >= 0 && done < most && from <= text.length(); at = text.indexOf(old, from)) {
      out.append(text, from, at).append(replacement);
      from = at + old.length();
      done++;
      if (old.isEmpty()) {
        break;
      }
    }
    return out.append(text.substring(Math.min(from, text.length()))).toString();
  }

  /** Without the given chars (white space for null) at both ends, the start (negative) or the end (positive side). */
  static String stripped(String text, @Nullable Object chars, int side) {
    String unwanted = chars == null ? null : Text.of(chars);
    int from = 0;
    int to = text.length();
    while (side <= 0 && from < to && isUnwanted(text.charAt(from), unwanted)) {
      from++;
    }
    while (side >= 0 && to > from && isUnwanted(text.charAt(to - 1), unwanted)) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isUnwanted(char c, @Nullable String unwanted) {
    return unwanted == null ? Character.isWhitespace(c) : unwanted.indexOf(c) >= 0;
  }
}
