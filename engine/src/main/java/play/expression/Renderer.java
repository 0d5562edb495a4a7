package play.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshMap;
import play.expression.data.TemplateObject;
import play.expression.data.Undefined;
import play.expression.syntax.Piece;
import play.value.Unknown;
import play.value.Values;

/** Walks the pieces of a template in one evaluation. */
final class Renderer {
    private final Evaluation evaluation;
    private final Lineage lineage;

    Renderer(Evaluation evaluation, Lineage lineage) {
        this.evaluation = evaluation;
        this.lineage = lineage;
    }

    Evaluation evaluation() {
        return evaluation;
    }

    void render(List<CompiledPiece> pieces, Rendering out) {
        for (CompiledPiece piece : pieces) {
            evaluation.tick();
            switch (piece) {
                case CompiledPiece.Text(String text) -> out.add(text);
                case CompiledPiece.Output output -> output(output, out);
                case CompiledPiece.If branch -> branch(branch, out);
                case CompiledPiece.For loop -> new LoopRun(this, loop, 1).start(out);
                case CompiledPiece.Set set ->
                    set(set.target(), value(set.value()), set.value().id());
                case CompiledPiece.Capture capture ->
                    set(
                            capture.target(),
                            filtered(capture.value(), capture.body()),
                            capture.value().id());
                case CompiledPiece.Filtered(CompiledPiece.Blamed value, List<CompiledPiece> body) ->
                    put(filtered(value, body), value.id(), out);
                case CompiledPiece.With with -> with(with, out);
                case CompiledPiece.Macro(CompiledPiece.MacroCode code) -> evaluation.set(code.name(), macro(code));
                case CompiledPiece.CallBlock call -> call(call, out);
                case CompiledPiece.Block block -> lineage.block(block, this, out);
                case CompiledPiece.Extends parent -> inclusion().parent(parent, out);
                case CompiledPiece.Include include -> inclusion().include(include, out);
                case CompiledPiece.Import imported -> inclusion().importAll(imported);
                case CompiledPiece.From from -> inclusion().importNames(from);
            }
        }
    }

    /** What pieces come to in a frame of their own, of a part that may be running already; null for nothing. */
    @Nullable
    Object result(Frame frame, List<CompiledPiece> pieces) {
        Rendering out = new Rendering();
        evaluation.again(frame, () -> render(pieces, out));
        return out.value(0);
    }

    private Inclusion inclusion() {
        return new Inclusion(this, lineage);
    }

    private Macro macro(CompiledPiece.MacroCode code) {
        return new Macro(code, this, evaluation.frame());
    }

    @Nullable
    Object value(CompiledPiece.Blamed value) {
        return value.program().run(evaluation);
    }

    private void output(CompiledPiece.Output output, Rendering out) {
        if (out.isMuted()) {
            return;
        }
        put(value(output.value()), output.value().id(), out);
    }

    private void put(@Nullable Object value, int id, Rendering out) {
        evaluation.guarded(id, () -> {
            switch (value) {
                case Undefined undefined when !undefined.isLeftOut() -> throw Failure.undefined(undefined);
                case Undefined undefined -> out.add(undefined);
                case TemplateObject object -> out.add(object);
                case null, default -> out.add(Data.finished(value));
            }
            return null;
        });
    }

    private void branch(CompiledPiece.If branch, Rendering out) {
        for (CompiledPiece.Arm arm : branch.arms()) {
            Object test = value(arm.test());
            Object truth = evaluation.guarded(arm.test().id(), () -> Markers.truth(test));
            if (truth instanceof Unknown unknown) {
                leaveOpen(unknown, branch.names(), out);
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
    private void leaveOpen(Unknown unknown, Set<String> names, Rendering out) {
        out.add(unknown);
        names.forEach(name -> evaluation.set(name, unknown));
    }

    /** What a body comes to behind its filters. */
    private @Nullable Object filtered(CompiledPiece.Blamed value, List<CompiledPiece> body) {
        Rendering inside = new Rendering();
        evaluation.scoped(() -> render(body, inside));
        Object[] result = new Object[1];
        evaluation.scoped(() -> {
            evaluation.set(Piece.BODY, inside.value(0));
            result[0] = value(value);
        });
        return result[0];
    }

    /** No binding sees the others. */
    private void with(CompiledPiece.With with, Rendering out) {
        List<@Nullable Object> values = new ArrayList<>();
        with.bindings().forEach(binding -> values.add(value(binding.value())));
        evaluation.scoped(() -> {
            for (int i = 0; i < values.size(); i++) {
                CompiledPiece.Set binding = with.bindings().get(i);
                set(binding.target(), values.get(i), binding.value().id());
            }
            render(with.body(), out);
        });
    }

    private void call(CompiledPiece.CallBlock call, Rendering out) {
        evaluation.scoped(() -> {
            evaluation.set(Piece.CALLER, macro(call.code()));
            put(value(call.call()), call.call().id(), out);
        });
    }

    /** Binds a value; node {@code id} is blamed where it does not fit. */
    void set(Piece.Target target, @Nullable Object value, int id) {
        switch (target) {
            case Piece.Target.Variable variable ->
                evaluation.set(variable.name().name(), value);
            case Piece.Target.Attribute attribute -> evaluation.guarded(id, () -> attribute(attribute, value));
            case Piece.Target.Parts(List<Piece.Target> targets) -> unpack(targets, value, id);
        }
    }

    private void unpack(List<Piece.Target> targets, @Nullable Object value, int id) {
        Object parts = evaluation.guarded(id, () -> Markers.items(value));
        if (!(parts instanceof List<?> list)) {
            targets.forEach(target -> set(target, parts, id));
            return;
        }
        evaluation.guarded(id, () -> checkedSize(list, targets.size()));
        for (int i = 0; i < targets.size(); i++) {
            set(targets.get(i), list.get(i), id);
        }
    }

    private static List<?> checkedSize(List<?> list, int wanted) {
        if (list.size() != wanted) {
            throw Failure.value("There are " + wanted + " names for an item of " + list.size() + " parts.");
        }
        return list;
    }

    private @Nullable Object attribute(Piece.Target.Attribute target, @Nullable Object value) {
        Object space = evaluation.variable(target.name().name());
        if (!(space instanceof FreshMap map)) {
            throw Failure.value("Attributes can be set on a 'namespace(…)' only, not on a " + Values.kind(space) + ".");
        }
        map.put(target.attribute(), value);
        return null;
    }
}
