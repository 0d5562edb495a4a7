package play.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.TemplateObject;
import play.expression.data.Undefined;

/** A template, those it extends, and the blocks of them all, while they are rendered. */
final class Lineage {
    private final TemplateFiles files;
    private final Frame root = new Frame();

    /** Of each name, the innermost first. */
    private final Map<String, List<Body>> blocks = new HashMap<>();

    private Optional<ParsedTemplate> parent = Optional.empty();

    private record Body(Renderer renderer, CompiledPiece.Block block) {}

    Lineage(TemplateFiles files) {
        this.files = files;
    }

    TemplateFiles files() {
        return files;
    }

    /** The variables of the templates themselves. */
    Frame root() {
        return root;
    }

    void render(ParsedTemplate template, Scope scope, Rendering out) {
        parent = Optional.empty();
        Renderer renderer = new Renderer(new Evaluation(files.library(), template.border(), scope, root), this);
        if (template.code().mentions().contains("self")) {
            root.set("self", new Self());
        }
        template.code()
                .blocks()
                .forEach((name, block) ->
                        blocks.computeIfAbsent(name, any -> new ArrayList<>()).add(new Body(renderer, block)));
        renderer.render(template.code().pieces(), out);
        out.mute(false);
        parent.ifPresent(extended -> inside(extended, scope, out));
    }

    /** The same for a template that another one takes in. */
    void inside(ParsedTemplate template, Scope scope, Rendering out) {
        Bounds.deeper(() -> {
            render(template, scope, out);
            return null;
        });
    }

    /** What follows is put out no more; the template that is extended is. */
    void extend(ParsedTemplate extended, Rendering out) {
        if (parent.isPresent()) {
            throw Failure.value("A template extends one other at most.");
        }
        parent = Optional.of(extended);
        out.mute(true);
    }

    /** A block where it stands. */
    void block(CompiledPiece.Block block, Renderer renderer, Rendering out) {
        if (out.isMuted()) {
            return;
        }
        Frame around = block.scoped() ? renderer.evaluation().frame() : root;
        List<Body> bodies = blocks.getOrDefault(block.name(), List.of());
        if (bodies.getFirst().block().required()) {
            renderer.evaluation().guarded(block.id(), () -> {
                throw Failure.value("The block '" + block.name() + "' has to be filled by a template that extends.");
            });
        }
        render(block.name(), 0, around, out);
    }

    private void render(String name, int level, Frame around, Rendering out) {
        Body body = blocks.getOrDefault(name, List.of()).get(level);
        Frame frame = new Frame(around);
        frame.set("super", above(name, level + 1, around));
        body.renderer()
                .evaluation()
                .again(frame, () -> body.renderer().render(body.block().body(), out));
    }

    private Object above(String name, int level, Frame around) {
        return level < blocks.getOrDefault(name, List.of()).size()
                ? new Reference(name, level, around)
                : Undefined.because("There is no parent block '" + name + "'.");
    }

    /** A block that can be called. */
    private final class Reference implements TemplateObject {
        private final String name;
        private final int level;
        private final Frame around;

        Reference(String name, int level, Frame around) {
            this.name = name;
            this.level = level;
            this.around = around;
        }

        @Override
        public String called() {
            return "block '" + name + "'";
        }

        @Override
        public boolean isCallable() {
            return true;
        }

        @Override
        public @Nullable Object call(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
            if (!positional.isEmpty() || !named.isEmpty()) {
                throw Failure.arguments("The " + called() + " takes no arguments.");
            }
            Rendering out = new Rendering();
            render(name, level, around, out);
            return out.value(0);
        }

        @Override
        public @Nullable Object member(String member) {
            return "super".equals(member) ? above(name, level + 1, around) : TemplateObject.super.member(member);
        }

        @Override
        public String toString() {
            return "<Block '" + name + "'>";
        }
    }

    /** {@code self}: the blocks by their names. */
    private final class Self implements TemplateObject {
        @Override
        public String called() {
            return "set of blocks";
        }

        @Override
        public @Nullable Object member(String name) {
            return blocks.containsKey(name) ? new Reference(name, 0, root) : TemplateObject.super.member(name);
        }

        @Override
        public String toString() {
            return "<Template>";
        }
    }
}
