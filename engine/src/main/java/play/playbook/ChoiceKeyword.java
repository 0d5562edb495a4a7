package play.playbook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import play.expression.call.Registry;

/**
 * A keyword of a play that takes one of a few names.
 *
 * @param otherwise what holds where it is not given
 */
public record ChoiceKeyword<E extends Enum<E>>(String key, E otherwise) {
    public static final ChoiceKeyword<Play.Strategy> STRATEGY = new ChoiceKeyword<>("strategy", Play.Strategy.LINEAR);
    public static final ChoiceKeyword<Play.Order> ORDER = new ChoiceKeyword<>("order", Play.Order.INVENTORY);

    /** What the name means, with or without Ansible's prefix. */
    public Optional<E> read(String name) {
        return Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
                .filter(one -> spelled(one).equals(Registry.simple(name)))
                .findFirst();
    }

    /** All names, sorted. */
    public Set<String> names() {
        return Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
                .map(ChoiceKeyword::spelled)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong with a name that is none of these. */
    public String refusal(String name) {
        return "'" + key + "' must be one of " + String.join(", ", names()) + ", not '" + name + "'.";
    }

    private static String spelled(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
