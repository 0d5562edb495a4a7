package play.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.Text;
import play.expression.syntax.Node;
import play.expression.syntax.Syntax;
import play.value.Secret;

/** What a condition reads, told with its values, so that people see why it is not so. */
public final class Operands {
    /** Chars of a value that are shown. */
    private static final int LONGEST = 300;

    private static final int MOST = 6;

    private final Scope scope;
    private final String source;
    private final UnaryOperator<String> masked;
    private final Map<String, String> values = new LinkedHashMap<>();

    private Operands(String source, Scope scope, UnaryOperator<String> masked) {
        this.source = source;
        this.masked = masked;
        this.scope = scope;
    }

    /**
     * The condition, and behind it the values: {@code r.rc == 0 (r.rc is 1)}.
     *
     * @param masked hides secrets in a text; a long value is cut only then, so that none is cut in two
     */
    public static String told(String source, Scope scope, UnaryOperator<String> masked) {
        Operands operands = new Operands(source, scope, masked);
        Syntax.expression(source).root().ifPresent(operands::look);
        String where = operands.values.entrySet().stream()
                .limit(MOST)
                .map(entry -> entry.getKey() + " is " + entry.getValue())
                .collect(Collectors.joining(", "));
        return where.isEmpty() ? source : source + " (" + where + ")";
    }

    private void look(Node node) {
        switch (node) {
            case Node.Constant constant -> {}
            case Node.Name name -> see(node);
            case Node.Attribute attribute -> see(node);
            case Node.Subscript subscript -> see(node);
            case Node.Slice slice -> look(slice.target());
            case Node.Items items -> items.items().forEach(this::look);
            case Node.Pairs pairs -> pairs.parts().forEach(this::look);
            case Node.Call call -> call.arguments().values().forEach(this::look);
            case Node.Method method -> {
                look(method.target());
                method.arguments().values().forEach(this::look);
            }
            case Node.Filter filter -> {
                look(filter.input());
                filter.arguments().values().forEach(this::look);
            }
            case Node.Test test -> look(test.input());
            case Node.Signed signed -> look(signed.operand());
            case Node.Not not -> look(not.operand());
            case Node.Binary binary -> List.of(binary.left(), binary.right()).forEach(this::look);
            case Node.Comparison comparison -> comparison.operands().forEach(this::look);
            case Node.Logic logic -> List.of(logic.left(), logic.right()).forEach(this::look);
            case Node.Conditional conditional -> look(conditional.test());
        }
    }

    /** What can't be evaluated says nothing; the condition itself was. */
    private void see(Node node) {
        try {
            values.put(source.substring(node.start(), node.end()), shown(value(node)));
        } catch (ExpressionException | UncheckedExpressionException | Failure e) {
            values.remove(source.substring(node.start(), node.end()));
        }
    }

    private @Nullable Object value(Node node) throws ExpressionException {
        return switch (node) {
            case Node.Constant constant -> constant.value();
            case Node.Attribute attribute -> Markers.member(value(attribute.target()), attribute.name());
            case Node.Subscript subscript -> Markers.member(value(subscript.target()), value(subscript.index()));
            case Node.Name name when scope.find(name.name()) instanceof Scope.Binding.Found(Object value) -> value;
            default -> throw Failure.value("This is not evaluated.");
        };
    }

    private String shown(@Nullable Object value) {
        String text = value instanceof Secret ? value.toString() : masked.apply(Text.quoted(Whole.shown(value)));
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }
}
