package play.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.value.Unknown;

/** A {@code for} that is carried out, once or inside itself. */
final class LoopRun {
    private final Renderer renderer;
    private final Evaluation evaluation;
    private final CompiledPiece.For code;
    private final CompiledPiece.Loop loop;
    private final Frame around;
    private final int depth;

    /** @param depth 1 for a loop that is not inside itself */
    LoopRun(Renderer renderer, CompiledPiece.For code, int depth) {
        this(renderer, code, renderer.evaluation().frame(), depth);
    }

    private LoopRun(Renderer renderer, CompiledPiece.For code, Frame around, int depth) {
        this.renderer = renderer;
        this.evaluation = renderer.evaluation();
        this.code = code;
        this.loop = code.loop();
        this.around = around;
        this.depth = depth;
    }

    void start(Rendering out) {
        run(renderer.value(loop.source()), out);
    }

    int depth() {
        return depth;
    }

    /** The body for other items, one level deeper; null for no output. */
    @Nullable
    Object inside(@Nullable Object items) {
        if (!loop.recursive()) {
            throw Failure.value("A loop is called as 'loop(…)' only where it is 'recursive'.");
        }
        Rendering out = new Rendering();
        evaluation.again(new Frame(around), () -> new LoopRun(renderer, code, around, depth + 1).run(items, out));
        return out.value(0);
    }

    private void run(@Nullable Object source, Rendering out) {
        Object items = evaluation.guarded(loop.source().id(), () -> Markers.items(source));
        Object passed = items instanceof List<?> list ? passing(list) : items;
        if (passed instanceof Unknown unknown) {
            out.add(unknown);
            return;
        }
        List<?> list = (List<?>) Objects.requireNonNull(passed);
        LoopState state = new LoopState(this, list);
        for (Object item : list) {
            evaluation.scoped(() -> {
                bind(item);
                if (loop.told()) {
                    evaluation.set("loop", state);
                }
                renderer.render(code.body(), out);
            });
            state.next();
        }
        if (list.isEmpty()) {
            renderer.render(code.otherwise(), out);
        }
    }

    /** The items that the filter of a loop lets through, or {@code Unknown}. */
    private Object passing(List<?> items) {
        Optional<Program> filter = loop.filter();
        if (filter.isEmpty()) {
            return items;
        }
        List<@Nullable Object> passed = new ArrayList<>();
        for (Object item : items) {
            @Nullable Object[] truth = new @Nullable Object[1];
            evaluation.scoped(() -> {
                bind(item);
                Object test = filter.get().run(evaluation);
                truth[0] = evaluation.guarded(loop.source().id(), () -> Markers.truth(test));
            });
            if (truth[0] instanceof Unknown unknown) {
                return unknown;
            }
            if (Markers.isTrue(truth[0])) {
                passed.add(item);
            }
        }
        return passed;
    }

    private void bind(@Nullable Object item) {
        renderer.set(loop.target(), item, loop.source().id());
    }
}
