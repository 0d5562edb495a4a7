package play.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.Order;
import play.expression.data.TemplateObject;
import play.expression.data.Undefined;

/** {@code loop}: where in its items a loop is. */
final class LoopState implements TemplateObject {
    private final LoopRun run;
    private final List<?> items;
    private int at;
    private @Nullable List<@Nullable Object> seen;

    LoopState(LoopRun run, List<?> items) {
        this.run = run;
        this.items = items;
    }

    void next() {
        at++;
    }

    @Override
    public String called() {
        return "loop";
    }

    @Override
    public @Nullable Object member(String name) {
        long size = items.size();
        return switch (name) {
            case "index" -> at + 1L;
            case "index0" -> (long) at;
            case "revindex" -> size - at;
            case "revindex0" -> size - at - 1;
            case "first" -> at == 0;
            case "last" -> at == size - 1;
            case "length" -> size;
            case "depth" -> (long) run.depth();
            case "depth0" -> run.depth() - 1L;
            case "previtem" -> at > 0 ? items.get(at - 1) : Undefined.because("There is no item before the first.");
            case "nextitem" ->
                at + 1 < size ? items.get(at + 1) : Undefined.because("There is no item after the last.");
            case "cycle" -> new Tool("cycle", this::cycled);
            case "changed" -> new Tool("changed", this::isChanged);
            default -> TemplateObject.super.member(name);
        };
    }

    private @Nullable Object cycled(List<@Nullable Object> values) {
        if (values.isEmpty()) {
            throw Failure.arguments("'loop.cycle' needs values to choose from.");
        }
        return values.get(at % values.size());
    }

    private Object isChanged(List<@Nullable Object> values) {
        boolean changed = seen == null || !Order.same(seen, values);
        seen = new ArrayList<>(values);
        return changed;
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public @Nullable Object call(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
        if (positional.size() != 1 || !named.isEmpty()) {
            throw Failure.arguments("'loop(…)' takes the items to go through, and nothing else.");
        }
        return run.inside(positional.getFirst());
    }

    @Override
    public String toString() {
        return "<LoopContext " + (at + 1) + "/" + items.size() + ">";
    }

    /** A method that takes any number of values. */
    private record Tool(String name, Function<List<@Nullable Object>, @Nullable Object> body)
            implements TemplateObject {
        @Override
        public String called() {
            return "method '" + name + "'";
        }

        @Override
        public boolean isCallable() {
            return true;
        }

        @Override
        public @Nullable Object call(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
            if (!named.isEmpty()) {
                throw Failure.arguments("The " + called() + " takes no arguments with a name.");
            }
            return body.apply(positional);
        }

        @Override
        public String toString() {
            return "<" + called() + ">";
        }
    }
}
