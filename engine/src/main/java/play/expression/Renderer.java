package play.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshMap;
import play.expression.data.Undefined;
import play.expression.syntax.Piece;
import play.value.Unknown;
import play.value.Values;

/** Walks the pieces of a template in one evaluation. */
final class Renderer {
    private final Evaluation evaluation;

    Renderer(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    void render(List<CompiledPiece> pieces, Rendering out) {
        for (CompiledPiece piece : pieces) {
            evaluation.tick();
            switch (piece) {
                case CompiledPiece.Text(String text) -> out.add(text);
                case CompiledPiece.Output output -> output(output, out);
                case CompiledPiece.If branch -> branch(branch, out);
                case CompiledPiece.For loop -> loop(loop, out);
                case CompiledPiece.Set set -> set(set);
                case CompiledPiece.Capture(Piece.Target target, List<CompiledPiece> body) -> {
                    Rendering inside = new Rendering();
                    render(body, inside);
                    Object value = inside.value(0);
                    assign(target, value == null ? "" : value);
                }
            }
        }
    }

    private void output(CompiledPiece.Output output, Rendering out) {
        Object value = output.value().run(evaluation);
        evaluation.guarded(output.id(), () -> {
            if (value instanceof Undefined undefined) {
                throw Failure.undefined(undefined);
            }
            out.add(Data.finished(value));
            return null;
        });
    }

    private void branch(CompiledPiece.If branch, Rendering out) {
        for (CompiledPiece.Arm arm : branch.arms()) {
            Object test = arm.test().run(evaluation);
            Object truth = evaluation.guarded(arm.id(), () -> Markers.truth(test));
            if (truth instanceof Unknown unknown) {
                leaveOpen(unknown, CompiledPiece.namesSet(List.of(branch)), out);
                return;
            }
            if (Markers.isTrue(truth)) {
                render(arm.body(), out);
                return;
            }
        }
        render(branch.otherwise(), out);
    }

    /** Nobody knows what stands here; what would be set here is unknown from now on. */
    private void leaveOpen(Unknown unknown, List<String> names, Rendering out) {
        out.add(unknown);
        names.forEach(name -> evaluation.set(name, unknown));
    }

    private void loop(CompiledPiece.For loop, Rendering out) {
        Object source = loop.loop().source().run(evaluation);
        Object items = evaluation.guarded(loop.loop().id(), () -> Markers.items(source));
        Object passed = items instanceof List<?> list ? passing(loop.loop(), list) : items;
        if (passed instanceof Unknown unknown) {
            out.add(unknown);
            return;
        }
        List<?> list = (List<?>) java.util.Objects.requireNonNull(passed);
        for (int i = 0; i < list.size(); i++) {
            evaluation.openFrame();
            bind(loop.loop(), list.get(i));
            evaluation.set("loop", position(list, i));
            render(loop.body(), out);
            evaluation.closeFrame();
        }
        if (list.isEmpty()) {
            render(loop.otherwise(), out);
        }
    }

    /** The items that the filter of a loop lets through, or {@code Unknown}. */
    private Object passing(CompiledPiece.Loop loop, List<?> items) {
        Optional<Program> filter = loop.filter();
        if (filter.isEmpty()) {
            return items;
        }
        List<@Nullable Object> passed = new ArrayList<>();
        for (Object item : items) {
            evaluation.openFrame();
            bind(loop, item);
            Object test = filter.get().run(evaluation);
            Object truth = evaluation.guarded(loop.id(), () -> Markers.truth(test));
            evaluation.closeFrame();
            if (truth instanceof Unknown) {
                return truth;
            }
            if (Markers.isTrue(truth)) {
                passed.add(item);
            }
        }
        return passed;
    }

    private void bind(CompiledPiece.Loop loop, @Nullable Object item) {
        unpack(loop.targets(), item, loop.id());
    }

    private void unpack(List<String> names, @Nullable Object value, int id) {
        if (names.size() == 1) {
            evaluation.set(names.getFirst(), value);
            return;
        }
        Object parts = evaluation.guarded(id, () -> Markers.items(value));
        if (!(parts instanceof List<?> list)) {
            names.forEach(name -> evaluation.set(name, parts));
            return;
        }
        evaluation.guarded(id, () -> checkedSize(list, names.size()));
        for (int i = 0; i < names.size(); i++) {
            evaluation.set(names.get(i), list.get(i));
        }
    }

    private static List<?> checkedSize(List<?> list, int wanted) {
        if (list.size() != wanted) {
            throw Failure.value("There are " + wanted + " names for an item of " + list.size() + " parts.");
        }
        return list;
    }

    private static Map<String, @Nullable Object> position(List<?> list, int at) {
        int size = list.size();
        Map<String, @Nullable Object> loop = new LinkedHashMap<>();
        loop.put("index", at + 1L);
        loop.put("index0", (long) at);
        loop.put("revindex", (long) size - at);
        loop.put("revindex0", (long) size - at - 1);
        loop.put("first", at == 0);
        loop.put("last", at == size - 1);
        loop.put("length", (long) size);
        if (at > 0) {
            loop.put("previtem", list.get(at - 1));
        }
        if (at + 1 < size) {
            loop.put("nextitem", list.get(at + 1));
        }
        return Collections.unmodifiableMap(loop);
    }

    private void set(CompiledPiece.Set set) {
        Object value = set.value().run(evaluation);
        if (set.targets().size() == 1) {
            evaluation.guarded(set.id(), () -> assign(set.targets().getFirst(), value));
            return;
        }
        unpack(set.targets().stream().map(target -> target.name().name()).toList(), value, set.id());
    }

    private @Nullable Object assign(Piece.Target target, @Nullable Object value) {
        if (target.attribute().isEmpty()) {
            evaluation.set(target.name().name(), value);
            return null;
        }
        Object space = evaluation.variable(target.name().name());
        if (!(space instanceof FreshMap map)) {
            throw Failure.value("Attributes can only be set on a 'namespace(…)', not on a " + Values.kind(space) + ".");
        }
        map.put(target.attribute().get(), value);
        return null;
    }
}
