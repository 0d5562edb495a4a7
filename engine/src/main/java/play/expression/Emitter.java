package play.expression;

import java.util.List;
import play.expression.syntax.Node;

/**
 * Turns a tree into source for MVEL that consists of calls to {@link ExpressionRuntime} and integers only: every name
 * and literal of the user's stays in the {@link NodeTable}.
 */
final class Emitter {
    private final NodeTable nodes;

    Emitter(NodeTable nodes) {
        this.nodes = nodes;
    }

    String emit(Node node) {
        int id = nodes.add(node);
        return switch (node) {
            case Node.Constant constant -> call("constant", id);
            case Node.Name name -> call("name", id);
            case Node.Items items -> call("items", id, list(items.items()));
            case Node.Pairs pairs -> call("pairs", id, list(pairs.parts()));
            case Node.Attribute attribute -> call("attribute", id, emit(attribute.target()));
            case Node.Subscript subscript -> call("subscript", id, emit(subscript.target()), emit(subscript.index()));
            case Node.Slice slice -> call("slice", id, emit(slice.target()), list(slice.bounds()));
            case Node.Call function ->
                call("callFunction", id, list(function.arguments().all()));
            case Node.Method method ->
                call(
                        "callMethod",
                        id,
                        emit(method.target()),
                        list(method.arguments().all()));
            case Node.Filter filter ->
                call(
                        "applyFilter",
                        id,
                        emit(filter.input()),
                        list(filter.arguments().all()));
            case Node.Test test ->
                call("applyTest", id, emit(test.input()), list(test.arguments().all()));
            case Node.Signed signed -> call("signed", id, emit(signed.operand()));
            case Node.Not not -> call("negated", id, emit(not.operand()));
            case Node.Binary binary -> call("binary", id, emit(binary.left()), emit(binary.right()));
            case Node.Comparison comparison -> chain(comparison, id);
            case Node.Logic logic -> lazy(logic, id);
            case Node.Conditional conditional -> lazy(conditional, id);
        };
    }

    private static String call(String method, int id, String... arguments) {
        String rest = arguments.length == 0 ? "" : ", " + String.join(", ", arguments);
        return "R." + method + "(c, " + id + rest + ")";
    }

    /** Balanced, so that long lists do not nest deep. */
    private String list(List<Node> values) {
        return switch (values.size()) {
            case 0 -> "R.none(c)";
            case 1 -> "R.one(c, " + emit(values.getFirst()) + ")";
            default -> {
                int half = values.size() / 2;
                yield "R.both(c, " + list(values.subList(0, half)) + ", " + list(values.subList(half, values.size()))
                        + ")";
            }
        };
    }

    /** An operand is evaluated only when no comparison before it is false. */
    private String chain(Node.Comparison comparison, int id) {
        int slot = nodes.newSlot();
        List<Node> operands = comparison.operands();
        String first = "R.leads(c, " + slot + ", " + emit(operands.getFirst()) + ")";
        return call("compared", id, String.valueOf(slot), first, links(operands, 1, operands.size(), id, slot));
    }

    /** Balanced, as lists are. */
    private String links(List<Node> operands, int from, int to, int id, int slot) {
        if (to - from == 1) {
            String link = String.valueOf(from - 1);
            return call("holds", id, String.valueOf(slot), link, emit(operands.get(from)));
        }
        int half = (from + to) / 2;
        return "(" + links(operands, from, half, id, slot) + " ? " + links(operands, half, to, id, slot) + " : false)";
    }

    /** The right side is evaluated only when the left side leaves it open. */
    private String lazy(Node.Logic logic, int id) {
        int slot = nodes.newSlot();
        String left = call("leavesOpen", id, String.valueOf(slot), emit(logic.left()));
        String right = call("settled", id, String.valueOf(slot), emit(logic.right()));
        return "(" + left + " ? " + right + " : R.kept(c, " + slot + "))";
    }

    /** Only the chosen side is evaluated, none when the test is unknown. */
    private String lazy(Node.Conditional conditional, int id) {
        int slot = nodes.newSlot();
        String undecided = call("undecided", id, String.valueOf(slot), emit(conditional.test()));
        String otherwise = conditional.otherwise().map(this::emit).orElseGet(() -> call("nothing", id));
        String chosen = "(R.chosen(c, " + slot + ") ? " + emit(conditional.then()) + " : " + otherwise + ")";
        return "(" + undecided + " ? R.kept(c, " + slot + ") : " + chosen + ")";
    }
}
