package play.diag;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Names that collections of Ansible have: whoever writes one has not mistyped another. */
public final class AnsibleCollections {
    private static final String OWN = "ansible\\.(builtin|legacy)\\..+";

    private AnsibleCollections() {}

    /** Collections by kind and name, qualified or not; read when the first unknown name is met. */
    private static final class Table {
        static final Map<String, String> ALL = read();

        private static Map<String, String> read() {
            try (InputStream in =
                    Objects.requireNonNull(AnsibleCollections.class.getResourceAsStream("ansible-collections.txt"))) {
                Map<String, String> all = new HashMap<>();
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> List.of(line.split(" ")))
                        .forEach(words -> take(words, all));
                return all;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void take(List<String> words, Map<String, String> all) {
            String kind = words.getFirst() + " ";
            String collection = words.get(1);
            for (String name : words.subList(2, words.size())) {
                all.putIfAbsent(kind + name, collection);
                all.put(kind + collection + "." + name, collection);
            }
        }
    }

    /**
     * The collection that has something of that name.
     *
     * @param kind modules, filters or lookups; there is none for the others
     * @param name with or without the collection
     */
    public static Optional<String> of(Counterparts.Kind kind, String name) {
        return Optional.ofNullable(Table.ALL.get(kind.name().toLowerCase(Locale.ROOT) + " " + name));
    }

    /** What to use instead of a name that Ansible or a collection of it has, as a sentence; nothing if none has it. */
    public static Optional<String> instead(Counterparts.Kind kind, String name) {
        return Counterparts.instead(kind, name)
                .or(() -> of(kind, name)
                        .map(collection -> " Ansible has it in the collection '" + collection + "', play has not."));
    }

    /**
     * Which of the known names may have been meant; nothing for a name that Ansible has. A name with a collection is
     * held against those of its collection, or as a whole: nobody mistypes both.
     *
     * @param known some of them with their collection
     */
    public static String near(Counterparts.Kind kind, String name, Collection<String> known) {
        if (instead(kind, name).isPresent()) {
            return "";
        }
        String simple = name.substring(name.lastIndexOf('.') + 1);
        if (!name.contains(".") || name.matches(OWN)) {
            return Suggestions.hint(simple, known);
        }
        String collection = name.substring(0, name.lastIndexOf('.') + 1);
        Stream<String> own = known.stream().filter(each -> each.startsWith(collection));
        Stream<String> alike = known.stream().filter(each -> each.endsWith("." + simple));
        return Suggestions.hint(name, Stream.concat(own, alike).toList());
    }
}
