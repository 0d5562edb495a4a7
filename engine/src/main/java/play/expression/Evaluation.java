package play.expression;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import play.expression.call.LookupContext;
import play.expression.call.Registry;
import play.expression.call.Surroundings;
import play.expression.data.Blame;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.Undefined;
import play.expression.syntax.Node;
import play.value.Omit;
import play.value.TemplateStyle;

/** One evaluation of one text in one scope. Used by one thread. */
public final class Evaluation implements Surroundings {
    private static final int STEPS_OF_AN_OPERATION = 20;

    private final Library library;
    private final Border border;
    private final Scope scope;
    private final LookupContext.Folder folder;
    private final Calls calls;
    private final Frame root;
    private final Map<String, @Nullable Object> fetched = new HashMap<>();
    private Frame frame;
    private @Nullable Object[] slots;
    private @Nullable RuntimeException thrown;

    /** What an evaluation is made of beside the scope; {@code depth} counts templates that render templates. */
    record Library(Expressions expressions, Registry registry, Bounds.Limits limits, int depth) {}

    Evaluation(Library library, Border border, Scope scope) {
        this(library, border, scope, new Frame(), LookupContext.Folder.FILES);
    }

    /** @param folder where its lookup looks for files */
    Evaluation(Library library, Border border, Scope scope, LookupContext.Folder folder) {
        this(library, border, scope, new Frame(), folder);
    }

    /** @param root the variables of the template itself */
    Evaluation(Library library, Border border, Scope scope, Frame root) {
        this(library, border, scope, root, LookupContext.Folder.FILES);
    }

    private Evaluation(Library library, Border border, Scope scope, Frame root, LookupContext.Folder folder) {
        this.library = library;
        this.border = border;
        this.scope = scope;
        this.root = root;
        this.frame = root;
        this.folder = folder;
        this.calls = new Calls(library.registry(), this);
        this.slots = new @Nullable Object[border.nodes().slots()];
    }

    Node node(int id) {
        return border.nodes().get(id);
    }

    Blame blame(int id) {
        return border.blame(id);
    }

    Calls calls() {
        return calls;
    }

    Library library() {
        return library;
    }

    Scope scope() {
        return scope;
    }

    /** The variables of the template itself. */
    Frame root() {
        return root;
    }

    /** The variables that can be set where the evaluation is. */
    Frame frame() {
        return frame;
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
            thrown = failure.at(blame(id));
        } catch (StackOverflowError e) {
            thrown = Failure.limit("The value is nested too deep.").at(blame(id));
        } catch (UncheckedExpressionException e) {
            thrown = e;
        } catch (RuntimeException e) {
            thrown = Failure.internal(e).at(blame(id));
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

    /** Runs a part of the template whose variables end with it. */
    void scoped(Runnable part) {
        within(new Frame(frame), part);
    }

    private void within(Frame inner, Runnable part) {
        Frame before = frame;
        frame = inner;
        try {
            part.run();
        } finally {
            frame = before;
        }
    }

    /** Runs a part of the template that may be running already, such as a macro that calls itself. */
    void again(Frame inner, Runnable part) {
        Bounds.deeper(() -> {
            @Nullable Object[] before = slots;
            slots = new @Nullable Object[border.nodes().slots()];
            try {
                within(inner, part);
            } finally {
                slots = before;
            }
            return null;
        });
    }

    void set(String name, @Nullable Object value) {
        frame.set(name, value);
    }

    /** The value of a name: of the template's own, of the scope, or undefined. */
    @Nullable
    Object named(String name, int id) {
        Object found = found(name);
        return found instanceof Undefined undefined && id >= 0 ? undefined.at(blame(id)) : found;
    }

    private @Nullable Object found(String name) {
        Optional<Frame> owner = frame.having(name);
        if (owner.isPresent()) {
            return owner.get().get(name);
        }
        if (fetched.containsKey(name)) {
            return fetched.get(name);
        }
        Object value = fetch(name);
        fetched.put(name, value);
        return value;
    }

    /** What {@code name(…)} comes to: a call of something of the template's, of a function, or of a variable. */
    @Nullable
    Object called(String name, ArgumentValues values, int id) {
        Object result = result(name, values, id);
        return result instanceof Undefined undefined ? undefined.at(blame(id)) : result;
    }

    private @Nullable Object result(String name, ArgumentValues values, int id) {
        if (frame.having(name).isEmpty() && library.registry().function(name).isPresent()) {
            return calls.function(name, values);
        }
        Object value = named(name, id);
        boolean unheard =
                value instanceof Undefined undefined && undefined.name().isPresent();
        return unheard ? calls.function(name, values) : Calls.called(name, value, values);
    }

    private @Nullable Object fetch(String name) {
        try {
            return switch (scope.find(name)) {
                case Scope.Binding.Found(Object value) -> value;
                case Scope.Binding.Missing() -> "omit".equals(name) ? Omit.OMIT : missing(name);
            };
        } catch (ExpressionException e) {
            throw new UncheckedExpressionException(e);
        }
    }

    private Undefined missing(String name) {
        return scope instanceof BareScope
                ? Undefined.because(
                        "'" + name + "' is undefined in a template that is taken in without variables; write"
                                + " 'with context' where it is.")
                : Undefined.variable(name);
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
        return calls.filter(name, input, new ArgumentValues(arguments, named));
    }

    @Override
    public Object test(String name, @Nullable Object input, List<@Nullable Object> arguments) {
        tick();
        return calls.test(name, input, new ArgumentValues(arguments, Map.of()));
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
    public @Nullable Object render(LookupContext.Text text, Map<String, @Nullable Object> extra, TemplateStyle style) {
        Path file = Path.of(text.source().name());
        Scope inFile = new TemplateScope(scope, file.toString(), file, Optional.empty(), LocalDateTime::now);
        return library.expressions().written(style).renderInside(text, new InnerScope(inFile, extra), library);
    }

    @Override
    public LookupContext.Folder folder() {
        return folder;
    }

    @Override
    public LookupContext context() {
        return scope.lookups();
    }
}
