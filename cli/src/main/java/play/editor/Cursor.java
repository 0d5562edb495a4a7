package play.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where in a text something is typed.
 *
 * @param outline of what is before it
 * @param parent the node that what is typed is in; for a value, the key or the item it belongs to
 * @param slot what may stand there
 * @param typed the part that is there already
 * @param from where that begins
 * @param column of its line, chars
 * @param given keys that stand beside it
 */
record Cursor(Outline outline, int parent, Slot slot, String typed, int from, int column, Set<String> given) {
    /** What may be typed. */
    enum Slot {
        /** A key, or a value that has no key: an item of a list. */
        KEY,
        /** A value, behind a key or a dash. */
        VALUE,
        /** In a comment: nothing. */
        COMMENT
    }

    private static final Pattern WORD = Pattern.compile("[^\\s,{}\\[\\]'\"]*$");

    static Cursor at(String text, int offset) {
        int start = text.lastIndexOf('\n', offset - 1) + 1;
        String line = text.substring(start, offset);
        Outline before = Outline.of(text.substring(0, offset));
        String word = word(line);
        if (line.strip().startsWith("#")) {
            return new Cursor(before, Outline.TOP, Slot.COMMENT, "", offset, line.length(), Set.of());
        }
        List<Outline.Node> here = before.nodes().stream()
                .filter(node -> node.start() >= start && !node.item())
                .toList();
        if (!here.isEmpty()) {
            return value(before, before.indexOf(here.getLast()), text, offset);
        }
        boolean dash = before.nodes().stream().anyMatch(node -> node.start() >= start);
        int column = line.length() - (dash ? word.length() : line.stripLeading().length());
        int parent = inText(before, column) ? before.nodes().size() - 1 : before.parentAt(column, false);
        Slot slot = parent == before.nodes().size() - 1 && inText(before, column) ? Slot.VALUE : Slot.KEY;
        return new Cursor(
                before, parent, slot, word, offset - word.length(), column, given(text, before, parent, start));
    }

    private static boolean inText(Outline before, int column) {
        return !before.nodes().isEmpty()
                && before.nodes().getLast().isBlockText()
                && column > before.nodes().getLast().column();
    }

    private static String word(String line) {
        Matcher word = WORD.matcher(line);
        return word.find() ? word.group() : "";
    }

    /** Behind a key, or in a mapping in braces that follows it. */
    private static Cursor value(Outline before, int index, String text, int offset) {
        Outline.Node key = before.nodes().get(index);
        String value = text.substring(Math.min(key.valueStart(), offset), offset);
        String word = word(value);
        if (value.startsWith("{") && !value.startsWith("{{")) {
            return flow(before, index, value, offset);
        }
        return new Cursor(before, index, Slot.VALUE, word, offset - word.length(), key.column(), Set.of());
    }

    private static final Pattern FLOW_KEY = Pattern.compile("[{,]\\s*([A-Za-z_][\\w.]*)\\s*:(?=\\s)");
    private static final Pattern FLOW_VALUE = Pattern.compile("[{,]\\s*([A-Za-z_][\\w.]*)\\s*:\\s+([^,{}]*)$");

    private static Cursor flow(Outline before, int index, String value, int offset) {
        Matcher inner = FLOW_VALUE.matcher(value);
        String word = word(value);
        int column = before.nodes().get(index).column();
        if (inner.find()) {
            int begin = offset - value.length() + inner.start(1);
            Outline.Node key = new Outline.Node(
                    index,
                    false,
                    inner.group(1),
                    column + 1,
                    begin,
                    begin + inner.group(1).length(),
                    inner.group(2),
                    offset - inner.group(2).length());
            List<Outline.Node> nodes = new ArrayList<>(before.nodes());
            nodes.add(key);
            return new Cursor(
                    new Outline(nodes), nodes.size() - 1, Slot.VALUE, word, offset - word.length(), column, Set.of());
        }
        Set<String> given =
                FLOW_KEY.matcher(value).results().map(found -> found.group(1)).collect(Collectors.toSet());
        return new Cursor(before, index, Slot.KEY, word, offset - word.length(), -1, given);
    }

    /** The keys of the node in the whole text, but for that of the line itself. */
    private static Set<String> given(String text, Outline before, int parent, int line) {
        if (parent == Outline.TOP) {
            return Set.of();
        }
        Outline whole = Outline.of(text);
        Outline.Node outer = before.nodes().get(parent);
        int end = text.indexOf('\n', line);
        return whole.nodes().stream()
                .filter(node -> node.start() == outer.start() && node.item() == outer.item())
                .findFirst()
                .map(node -> whole.children(whole.indexOf(node)).stream()
                        .filter(child -> child.start() < line || (end >= 0 && child.start() > end))
                        .map(Outline.Node::key)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    /** Whether it is in braces on one line. */
    boolean isFlow() {
        return column < 0;
    }
}
