package play.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.source.Span;
import play.yaml.YamlNode;

/** Values of INI inventories: a Python literal if they are one, else text; so {@code yes} and {@code 0644} are text. */
final class PythonLiteral {
    private final String text;
    private final Span place;
    private int at;
    private boolean failed;

    private PythonLiteral(String text, Span place) {
        this.text = text;
        this.place = place;
    }

    /** @param place where the text stands; if it covers just as many chars, the value's chars are told apart */
    static YamlNode read(String text, Span place) {
        PythonLiteral literal = new PythonLiteral(text.strip(), place);
        YamlNode value = literal.value(0);
        literal.blanks();
        return literal.failed || literal.at < literal.text.length() ? scalar(text, text, place) : value;
    }

    private static YamlNode.Scalar scalar(@Nullable Object value, String text, Span place) {
        int[] offsets = new int[text.length() + 1];
        boolean exact = place.end() - place.start() == text.length();
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = exact ? place.start() + i : place.start();
        }
        return new YamlNode.Scalar(value, text, Optional.empty(), value instanceof String, place, offsets);
    }

    private YamlNode value(int depth) {
        blanks();
        if (at >= text.length() || depth > 50) {
            return fail();
        }
        return switch (text.charAt(at)) {
            case '\'', '"' -> quoted();
            case '[' -> list(']', depth);
            case '(' -> list(')', depth);
            case '{' -> mapping(depth);
            default -> word();
        };
    }

    /** A string may have a letter for its kind before it; bytes count as text. */
    private YamlNode word() {
        boolean quotes = text.startsWith("'", at + 1) || text.startsWith("\"", at + 1);
        if (quotes && "bBuU".indexOf(text.charAt(at)) >= 0) {
            at++;
            return quoted();
        }
        int start = at;
        while (at < text.length() && ",]})[{(:'\" \t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "True" -> scalar(true, word, place);
            case "False" -> scalar(false, word, place);
            case "None" -> scalar(null, word, place);
            default -> number(word);
        };
    }

    private YamlNode number(String word) {
        if (word.matches("[-+]?(0|[1-9][0-9_]{0,17})")) {
            return scalar(Long.valueOf(word.replace("_", "")), word, place);
        }
        if (word.matches("0x[0-9a-fA-F]{1,15}")) {
            return scalar(Long.valueOf(word.substring(2), 16), word, place);
        }
        if (word.matches("0o[0-7]{1,20}")) {
            return scalar(Long.valueOf(word.substring(2), 8), word, place);
        }
        if (word.matches("[-+]?([0-9]+\\.[0-9]*|\\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?")) {
            return scalar(Double.valueOf(word), word, place);
        }
        return fail();
    }

    private YamlNode quoted() {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            value.append(c == '\\' && at < text.length() ? escaped(text.charAt(at++)) : String.valueOf(c));
        }
        if (at++ >= text.length()) {
            return fail();
        }
        return scalar(value.toString(), value.toString(), place);
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '\\', '\'', '"' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }

    private YamlNode list(char close, int depth) {
        at++;
        List<YamlNode> items = new ArrayList<>();
        while (!closes(close) && !failed) {
            items.add(value(depth + 1));
            separator(close);
        }
        return new YamlNode.Sequence(items, place);
    }

    private YamlNode mapping(int depth) {
        at++;
        List<YamlNode.Entry> entries = new ArrayList<>();
        while (!closes('}') && !failed) {
            YamlNode key = value(depth + 1);
            blanks();
            if (!(key instanceof YamlNode.Scalar name) || at >= text.length() || text.charAt(at++) != ':') {
                return fail();
            }
            entries.add(new YamlNode.Entry(name, value(depth + 1)));
            separator('}');
        }
        return new YamlNode.Mapping(entries, place);
    }

    private boolean closes(char close) {
        blanks();
        if (at >= text.length()) {
            failed = true;
            return true;
        }
        if (text.charAt(at) == close) {
            at++;
            return true;
        }
        return false;
    }

    private void separator(char close) {
        blanks();
        if (at < text.length() && text.charAt(at) == ',') {
            at++;
        } else if (at >= text.length() || text.charAt(at) != close) {
            failed = true;
        }
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private YamlNode fail() {
        failed = true;
        return scalar(null, "", place);
    }
}
