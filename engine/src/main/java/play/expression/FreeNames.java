package play.expression;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.expression.call.Registry;
import play.expression.syntax.Node;
import play.expression.syntax.Piece;
import play.source.Located;

/** Which variables a text reads, and which of these uses need the variable to be defined. */
final class FreeNames {
    private static final Set<String> DEFAULTS = Set.of("default", "d");
    private static final Set<String> TOLERANT_FILTERS = union(DEFAULTS, Set.of("mandatory"));
    private static final Set<String> TESTS_OF_DEFINED = Set.of("defined");
    private static final Set<String> TESTS_OF_UNDEFINED = Set.of("undefined");

    private final Origin origin;
    private final Set<FreeName> found = new LinkedHashSet<>();
    private final Set<OwnUse> uses = new LinkedHashSet<>();

    FreeNames(Origin origin) {
        this.origin = origin;
    }

    static Set<FreeName> of(Node node, Origin origin) {
        FreeNames names = new FreeNames(origin);
        names.walk(node, Surround.NOTHING);
        return names.found();
    }

    static TemplateNames of(List<Piece> pieces, Origin origin) {
        return new PieceNames(pieces, origin).names();
    }

    /** Those found so far, in the order of the text. */
    Set<FreeName> found() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(found));
    }

    /** The uses of names that were known where they stand. */
    Set<OwnUse> uses() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(uses));
    }

    /**
     * What surrounds a part of an expression.
     *
     * @param known variables of the template's own
     * @param guarded variables that are defined wherever the part is evaluated
     * @param certain whether it is evaluated whatever the rest of the expression comes to
     * @param strict whether it may not come to undefined
     * @param used whether it may be evaluated at all
     */
    private record Surround(Set<String> known, Set<String> guarded, boolean certain, boolean strict, boolean used) {
        static final Surround NOTHING = new Surround(Set.of("omit"), Set.of(), true, true, true);

        Surround where(Set<String> defined) {
            return new Surround(known, union(guarded, defined), certain, strict, used);
        }

        Surround perhaps() {
            return new Surround(known, guarded, false, strict, used);
        }

        Surround strict(boolean strict) {
            return new Surround(known, guarded, certain, strict, used);
        }

        FreeName.Need of(String name) {
            return !used || !strict || guarded.contains(name)
                    ? FreeName.Need.NEVER
                    : certain ? FreeName.Need.ALWAYS : FreeName.Need.PERHAPS;
        }
    }

    /** @param known variables of the template's own */
    void walk(Node node, Set<String> known, PieceNames.Branch branch) {
        walk(
                node,
                new Surround(
                        union(known, Set.of("omit", Piece.BODY, Piece.CALLER)),
                        branch.guarded(),
                        branch.certain(),
                        true,
                        branch.used()));
    }

    private void walk(Node node, Surround around) {
        switch (node) {
            case Node.Name name -> read(ReadPart.of(name, origin), around);
            case Node.Attribute attribute -> read(ReadPart.of(attribute, origin), around);
            case Node.Subscript subscript -> read(ReadPart.of(subscript, origin), around);
            case Node.Filter filter -> {
                boolean tolerant = TOLERANT_FILTERS.contains(
                        Registry.simple(filter.filter().text()));
                walk(filter.input(), tolerant ? around.strict(false) : around);
                filter.arguments().all().forEach(value -> walk(value, tolerant ? around.strict(true) : around));
            }
            case Node.Test test -> {
                walk(test.input(), around.strict(!isTestOfBeing(test)));
                test.arguments().all().forEach(value -> walk(value, around.strict(true)));
            }
            case Node.Logic logic -> {
                walk(logic.left(), around.strict(true));
                walk(
                        logic.right(),
                        around.where(definedWhen(logic.both(), logic.left())).perhaps());
            }
            case Node.Conditional conditional -> {
                Node test = conditional.test();
                walk(test, around.strict(true));
                walk(conditional.then(), around.where(definedWhen(true, test)).perhaps());
                Surround other = around.where(definedWhen(false, test)).perhaps();
                conditional.otherwise().ifPresent(value -> walk(value, other));
            }
            case Node.Call call -> {
                Node.Word called = call.function();
                use(called.text(), Optional.empty(), OwnUse.Given.of(call.arguments()), called, around);
                call.arguments().all().forEach(value -> walk(value, around.strict(true)));
            }
            case Node.Method method -> {
                if (method.target() instanceof Node.Name(String name, int start, int end)) {
                    Node.Word called = method.method();
                    use(name, Optional.of(called.text()), OwnUse.Given.of(method.arguments()), called, around);
                }
                node.children().forEach(child -> walk(child, around.strict(true)));
            }
            default -> node.children().forEach(child -> walk(child, around.strict(true)));
        }
    }

    private void read(ReadPart part, Surround around) {
        if (!(part.root() instanceof Node.Name(String name, int start, int end))) {
            walk(part.root(), around);
        } else if (!around.known().contains(name)) {
            found.add(new FreeName(name, origin.spanOf(start, end), around.of(name), part.path()));
        } else {
            Optional<Located<Object>> first = part.path().stream().findFirst();
            uses.add(new OwnUse(
                    name,
                    first.map(Located::value).map(String::valueOf),
                    Optional.empty(),
                    first.map(Located::span).orElseGet(() -> origin.spanOf(start, end)),
                    around.of(name)));
        }
        part.indices().forEach(index -> walk(index, around.strict(true)));
    }

    private void use(
            String name, Optional<String> member, Optional<OwnUse.Given> given, Node.Word called, Surround around) {
        if (around.known().contains(name)) {
            uses.add(new OwnUse(name, member, given, origin.spanOf(called.start(), called.end()), around.of(name)));
        }
    }

    private static boolean isTestOfBeing(Node.Test test) {
        String name = Registry.simple(test.test().text());
        return TESTS_OF_DEFINED.contains(name) || TESTS_OF_UNDEFINED.contains(name);
    }

    /**
     * The variables that are defined where {@code node} came out as {@code truth}: a test says so, or {@code node} asks
     * for them with a default, as in {@code x | default('') != ''}, and who writes that means it.
     */
    static Set<String> definedWhen(boolean truth, Node node) {
        return union(tested(truth, node), defaulted(node));
    }

    private static Set<String> tested(boolean truth, Node node) {
        return switch (node) {
            case Node.Not(Node operand, int start, int end) -> tested(!truth, operand);
            case Node.Logic logic
            when logic.both() == truth -> union(tested(truth, logic.left()), tested(truth, logic.right()));
            case Node.Test test
            when isTestOfBeing(test) -> {
                boolean defines =
                        TESTS_OF_DEFINED.contains(Registry.simple(test.test().text())) != test.negated();
                yield defines == truth ? root(test.input()) : Set.of();
            }
            default -> Set.of();
        };
    }

    private static Set<String> defaulted(Node node) {
        Set<String> names = new HashSet<>();
        if (node instanceof Node.Filter filter
                && DEFAULTS.contains(Registry.simple(filter.filter().text()))) {
            names.addAll(root(filter.input()));
        }
        node.children().forEach(child -> names.addAll(defaulted(child)));
        return names;
    }

    private static Set<String> root(Node node) {
        return switch (node) {
            case Node.Name(String name, int start, int end) -> Set.of(name);
            case Node.Attribute attribute -> root(attribute.target());
            case Node.Subscript subscript -> root(subscript.target());
            default -> Set.of();
        };
    }

    static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }
}
