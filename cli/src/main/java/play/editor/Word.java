package play.editor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.expression.call.Registry;

/** A word of a text, and what it is there. */
sealed interface Word {
    /** Its first offset. */
    int from();

    /** The offset behind it. */
    int to();

    /** A variable in an expression. */
    record Variable(String name, int from, int to) implements Word {}

    /** A filter, test or lookup. */
    record Called(Registry.Kind kind, String name, int from, int to) implements Word {}

    /** A key of a mapping. */
    record Key(Level level, String name, int from, int to) implements Word {}

    /** A value, or an item of a list, as a whole. */
    record Text(Level level, String value, int from, int to) implements Word {}

    /** The word around an offset. */
    static Optional<Word> at(View view, int offset) {
        String text = view.text();
        int inside = Math.max(0, Math.min(offset, text.length()));
        int from = inside;
        int to = inside;
        while (from > 0 && isPart(text.charAt(from - 1))) {
            from--;
        }
        while (to < text.length() && isPart(text.charAt(to))) {
            to++;
        }
        Optional<String> template =
                ExpressionSpot.template(text, inside, view.kind().isYaml());
        if (template.isPresent()) {
            return inExpression(template.get().substring(0, template.get().length() - (inside - from)), text, from, to);
        }
        return view.kind().isYaml() ? inYaml(view, inside, from, to) : Optional.empty();
    }

    private static boolean isPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private static Optional<Word> inExpression(String before, String text, int from, int to) {
        String whole = text.substring(from, to);
        ExpressionSpot spot = ExpressionSpot.of(before + whole);
        return switch (spot.sort()) {
            case FILTER -> Optional.of(new Called(Registry.Kind.FILTER, whole, from, to));
            case TEST -> Optional.of(new Called(Registry.Kind.TEST, whole, from, to));
            case LOOKUP -> Optional.of(new Called(Registry.Kind.LOOKUP, whole, from, to));
            case NAME, FIELD -> variable(whole, from);
            case NOTHING -> Optional.empty();
        };
    }

    private static Optional<Word> variable(String whole, int from) {
        Matcher first = Pattern.compile("[A-Za-z_]\\w*").matcher(whole);
        return first.lookingAt()
                ? Optional.of(new Variable(first.group(), from, from + first.end()))
                : Optional.empty();
    }

    private static Optional<Word> inYaml(View view, int offset, int from, int to) {
        String text = view.text();
        int line = text.lastIndexOf('\n', offset - 1) + 1;
        int end = text.indexOf('\n', offset);
        int stop = end < 0 ? text.length() : end;
        Outline outline = Outline.of(text.substring(0, stop));
        for (Outline.Node node : outline.nodes()) {
            boolean key = !node.item() && node.start() <= offset && offset <= node.end();
            if (key) {
                Level level = Level.inside(outline, node.parent(), view.kind(), view.vocabulary());
                return Optional.of(new Key(level, node.key(), node.start(), node.end()));
            }
        }
        return outline.nodes().stream()
                .filter(node -> node.start() >= line && node.start() < offset)
                .reduce((one, next) -> next)
                .flatMap(node -> value(view, outline, node, offset, from, to));
    }

    private static Optional<Word> value(View view, Outline outline, Outline.Node node, int offset, int from, int to) {
        Level level = Level.inside(outline, outline.indexOf(node), view.kind(), view.vocabulary());
        String text = view.text();
        if (level.isExpression()) {
            return inExpression(text.substring(Math.min(node.valueStart(), from), from), text, from, to);
        }
        String value = node.value();
        int start = node.valueStart();
        boolean quoted = value.length() > 1 && "\"'".indexOf(value.charAt(0)) >= 0;
        return value.isEmpty() || offset < start || offset > start + value.length()
                ? Optional.empty()
                : Optional.of(flowItem(level, quoted ? value.replaceAll("^[\"']|[\"']$", "") : value, start, offset));
    }

    /** One of {@code [a, b]}, or the value as it is. */
    private static Text flowItem(Level level, String value, int start, int offset) {
        if (value.startsWith("[")) {
            Matcher item = Pattern.compile("[^\\[\\],\\s][^\\[\\],]*").matcher(value);
            while (item.find()) {
                if (start + item.start() <= offset && offset <= start + item.end()) {
                    String one = item.group().strip().replaceAll("^[\"']|[\"']$", "");
                    return new Text(level, one, start + item.start(), start + item.end());
                }
            }
        }
        return new Text(level, value, start, start + value.length());
    }
}
