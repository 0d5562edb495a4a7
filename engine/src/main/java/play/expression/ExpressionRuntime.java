package play.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;
import play.expression.data.Keys;
import play.expression.data.Operators;
import play.expression.data.Text;
import play.expression.data.Undefined;
import play.expression.syntax.Node;
import play.value.Secret;
import play.value.Unknown;

/**
 * What compiled expressions call, and all they can call. {@code c} is the evaluation, {@code id} the number of a node.
 * Public because MVEL calls it by reflection; nothing else should.
 */
public final class ExpressionRuntime {
    private ExpressionRuntime() {}

    public static @Nullable Object constant(Evaluation c, int id) {
        return ((Node.Constant) c.node(id)).value();
    }

    public static @Nullable Object name(Evaluation c, int id) {
        return c.guarded(id, () -> c.named(((Node.Name) c.node(id)).name(), id));
    }

    public static FreshList none(Evaluation c) {
        c.tick();
        return new FreshList();
    }

    public static FreshList one(Evaluation c, @Nullable Object value) {
        c.tick();
        return FreshList.of(value);
    }

    public static FreshList both(Evaluation c, FreshList left, FreshList right) {
        c.tick();
        left.addAll(right);
        return left;
    }

    public static Object items(Evaluation c, int id, FreshList values) {
        return ((Node.Items) c.node(id)).tuple() ? values.asTuple() : values;
    }

    public static @Nullable Object pairs(Evaluation c, int id, FreshList parts) {
        return c.guarded(
                id,
                () -> Markers.byKey(() -> {
                    FreshMap map = new FreshMap();
                    for (int i = 0; i < parts.size(); i += 2) {
                        map.put(Keys.of(parts.get(i)), parts.get(i + 1));
                    }
                    return map;
                }));
    }

    public static @Nullable Object attribute(Evaluation c, int id, @Nullable Object target) {
        return subscript(c, id, target, ((Node.Attribute) c.node(id)).name());
    }

    public static @Nullable Object subscript(Evaluation c, int id, @Nullable Object target, @Nullable Object index) {
        return c.guarded(id, () -> {
            Object found = Markers.member(target, index);
            return found instanceof Undefined undefined ? undefined.at(c.blame(id)) : found;
        });
    }

    public static @Nullable Object slice(Evaluation c, int id, @Nullable Object target, FreshList bounds) {
        FreshList all = FreshList.of(target);
        all.addAll(bounds);
        return c.guarded(
                id,
                () -> Markers.spread(
                        false, all, open -> Data.slice(open.get(0), open.get(1), open.get(2), open.get(3))));
    }

    public static @Nullable Object callFunction(Evaluation c, int id, FreshList arguments) {
        Node.Call call = (Node.Call) c.node(id);
        return c.guarded(
                id, () -> c.called(call.function().text(), ArgumentValues.of(arguments, call.arguments()), id));
    }

    public static @Nullable Object callMethod(Evaluation c, int id, @Nullable Object target, FreshList arguments) {
        Node.Method call = (Node.Method) c.node(id);
        return c.guarded(id, () -> {
            Object result =
                    c.calls().method(call.method().text(), target, ArgumentValues.of(arguments, call.arguments()));
            return result instanceof Undefined undefined ? undefined.at(c.blame(id)) : result;
        });
    }

    public static @Nullable Object applyFilter(Evaluation c, int id, @Nullable Object input, FreshList arguments) {
        Node.Filter call = (Node.Filter) c.node(id);
        return c.guarded(id, () -> {
            Object result =
                    c.calls().filter(call.filter().text(), input, ArgumentValues.of(arguments, call.arguments()));
            return result instanceof Undefined undefined ? undefined.at(c.blame(id)) : result;
        });
    }

    public static @Nullable Object applyTest(Evaluation c, int id, @Nullable Object input, FreshList arguments) {
        Node.Test call = (Node.Test) c.node(id);
        return c.guarded(id, () -> {
            Object holds = c.calls().test(call.test().text(), input, ArgumentValues.of(arguments, call.arguments()));
            return call.negated() ? Comparisons.negated(holds) : holds;
        });
    }

