package play.playbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.source.Span;
import play.value.Omit;
import play.value.Unknown;
import play.value.Values;

/**
 * Tags of a step and of all around it.
 *
 * @param names those that are literal
 * @param templated those that depend on variables; each comes to a tag, a list of tags, or {@code omit}
 */
public record Tags(Set<String> names, List<Data> templated) {
    /** The code of a tag that only a run will tell. */
    public static final String UNKNOWN = "unknown-tag-name";

    /**
     * Stands for a tag that nobody can name: a value that is no text, or tags that came to none. A step with it is
     * tagged all the same, as in Ansible.
     */
    public static final String NAMELESS = "";

    public static final Tags NONE = new Tags(Set.of(), List.of());

    public Tags {
        names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
        templated = List.copyOf(templated);
    }

    /** These, inside {@code outer}. */
    Tags within(Tags outer) {
        Set<String> allNames = new LinkedHashSet<>(outer.names);
        allNames.addAll(names);
        List<Data> allTemplated = new ArrayList<>(outer.templated);
        allTemplated.addAll(templated);
        return new Tags(allNames, allTemplated);
    }

    public Tags and(String name) {
        return new Tags(Set.of(name), List.of()).within(this);
    }

    /** As they are written. */
    public Set<String> written() {
        Set<String> all = new LinkedHashSet<>(names);
        templated.forEach(tag -> all.add(tag.shown()));
        return all;
    }

    /** What they come to. */
    public Set<String> in(Scope scope) throws ExpressionException {
        if (templated.isEmpty()) {
            return names;
        }
        Set<String> all = new LinkedHashSet<>(names);
        for (Data tag : templated) {
            Object value = Values.revealed(tag.value(scope));
            for (Object one : value instanceof List<?> list ? list : Collections.singletonList(value)) {
                if (one != Omit.OMIT) {
                    all.add(text(one, tag.span()));
                }
            }
        }
        return all.isEmpty() ? Set.of(NAMELESS) : all;
    }

    private static String text(@Nullable Object value, Span place) throws ExpressionException {
        return switch (Values.revealed(value)) {
            case String text -> text;
            case Number number -> NAMELESS;
            case Boolean flag -> NAMELESS;
            case null -> NAMELESS;
            case Unknown(String reason) ->
                throw new ExpressionException(Diagnostic.error(
                        UNKNOWN, "Tag is not known yet", "The tag is not known here: " + reason + ".", place));
            default ->
                throw new ExpressionException(Diagnostic.error(
                        "wrong-type",
                        "Wrong type of value",
                        "A tag must come to a string or a list of strings.",
                        place));
        };
    }
}
