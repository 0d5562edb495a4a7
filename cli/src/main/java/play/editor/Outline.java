package play.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys and list items of a YAML text by their indentation alone, whatever else is wrong with it: what a text is
 * going to be while it is typed.
 *
 * @param nodes in the order of the text
 */
public record Outline(List<Node> nodes) {
    /** The parent of what stands at the top. */
    public static final int TOP = -1;

    /**
     * A key of a mapping, or an item of a list.
     *
     * @param parent the index of the node it is in
     * @param key without quotes; empty for an item
     * @param column chars before it in its line
     * @param start its offset; {@code end} that behind the key or the dash
     * @param value what follows on the line, without a comment
     * @param valueStart where that begins
     */
    public record Node(
            int parent, boolean item, String key, int column, int start, int end, String value, int valueStart) {
        /** Whether the lines below it that are further in are a text. */
        boolean isBlockText() {
            return BLOCK_TEXT.matcher(value).matches();
        }
    }

    private static final Pattern BLOCK_TEXT = Pattern.compile("(?:![^\\s]+\\s+)?[|>][-+0-9]{0,2}\\s*");
    private static final Pattern KEY = Pattern.compile(
            "(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^\\s\"'{\\[#&*!|>%@-][^:#]*?|-[^\\s:#][^:#]*?)\\s*:(?=\\s|$)");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*$");

    public Outline {
        nodes = List.copyOf(nodes);
    }

    public static Outline of(String text) {
        Builder builder = new Builder();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('\n', start);
            int stop = end < 0 ? text.length() : end;
            String line = text.substring(start, stop);
            builder.line(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line, start);
            start = stop + 1;
        }
        return new Outline(builder.nodes);
    }

    /** The node and those around it, outermost first. */
    public List<Node> path(int index) {
        List<Node> path = new ArrayList<>();
        for (int at = index; at != TOP; at = nodes.get(at).parent()) {
            path.addFirst(nodes.get(at));
        }
        return path;
    }

    public List<Node> children(int index) {
        return nodes.stream().filter(node -> node.parent() == index).toList();
    }

    public int indexOf(Node node) {
        return nodes.indexOf(node);
    }

    /** A key directly in a node. */
    public Optional<Node> child(int index, String key) {
        return children(index).stream()
                .filter(node -> !node.item() && node.key().equals(key))
                .findFirst();
    }

    /** The node that a key or an item at this column would be in, behind all others. */
    public int parentAt(int column, boolean item) {
        return parentAt(nodes, column, item);
    }

    private static int parentAt(List<Node> nodes, int column, boolean item) {
        int at = nodes.size() - 1;
        while (at != TOP && !holds(nodes.get(at), column, item)) {
            at = nodes.get(at).parent();
        }
        return at;
    }

    private static boolean holds(Node outer, int column, boolean item) {
        return outer.column() < column || (item && !outer.item() && outer.column() == column);
    }

    private static final class Builder {
        private final List<Node> nodes = new ArrayList<>();

        void line(String line, int offset) {
            int column = indent(line);
            if (column == line.length() || line.charAt(column) == '#' || line.startsWith("---")) {
                return;
            }
            if (!isInText(column)) {
                items(line, offset, column);
            }
        }

        private static int indent(String line) {
            int column = 0;
            while (column < line.length() && (line.charAt(column) == ' ' || line.charAt(column) == '\t')) {
                column++;
            }
            return column;
        }

        private boolean isInText(int column) {
            return !nodes.isEmpty()
                    && nodes.getLast().isBlockText()
                    && column > nodes.getLast().column();
        }

        private void items(String line, int offset, int first) {
            int column = first;
            while (column < line.length()
                    && line.charAt(column) == '-'
                    && (column + 1 == line.length() || line.charAt(column + 1) == ' ')) {
                int next = column + 1;
                while (next < line.length() && line.charAt(next) == ' ') {
                    next++;
                }
                add(new Node(
                        parent(column, true),
                        true,
                        "",
                        column,
                        offset + column,
                        offset + column + 1,
                        value(line.substring(next)),
                        offset + next));
                column = next;
            }
            Matcher key = KEY.matcher(line).region(column, line.length());
            if (key.lookingAt()) {
                key(line, offset, key);
            }
        }

        private void key(String line, int offset, Matcher key) {
            int begin = key.end();
            while (begin < line.length() && Character.isWhitespace(line.charAt(begin))) {
                begin++;
            }
            add(new Node(
                    parent(key.start(), false),
                    false,
                    unquoted(key.group(1)),
                    key.start(),
                    offset + key.start(),
                    offset + key.end(1),
                    value(line.substring(begin)),
                    offset + begin));
        }

        private int parent(int column, boolean item) {
            return parentAt(nodes, column, item);
        }

        private void add(Node node) {
            nodes.add(node);
        }

        private static String value(String rest) {
            return rest.startsWith("\"") || rest.startsWith("'")
                    ? rest.strip()
                    : COMMENT.matcher(rest).replaceFirst("").strip();
        }

        private static String unquoted(String key) {
            boolean quoted = key.length() > 1 && (key.startsWith("\"") || key.startsWith("'"));
            return quoted ? key.substring(1, key.length() - 1) : key;
        }
    }
}
