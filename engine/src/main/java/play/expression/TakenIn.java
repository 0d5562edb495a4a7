package play.expression;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.source.Span;

/**
 * A place where a template takes in others, by names that are literal.
 *
 * @param names of which the first that is there is taken
 * @param optional whether there need be none
 * @param bound what an import binds
 */
public record TakenIn(List<String> names, Kind kind, boolean optional, Span place, View view, List<Bound> bound) {
    /**
     * A name that an import binds.
     *
     * @param exported what of the other template it is bound to; empty for all of it
     * @param place of the name in the other template, or of the own one
     */
    public record Bound(String name, Optional<String> exported, Span place) {}

    /** How the other template is used. */
    public enum Kind {
        INCLUDED,
        IMPORTED,
        EXTENDED
    }

    /**
     * When the other template is reached, and what it sees.
     *
     * @param context whether it sees variables at all
     * @param known variables of the template that takes it in
     * @param guarded variables that are defined wherever this place is reached
     * @param certain whether it is reached whenever the template is rendered
     * @param once whether it is in no loop, macro or block
     */
    public record View(boolean context, Set<String> known, Set<String> guarded, boolean certain, boolean once) {
        public View {
            known = Set.copyOf(known);
            guarded = Set.copyOf(guarded);
        }
    }

    public TakenIn {
        names = List.copyOf(names);
        bound = List.copyOf(bound);
    }

    /**
     * The names a template is looked for by, as Jinja does: below the folders for templates, then where the template is
     * that is rendered. None where Jinja finds nothing, as with {@code ..}.
     *
     * @param folder that of the template that is rendered, where it is a file; absolute
     * @param ownFirst whether that folder comes first, as for templates that are rendered by a lookup
     */
    public static List<String> candidates(String name, Optional<Path> folder, boolean ownFirst) {
        List<String> parts = new ArrayList<>(List.of(name.split("/", -1)));
        parts.removeIf(part -> part.isEmpty() || ".".equals(part));
        if (parts.isEmpty() || parts.contains("..")) {
            return List.of();
        }
        String relative = String.join("/", parts);
        List<String> all = new ArrayList<>();
        folder.ifPresent(own -> {
            all.add(own.resolve("templates").resolve(relative).toString());
            all.add(own.resolve(relative).toString());
        });
        all.add(ownFirst ? all.size() : 0, relative);
        return all;
    }
}
