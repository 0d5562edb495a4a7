package play.expression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import play.expression.syntax.Node;
import play.expression.syntax.Piece;

/** The names that a template binds itself, anywhere in it. */
final class Bindings {
    /** What statements bind without a name in the text. */
    static final Set<String> SPECIAL = Set.of("loop", "caller", "varargs", "kwargs", "self", "super");

    private Bindings() {}

    static Set<String> of(List<Piece> pieces) {
        Set<String> names = new HashSet<>(SPECIAL);
        add(pieces, names);
        return names;
    }

    /** Those that are bound in one place only, so that each use of them means what is bound there. */
    static Set<String> once(List<Piece> pieces) {
        List<String> all = new ArrayList<>();
        add(pieces, all);
        Set<String> seen = new HashSet<>();
        Set<String> again = all.stream().filter(name -> !seen.add(name)).collect(Collectors.toSet());
        seen.removeAll(again);
        return seen;
    }

    private static void add(List<Piece> pieces, Collection<String> names) {
        for (Piece piece : pieces) {
            addAll(piece.binds(), names);
            switch (piece) {
                case Piece.For loop -> addAll(loop.target().names(), names);
                case Piece.With with ->
                    with.bindings().forEach(binding -> addAll(binding.target().names(), names));
                case Piece.Macro macro -> addAll(macro.signature().parameters(), names);
                case Piece.CallBlock call -> addAll(call.signature().parameters(), names);
                default -> {}
            }
            piece.bodies().forEach(body -> add(body, names));
        }
    }

    private static void addAll(List<Node.Name> more, Collection<String> names) {
        more.forEach(name -> names.add(name.name()));
    }

    /** Those that are bound by the template as a whole, also where it depends on something. */
    static Set<String> ofRoot(List<Piece> pieces) {
        Set<String> names = new HashSet<>();
        addRoot(pieces, piece -> true, names);
        return names;
    }

    /** Those of them that others can import: what was imported itself is not passed on. */
    static Set<String> exported(List<Piece> pieces) {
        Set<String> names = new HashSet<>();
        addRoot(pieces, piece -> !(piece instanceof Piece.Import || piece instanceof Piece.From), names);
        names.removeIf(name -> name.startsWith("_"));
        return names;
    }

    private static void addRoot(List<Piece> pieces, Predicate<Piece> counts, Set<String> names) {
        for (Piece piece : pieces) {
            if (counts.test(piece)) {
                addAll(piece.binds(), names);
            }
            if (piece instanceof Piece.If) {
                piece.bodies().forEach(body -> addRoot(body, counts, names));
            }
        }
    }
}
