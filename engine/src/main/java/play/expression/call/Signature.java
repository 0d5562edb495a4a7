package play.expression.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.Suggestions;
import play.expression.data.Failure;

/**
 * The arguments something takes.
 *
 * @param names in order
 * @param placed how many of the first may be given by place
 * @param required how many of the first must be given
 * @param rest whether more may follow without a name
 * @param open whether names beside {@code names} may be given
 */
public record Signature(List<String> names, int placed, int required, boolean rest, boolean open) {
    public Signature {
        names = List.copyOf(names);
    }

    /**
     * Read from words: {@code name} is required, {@code name?} is not, {@code *} and {@code **} take more; behind
     * {@code *} names only.
     */
    public static Signature of(String words) {
        List<String> names = new ArrayList<>();
        int placed = -1;
        int required = 0;
        boolean rest = false;
        boolean open = false;
        for (String word : words.isEmpty() ? new String[0] : words.split(" ", -1)) {
            if ("**".equals(word)) {
                open = true;
            } else if ("*".equals(word)) {
                rest = true;
                placed = names.size();
            } else {
                names.add(word.replace("?", ""));
                required += word.endsWith("?") ? 0 : 1;
            }
        }
        return new Signature(names, placed < 0 ? names.size() : placed, required, rest, open);
    }

    /** In words, as {@link #of} reads them, with commas. */
    public String shown() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (rest && i == placed) {
                words.add("*");
            }
            words.add(names.get(i) + (i < required ? "" : "?"));
        }
        if (rest && placed >= names.size()) {
            words.add("*");
        }
        if (open) {
            words.add("**");
        }
        return String.join(", ", words);
    }

    /** Why arguments of this shape cannot be taken, as a full sentence about {@code what}; empty when they can. */
    public Optional<String> objection(String what, int positional, List<String> given) {
        if (positional > placed && !rest) {
            return Optional.of(what + " takes at most " + placed + " arguments, " + positional + " are given.");
        }
        for (String name : given) {
            int index = names.indexOf(name);
            if (index < 0 && !open) {
                return Optional.of(what + " has no argument '" + name + "'." + Suggestions.hint(name, names));
            }
            if (index >= 0 && index < Math.min(positional, placed)) {
                return Optional.of(what + " is given its argument '" + name + "' twice.");
            }
        }
        return names.subList(Math.min(positional, required), required).stream()
                .filter(name -> !given.contains(name))
                .findFirst()
                .map(name -> what + " needs its argument '" + name + "'.");
    }

    /** The arguments by name; those without one under {@code *} are in {@link Bound#rest()}. */
    Bound bind(
            String what, List<? extends @Nullable Object> positional, Map<String, ? extends @Nullable Object> given) {
        objection(what, positional.size(), List.copyOf(given.keySet())).ifPresent(detail -> {
            throw Failure.arguments(detail);
        });
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        int named = Math.min(positional.size(), placed);
        for (int i = 0; i < named; i++) {
            values.put(names.get(i), positional.get(i));
        }
        Map<String, @Nullable Object> others = new LinkedHashMap<>();
        given.forEach((name, value) -> (names.contains(name) ? values : others).put(name, value));
        return new Bound(values, new ArrayList<>(positional.subList(named, positional.size())), others);
    }

    /** Arguments sorted by what takes them. */
    record Bound(
            Map<String, @Nullable Object> values, List<@Nullable Object> rest, Map<String, @Nullable Object> others) {}
}
