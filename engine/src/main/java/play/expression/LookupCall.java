package play.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.expression.call.LookupContext;
import play.expression.call.TermWords;
import play.source.Span;

/**
 * A lookup that no expression calls but a loop: {@code with_NAME}. It looks for files where its task does. Immutable.
 */
public final class LookupCall {
    private final String name;
    private final LookupContext.Folder folder;
    private final Evaluation.Library library;

    LookupCall(String name, LookupContext.Folder folder, Evaluation.Library library) {
        this.name = name;
        this.folder = folder;
        this.library = library;
    }

    /** Why it cannot take a term, as a full sentence; empty when it can. */
    public Optional<String> objection(String term) {
        return library.registry().lookup(name).flatMap(entry -> TermWords.objection(name, entry.signature(), term));
    }

    /**
     * A list of what is found, or {@code Unknown} where a term is, {@code Secret} where a term is.
     *
     * @param terms what is looked for
     * @param place where they are written
     */
    public @Nullable Object find(List<?> terms, Span place, Scope scope) throws ExpressionException {
        NodeTable nodes = new NodeTable();
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(name);
        arguments.addAll(terms);
        Border border = new Border(nodes, Origin.at(place), 0, library.limits());
        return border.checked(
                scope,
                () -> new Evaluation(library, border, scope, folder)
                        .calls()
                        .function("query", new ArgumentValues(arguments, Map.of())));
    }
}
