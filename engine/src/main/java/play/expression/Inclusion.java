package play.expression;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import play.diag.Suggestions;
import play.expression.data.Failure;
import play.expression.data.Hidden;
import play.expression.data.TemplateObject;
import play.expression.data.Text;
import play.expression.data.Undefined;
import play.expression.syntax.Piece;
import play.value.Unknown;
import play.value.Values;

/** How one template takes in others: {@code include}, {@code import}, {@code from} and {@code extends}. */
final class Inclusion {
    private final Renderer renderer;
    private final Evaluation evaluation;
    private final Lineage lineage;

    Inclusion(Renderer renderer, Lineage lineage) {
        this.renderer = renderer;
        this.evaluation = renderer.evaluation();
        this.lineage = lineage;
    }

    void include(CompiledPiece.Include include, Rendering out) {
        onFile(include.file(), include.optional(), out::add, page -> {
            Rendering inside = page.secret() ? new Rendering() : out;
            new Lineage(lineage.files()).inside(page.template(), scope(include.context()), inside);
            if (page.secret()) {
                out.add(Hidden.of(inside.value(0)));
            }
        });
    }

    void parent(CompiledPiece.Extends parent, Rendering out) {
        onFile(parent.file(), false, out::add, page -> lineage.extend(open(page).template(), out));
    }

    void importAll(CompiledPiece.Import imported) {
        onFile(
                imported.file(),
                false,
                unknown -> evaluation.frame().setImported(imported.name(), unknown),
                page -> evaluation.frame().setImported(imported.name(), module(page, imported.context())));
    }

    void importNames(CompiledPiece.From from) {
        onFile(
                from.file(),
                false,
                unknown -> from.names()
                        .forEach(taken ->
                                evaluation.frame().setImported(taken.alias().name(), unknown)),
                page -> {
                    Module module = module(page, from.context());
                    for (Piece.Taken taken : from.names()) {
                        evaluation
                                .frame()
                                .setImported(
                                        taken.alias().name(),
                                        module.member(taken.name().text()));
                    }
                });
    }

    private Module module(TemplateFiles.Page page, boolean context) {
        Lineage inside = new Lineage(lineage.files());
        Rendering out = new Rendering();
        inside.inside(open(page).template(), scope(context), out);
        return new Module(inside.root().exported(), out);
    }

    private static TemplateFiles.Page open(TemplateFiles.Page page) {
        if (page.secret()) {
            throw Failure.value("This template is encrypted; only 'include' takes in what is encrypted.");
        }
        return page;
    }

    private Scope scope(boolean context) {
        return context
                ? new InnerScope(evaluation.scope(), evaluation.frame().visible())
                : new BareScope(evaluation.scope());
    }

    private void onFile(
            CompiledPiece.Blamed file,
            boolean optional,
            Consumer<Unknown> undecided,
            Consumer<TemplateFiles.Page> use) {
        Object value = renderer.value(file);
        evaluation.guarded(file.id(), () -> {
            if (value instanceof Unknown unknown) {
                undecided.accept(unknown);
                return null;
            }
            List<String> names = names(value);
            Optional<TemplateFiles.Page> page =
                    lineage.files().first(names, evaluation.blame(file.id()).span());
            if (page.isEmpty() && !optional) {
                throw Failure.lookup("There is no template '" + String.join("', '", names) + "'.");
            }
            page.ifPresent(use);
            return null;
        });
    }

    private static List<String> names(@Nullable Object value) {
        return switch (value) {
            case String name -> List.of(name);
            case Undefined undefined -> throw Failure.undefined(undefined);
            case List<?> names
            when !names.isEmpty() && names.stream().allMatch(String.class::isInstance) ->
                names.stream().map(String::valueOf).toList();
            case null, default ->
                throw Failure.value("The name of a template, or a list of names, is needed here, not "
                        + (value instanceof List<?> list && list.isEmpty()
                                ? "an empty list."
                                : "a " + Values.kind(value) + "."));
        };
    }

    /** A template that was imported: what it has set, and its macros. */
    private record Module(Map<String, @Nullable Object> exported, Rendering text) implements TemplateObject {
        @Override
        public String called() {
            return "imported template";
        }

        @Override
        public @Nullable Object member(String name) {
            return exported.containsKey(name)
                    ? exported.get(name)
                    : Undefined.because(
                            "The imported template has no '" + name + "'." + Suggestions.hint(name, exported.keySet()));
        }

        @Override
        public boolean isText() {
            return true;
        }

        @Override
        public String toString() {
            Object value = text.value(0);
            return value == null ? "" : Text.of(value);
        }
    }
}