    public static @Nullable Object signed(Evaluation c, int id, @Nullable Object operand) {
        char sign = ((Node.Signed) c.node(id)).sign();
        return c.guarded(
                id, () -> Markers.spread(false, FreshList.of(operand), open -> Operators.signed(sign, open.get(0))));
    }

    public static @Nullable Object negated(Evaluation c, int id, @Nullable Object operand) {
        return c.guarded(id, () -> Comparisons.negated(Markers.truth(operand)));
    }

    public static @Nullable Object binary(Evaluation c, int id, @Nullable Object left, @Nullable Object right) {
        String operator = ((Node.Binary) c.node(id)).operator();
        List<@Nullable Object> operands = Arrays.asList(left, right);
        return c.guarded(
                id,
                () -> "~".equals(operator)
                        ? Markers.spread(
                                true, shown(operands), open -> c.joined(Text.of(open.get(0)), Text.of(open.get(1))))
                        : Markers.spread(
                                "%".equals(operator),
                                operands,
                                open -> Operators.apply(operator, open.get(0), open.get(1))));
    }

    /** Keeps the first operand of a chain of comparisons. */
    public static boolean leads(Evaluation c, int slot, @Nullable Object operand) {
        c.keep(slot, new Comparisons.Chain(true, operand));
        return true;
    }

    /** Whether the comparison with the operand before leaves open what the chain comes to; keeps that so far. */
    public static boolean holds(Evaluation c, int id, int slot, int link, @Nullable Object operand) {
        String operator = ((Node.Comparison) c.node(id)).operators().get(link);
        Comparisons.Chain before = (Comparisons.Chain) Objects.requireNonNull(c.kept(slot));
        Object after = c.guarded(id, () -> before.and(operator, operand));
        c.keep(slot, after);
        return after instanceof Comparisons.Chain chain && !Boolean.FALSE.equals(chain.result());
    }

    /** What the chain comes to, once its operands are evaluated as far as they decide. */
    public static @Nullable Object compared(Evaluation c, int id, int slot, boolean first, boolean all) {
        return c.guarded(id, () -> ((Comparisons.Chain) Objects.requireNonNull(c.kept(slot))).result());
    }

    /** Whether the right side of {@code and} or {@code or} must be evaluated; keeps the left side. */
    public static boolean leavesOpen(Evaluation c, int id, int slot, @Nullable Object left) {
        c.keep(slot, left);
        boolean both = ((Node.Logic) c.node(id)).both();
        Object truth = c.guarded(id, () -> Markers.truth(left));
        return truth instanceof Unknown || Markers.isTrue(truth) == both;
    }

    /**
     * The result, once the right side is evaluated too: an unknown left side counts unless the right side decides
     * alone, which only a boolean does. Any other value is what comes out only where the left side leaves it open.
     */
    public static @Nullable Object settled(Evaluation c, int id, int slot, @Nullable Object right) {
        boolean both = ((Node.Logic) c.node(id)).both();
        Object left = c.kept(slot);
        if (!(left instanceof Unknown)) {
            return right;
        }
        boolean decides = Boolean.valueOf(!both).equals(right instanceof Secret secret ? secret.value() : right);
        return decides ? right : left;
    }

    public static @Nullable Object kept(Evaluation c, int slot) {
        return c.kept(slot);
    }

    /** Whether the test of an inline {@code if} is unknown; keeps it. */
    public static boolean undecided(Evaluation c, int id, int slot, @Nullable Object test) {
        Object truth = c.guarded(id, () -> Markers.truth(test));
        c.keep(slot, truth);
        return truth instanceof Unknown;
    }

    public static boolean chosen(Evaluation c, int slot) {
        return Markers.isTrue(c.kept(slot));
    }

    /** What an inline {@code if} leaves out adds nothing to a text. */
    private static List<@Nullable Object> shown(List<@Nullable Object> operands) {
        List<@Nullable Object> shown = new ArrayList<>();
        operands.forEach(operand -> shown.add(operand instanceof Undefined left && left.isLeftOut() ? "" : operand));
        return shown;
    }

    /** The value of an inline {@code if} that is false and has no {@code else}. */
    public static Object nothing(Evaluation c, int id) {
        return Undefined.otherwise().at(c.blame(id));
    }
}
