package play.expression.call;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.Numbers;
import play.value.Values;

/** The arguments of one call, by name, and what surrounds it. */
public final class Given {
    private final String what;
    private final Signature.Bound bound;
    private final Surroundings around;

    Given(String what, Signature.Bound bound, Surroundings around) {
        this.what = what;
        this.bound = bound;
        this.around = around;
    }

    public Surroundings around() {
        return around;
    }

    public boolean has(String name) {
        return bound.values().containsKey(name);
    }

    /** The value of an argument, null when it is not given. */
    public @Nullable Object get(String name) {
        return bound.values().get(name);
    }

    public @Nullable Object get(String name, @Nullable Object otherwise) {
        return has(name) ? get(name) : otherwise;
    }

    /** An argument that is text. */
    public String text(String name) {
        if (get(name) instanceof String text) {
            return text;
        }
        throw Failure.arguments(
                "The argument '" + name + "' of " + what + " must be a string, not a " + Values.kind(get(name)) + ".");
    }

    /** An argument that is text, or {@code otherwise} when it is not given or null. */
    public String text(String name, String otherwise) {
        return get(name) == null ? otherwise : text(name);
    }

    public boolean flag(String name, boolean otherwise) {
        return has(name) ? Data.truth(get(name)) : otherwise;
    }

    public long whole(String name, long otherwise) {
        return get(name) == null ? otherwise : Numbers.whole(get(name), "The argument '" + name + "' of " + what);
    }

    /** An integer of a small range, for lengths and counts. */
    public int small(String name, int otherwise) {
        return get(name) == null ? otherwise : Numbers.small(get(name), "The argument '" + name + "' of " + what);
    }

    public List<@Nullable Object> items(String name) {
        return Data.items(get(name));
    }

    /** Arguments without a name beyond the named ones. */
    public List<@Nullable Object> rest() {
        return Collections.unmodifiableList(bound.rest());
    }

    /** Arguments with a name that the signature does not know. */
    public Map<String, @Nullable Object> others() {
        return Collections.unmodifiableMap(bound.others());
    }
}
