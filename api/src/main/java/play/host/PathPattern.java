package play.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A path with wildcards, as Python's {@code glob} has them: {@code *}, {@code ?}, {@code [a-z]} and {@code [!a]} stand
 * for names that do not begin with a dot.
 */
public final class PathPattern {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[]");

    private PathPattern() {}

    /** Whether a path has any. */
    public static boolean is(String path) {
        return WILDCARD.matcher(path).find();
    }

    /** A pattern that means this path alone. */
    public static String literal(String path) {
        return WILDCARD.matcher(path).replaceAll("[$0]");
    }

    /** A piece of a pattern. */
    private sealed interface Piece {
        record Text(String text) implements Piece {}

        record Wildcard(char sign) implements Piece {}

        /** @param members as written between the brackets, without {@code !} */
        record OneOf(boolean none, String members) implements Piece {}
    }

    private static List<Piece> pieces(String pattern) {
        List<Piece> pieces = new ArrayList<>();
        for (int at = 0; at < pattern.length(); at++) {
            char sign = pattern.charAt(at);
            int end = sign == '[' ? end(pattern, at) : -1;
            if (end > 0) {
                boolean none = pattern.charAt(at + 1) == '!';
                pieces.add(new Piece.OneOf(none, pattern.substring(at + (none ? 2 : 1), end)));
                at = end;
            } else {
                pieces.add(
                        sign == '*' || sign == '?' ? new Piece.Wildcard(sign) : new Piece.Text(String.valueOf(sign)));
            }
        }
        return pieces;
    }

    /** Where the brackets that begin here end; a first {@code ]} is one of their members. */
    private static int end(String pattern, int begin) {
        int first = pattern.startsWith("!", begin + 1) ? begin + 2 : begin + 1;
        return pattern.indexOf(']', first + 1);
    }

    /** A word of shell that stands for the paths. */
    public static String word(String pattern) {
        StringBuilder word = new StringBuilder();
        for (Piece piece : pieces(pattern)) {
            switch (piece) {
                case Piece.Text(String text) -> word.append(text.equals("/") ? text : ShellWords.quote(text));
                case Piece.Wildcard(char sign) -> word.append(sign);
                case Piece.OneOf(boolean none, String members) -> {
                    word.append(none ? "[!" : "[");
                    members.chars()
                            .mapToObj(member -> String.valueOf((char) member))
                            .forEach(member -> word.append(member.equals("-") ? member : ShellWords.quote(member)));
                    word.append(']');
                }
            }
        }
        return word.toString();
    }

    /** Whether a path is one that a pattern stands for, or is above such. */
    static boolean meets(String pattern, String path) {
        List<String> names = List.of(pattern.split("/+"));
        List<String> given = List.of(path.split("/+"));
        return given.size() <= names.size()
                && IntStream.range(0, given.size())
                        .allMatch(at ->
                                regex(names.get(at)).matcher(given.get(at)).matches());
    }

    private static Pattern regex(String name) {
        StringBuilder regex = new StringBuilder();
        for (Piece piece : pieces(name)) {
            regex.append(
                    switch (piece) {
                        case Piece.Text(String text) -> Pattern.quote(text);
                        case Piece.Wildcard(char sign) -> sign == '*' ? ".*" : ".";
                        case Piece.OneOf(boolean none, String members) ->
                            (none ? "[^" : "[") + members.replaceAll("[\\\\\\[\\]&^]", "\\\\$0") + "]";
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
