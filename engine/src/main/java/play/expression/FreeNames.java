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
    /** What is there in a block, and in a macro, of a template only. */
    private static final Set<String> OF_PLACES = Set.of("super", "caller");

    private static final String MANDATORY = "mandatory";

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
                        union(known, Set.of("omit", "self", Piece.BODY, Piece.CALLER)),
                        branch.guarded(),
                        branch.certain(),
                        true,
                        branch.used()));
    }

    private void walk(Node node, Surround around) {
        byName(node, around);
        switch (node) {
            case Node.Name name -> read(ReadPart.of(name, origin), around);
            case Node.Attribute attribute -> read(ReadPart.of(attribute, origin), around);
            case Node.Subscript subscript -> read(ReadPart.of(subscript, origin), around);
            case Node.Filter filter -> {
                String name = filter.filter().text();
                boolean tolerant =
                        DefinedNames.isDefault(name) || Registry.simple(name).equals(MANDATORY);
                walk(filter.input(), tolerant ? around.strict(false) : around);
                filter.arguments().all().forEach(value -> walk(value, tolerant ? around.strict(true) : around));
            }
            case Node.Test test -> {
                walk(test.input(), around.strict(!DefinedNames.isTestOfBeing(test)));
                test.arguments().all().forEach(value -> walk(value, around.strict(true)));
            }
            case Node.Logic logic -> {
                walk(logic.left(), around.strict(true));
                walk(
                        logic.right(),
                        around.where(DefinedNames.when(logic.both(), logic.left()))
                                .perhaps());
            }
            case Node.Comparison comparison -> {
                List<Node> operands = comparison.operands();
                operands.subList(0, 2).forEach(value -> walk(value, around.strict(true)));
                operands.subList(2, operands.size())
                        .forEach(value -> walk(value, around.strict(true).perhaps()));
            }
            case Node.Conditional conditional -> {
                Node test = conditional.test();
                walk(test, around.strict(true));
                walk(
                        conditional.then(),
                        around.where(DefinedNames.when(true, test)).perhaps());
                Surround other = around.where(DefinedNames.when(false, test)).perhaps();
                conditional.otherwise().ifPresent(value -> walk(value, other));
            }
            case Node.Call call -> {
                Node.Word called = call.function();
                use(called.text(), Optional.empty(), OwnUse.Given.of(call.arguments()), called, around);
                if (OF_PLACES.contains(called.text()) && !around.known().contains(called.text())) {
                    found.add(new FreeName(
                            called.text(),
                            origin.spanOf(called.start(), called.end()),
                            around.of(called.text()),
                            List.of()));
                }
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

    /** Variables that are asked for by a text that is their name: it allows for them as {@code x is defined} does. */
    private void byName(Node node, Surround around) {
        for (String name : DefinedNames.byName(node)) {
            if (!around.known().contains(name)) {
                found.add(new FreeName(name, origin.spanOf(node.start(), node.end()), FreeName.Need.NEVER, List.of()));
            }
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

    static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }
}
