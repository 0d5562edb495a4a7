package play.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import play.expression.call.LookupContext;
import play.expression.call.Registry;
import play.expression.call.Surroundings;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.Undefined;
import play.expression.syntax.Node;
import play.value.Omit;

/** One evaluation of one text in one scope. Used by one thread. */
public final class Evaluation implements Surroundings {
    private static final int STEPS_OF_AN_OPERATION = 20;

    private final Library library;
    private final NodeTable nodes;
    private final Scope scope;
    private final Calls calls;
    private final Deque<Map<String, @Nullable Object>> locals = new ArrayDeque<>();
    private final Map<String, @Nullable Object> fetched = new HashMap<>();
    private final @Nullable Object[] slots;
    private @Nullable RuntimeException thrown;

    /** What an evaluation is made of beside the scope; {@code depth} counts templates that render templates. */
    record Library(Expressions expressions, Registry registry, Bounds.Limits limits, int depth) {}

    Evaluation(Library library, NodeTable nodes, Scope scope) {
        this.library = library;
        this.nodes = nodes;
        this.scope = scope;
        this.calls = new Calls(library.registry(), this);
        this.slots = new @Nullable Object[nodes.slots()];
        locals.push(new HashMap<>());
    }

    Node node(int id) {
        return nodes.get(id);
    }

    Calls calls() {
        return calls;
    }

    /** Counts an operation. The failure is kept, because what comes out of MVEL is wrapped. */
    void tick() {
        try {
            Bounds.steps(STEPS_OF_AN_OPERATION);
        } catch (Failure failure) {
            thrown = failure;
            throw failure;
        }
    }

    /** Runs one operation and blames node {@code id} for its failure, which is kept. */
    @Nullable
    Object guarded(int id, Supplier<@Nullable Object> operation) {
        if (thrown != null) {
            throw thrown;
        }
        try {
            tick();
            return operation.get();
        } catch (Failure failure) {
            thrown = failure.at(id);
        } catch (StackOverflowError e) {
            thrown = Failure.limit("The value is nested too deep.").at(id);
        } catch (UncheckedExpressionException e) {
            thrown = e;
        } catch (RuntimeException e) {
            thrown = Failure.internal(e).at(id);
        }
        throw thrown;
    }

    /** What an operation of this evaluation threw, if one did. */
    @Nullable
    RuntimeException thrown() {
        return thrown;
    }

    void keep(int slot, @Nullable Object value) {
        slots[slot] = value;
    }

    @Nullable
    Object kept(int slot) {
        return slots[slot];
    }

    /** Variables that the template sets from now on last until {@link #closeFrame}. */
    void openFrame() {
        locals.push(new HashMap<>());
    }

    void closeFrame() {
        locals.pop();
    }

    void set(String name, @Nullable Object value) {
        locals.element().put(name, value);
    }

    /** The value of a name: of the template's own, of the scope, or undefined. */
    @Nullable
    Object named(String name, int id) {
        for (Map<String, @Nullable Object> frame : locals) {
            if (frame.containsKey(name)) {
                return frame.get(name);
            }
        }
        if (fetched.containsKey(name)) {
            return fetched.get(name);
        }
        Object value = fetch(name, id);
        fetched.put(name, value);
        return value;
    }

    private @Nullable Object fetch(String name, int id) {
        try {
            return switch (scope.find(name)) {
                case Scope.Binding.Found(Object value) -> value;
                case Scope.Binding.Missing() -> "omit".equals(name) ? Omit.OMIT : Undefined.variable(name, id);
            };
        } catch (ExpressionException e) {
            throw new UncheckedExpressionException(e);
        }
    }

    String joined(String left, String right) {
        Bounds.text((long) left.length() + right.length());
        return left.concat(right);
    }

    @Override
    public @Nullable Object filter(
            String name,
            @Nullable Object input,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named) {
        tick();
        return calls.filter(name, input, new Calls.Values(arguments, named));
    }

    @Override
    public Object test(String name, @Nullable Object input, List<@Nullable Object> arguments) {
        tick();
        return calls.test(name, input, new Calls.Values(arguments, Map.of()));
    }

    @Override
    public List<@Nullable Object> lookup(
            String name, List<@Nullable Object> terms, Map<String, @Nullable Object> options) {
        return calls.lookup(name, terms, options);
    }

    @Override
    public @Nullable Object variable(String name) {
        return named(name, -1);
    }

    @Override
    public Set<String> names() {
        return scope.names();
    }

    @Override
    public @Nullable Object render(LookupContext.Text text, Map<String, @Nullable Object> extra) {
        return library.expressions().renderInside(text, new InnerScope(scope, extra), library);
    }

    @Override
    public LookupContext context() {
        return scope.lookups();
    }
}
