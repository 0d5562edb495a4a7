package play.expression;

import java.util.List;
import java.util.Optional;
import play.expression.syntax.Node;
import play.source.Span;

/**
 * A place where a template uses what it binds itself.
 *
 * @param name that it is bound to
 * @param member which part of it is used, as in {@code name.member}
 * @param given what it is called with; empty where it is not called, or only the run tells
 * @param span the name, or that of the member
 * @param need whether what is used has to be there
 */
public record OwnUse(String name, Optional<String> member, Optional<Given> given, Span span, FreeName.Need need) {
    /**
     * The shape of arguments.
     *
     * @param positional how many have no name
     */
    public record Given(int positional, List<String> names) {
        public Given {
            names = List.copyOf(names);
        }

        static Optional<Given> of(Node.Arguments arguments) {
            int named = arguments.names().size();
            return arguments.isOpen()
                    ? Optional.empty()
                    : Optional.of(new Given(
                            arguments.values().size() - named,
                            arguments.names().stream().map(Node.Word::text).toList()));
        }
    }
}
