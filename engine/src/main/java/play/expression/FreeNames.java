package play.expression;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import play.expression.call.Registry;
import play.expression.syntax.Node;
import play.expression.syntax.Piece;

/** Which variables a text reads, and which of these uses are guarded against the variable being undefined. */
final class FreeNames {
    private static final Set<String> TOLERANT_FILTERS = Set.of("default", "d", "mandatory");
    private static final Set<String> TESTS_OF_DEFINED = Set.of("defined");
    private static final Set<String> TESTS_OF_UNDEFINED = Set.of("undefined");

    private final Origin origin;
    private final Set<FreeName> found = new LinkedHashSet<>();

    private FreeNames(Origin origin) {
        this.origin = origin;
    }

    static Set<FreeName> of(Node node, Origin origin) {
        FreeNames names = new FreeNames(origin);
        names.walk(node, Set.of());
        return Set.copyOf(names.found);
    }

    static Set<FreeName> of(List<Piece> pieces, Origin origin) {
        FreeNames names = new FreeNames(origin);
        names.walk(pieces, new HashSet<>(), Set.of());
        return Set.copyOf(names.found);
    }

    /**
     * {@code known} are the template's own variables, and grow by what is set; {@code guarded} are known to be defined.
     */
    private void walk(List<Piece> pieces, Set<String> known, Set<String> guarded) {
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Text text -> {}
                case Piece.Output(Node value) -> walk(value, known, guarded);
                case Piece.If branch -> walkArms(branch, known, guarded);
                case Piece.For loop -> walkLoop(loop, known, guarded);
                case Piece.Set(List<Piece.Target> targets, Node value) -> {
                    walk(value, known, guarded);
                    targets.forEach(target -> known.add(target.name().name()));
                }
                case Piece.Capture(Piece.Target target, List<Piece> body) -> {
                    walk(body, known, guarded);
                    known.add(target.name().name());
                }
            }
        }
    }

    private void walkArms(Piece.If branch, Set<String> known, Set<String> guarded) {
        Set<String> before = guarded;
        for (Piece.Arm arm : branch.arms()) {
            walk(arm.test(), known, before);
            walk(arm.body(), known, union(before, definedWhen(true, arm.test())));
            before = union(before, definedWhen(false, arm.test()));
        }
        walk(branch.otherwise(), known, before);
    }

    private void walkLoop(Piece.For loop, Set<String> known, Set<String> guarded) {
        walk(loop.source(), known, guarded);
        Set<String> inside = new HashSet<>(known);
        loop.targets().forEach(target -> inside.add(target.name()));
        inside.add("loop");
        loop.filter().ifPresent(filter -> walk(filter, inside, guarded));
        walk(loop.body(), inside, guarded);
        walk(loop.otherwise(), known, guarded);
    }

    private void walk(Node node, Set<String> known, Set<String> guarded) {
        walk(node, union(known, Set.of("omit")), guarded, true);
    }

    private void walk(Node node, Set<String> guarded) {
        walk(node, Set.of("omit"), guarded, true);
    }

    private void walk(Node node, Set<String> known, Set<String> guarded, boolean strict) {
        switch (node) {
            case Node.Name name -> read(ReadPart.of(name, origin), known, guarded, strict);
            case Node.Attribute attribute -> read(ReadPart.of(attribute, origin), known, guarded, strict);
            case Node.Subscript subscript -> read(ReadPart.of(subscript, origin), known, guarded, strict);
            case Node.Filter filter -> {
                boolean tolerant = TOLERANT_FILTERS.contains(
                        Registry.simple(filter.filter().text()));
                walk(filter.input(), known, guarded, !tolerant);
                filter.arguments().values().forEach(value -> walk(value, known, guarded, true));
            }
            case Node.Test test -> {
                walk(test.input(), known, guarded, !isTestOfBeing(test));
                test.arguments().values().forEach(value -> walk(value, known, guarded, true));
            }
            case Node.Logic logic -> {
                walk(logic.left(), known, guarded, true);
                walk(logic.right(), known, union(guarded, definedWhen(logic.both(), logic.left())), strict);
            }
            case Node.Conditional conditional -> {
                walk(conditional.test(), known, guarded, true);
                walk(conditional.then(), known, union(guarded, definedWhen(true, conditional.test())), strict);
                Set<String> other = union(guarded, definedWhen(false, conditional.test()));
                conditional.otherwise().ifPresent(value -> walk(value, known, other, strict));
            }
            default -> node.children().forEach(child -> walk(child, known, guarded, true));
        }
    }

    private void read(ReadPart part, Set<String> known, Set<String> guarded, boolean strict) {
        if (!(part.root() instanceof Node.Name(String name, int start, int end))) {
            walk(part.root(), known, guarded, strict);
        } else if (!known.contains(name)) {
            boolean allowed = !strict || guarded.contains(name);
            found.add(new FreeName(name, origin.spanOf(start, end), allowed, part.path()));
        }
        part.indices().forEach(index -> walk(index, known, guarded, true));
    }

    private static boolean isTestOfBeing(Node.Test test) {
        String name = Registry.simple(test.test().text());
        return TESTS_OF_DEFINED.contains(name) || TESTS_OF_UNDEFINED.contains(name);
    }

    /** The variables that must be defined where {@code node} came out as {@code truth}. */
    private static Set<String> definedWhen(boolean truth, Node node) {
        return switch (node) {
            case Node.Not(Node operand, int start, int end) -> definedWhen(!truth, operand);
            case Node.Logic logic
            when logic.both() == truth -> union(definedWhen(truth, logic.left()), definedWhen(truth, logic.right()));
            case Node.Test test
            when isTestOfBeing(test) -> {
                boolean defines =
                        TESTS_OF_DEFINED.contains(Registry.simple(test.test().text())) != test.negated();
                yield defines == truth ? root(test.input()) : Set.of();
            }
            default -> Set.of();
        };
    }

    private static Set<String> root(Node node) {
        return switch (node) {
            case Node.Name(String name, int start, int end) -> Set.of(name);
            case Node.Attribute attribute -> root(attribute.target());
            case Node.Subscript subscript -> root(subscript.target());
            default -> Set.of();
        };
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }
}
