package play.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.expression.call.Signature;
import play.expression.syntax.Node;
import play.expression.syntax.Piece;

/**
 * A macro of a template as a whole.
 *
 * @param free variables that its body reads and the template does not bind
 * @param uses what it uses of the template's own
 */
public record MacroNames(Signature signature, Set<FreeName> free, List<OwnUse> uses) {
    private static final String CALLER = "caller";

    public MacroNames {
        uses = List.copyOf(uses);
    }

    /** A parameter that is not given is undefined. */
    static Signature signature(Piece.Signature written, List<Piece> body) {
        Set<String> mentions = Mentions.of(body);
        List<String> names = new ArrayList<>(
                written.parameters().stream().map(Node.Name::name).toList());
        int placed = names.size();
        if (mentions.contains(CALLER) && !names.contains(CALLER)) {
            names.add(CALLER);
        }
        return new Signature(names, placed, 0, mentions.contains("varargs"), mentions.contains("kwargs"));
    }

    /** Why a call with these arguments fails. */
    public Optional<String> objection(String name, OwnUse.Given given) {
        if (given.names().contains(CALLER) && !signature.names().contains(CALLER) && !signature.open()) {
            return Optional.of(
                    "The macro '" + name + "' has no use for the body of '{% call %}': it never calls 'caller()'.");
        }
        return signature.objection("The macro '" + name + "'", given.positional(), given.names());
    }
}
