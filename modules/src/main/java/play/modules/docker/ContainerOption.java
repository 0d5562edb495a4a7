package play.modules.docker;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a task says of a container in one parameter.
 *
 * @param name of the parameter
 * @param words with which the client makes such a container
 * @param wanted values, written as {@link ContainerAspects} reads what is there
 * @param whole whether there may be no others
 */
record ContainerOption(String name, List<String> words, Set<String> wanted, boolean whole) {
    private static final Set<String> NOT = Set.of("false");

    ContainerOption {
        words = List.copyOf(words);
        wanted = new TreeSet<>(wanted);
    }

    /** One value. */
    static ContainerOption one(String name, List<String> words, String wanted) {
        return new ContainerOption(name, words, Set.of(wanted), true);
    }

    /** What is not told is not so. */
    boolean isMet(Set<String> held) {
        if (held.isEmpty() && wanted.equals(NOT)) {
            return true;
        }
        return whole ? held.equals(wanted) : held.containsAll(wanted);
    }
}
