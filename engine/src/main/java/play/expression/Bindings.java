package play.expression;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    private static void add(List<Piece> pieces, Set<String> names) {
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

    private static void addAll(List<Node.Name> more, Set<String> names) {
        more.forEach(name -> names.add(name.name()));
    }

    /** Those that are bound by the template as a whole, also where it depends on something. */
    static Set<String> ofRoot(List<Piece> pieces) {
        Set<String> names = new HashSet<>();
        for (Piece piece : pieces) {
            addAll(piece.binds(), names);
            if (piece instanceof Piece.If) {
                piece.bodies().forEach(body -> names.addAll(ofRoot(body)));
            }
        }
        return names;
    }
}
