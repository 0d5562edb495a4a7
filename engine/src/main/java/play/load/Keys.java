package play.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.diag.Counterparts;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.playbook.Data;
import play.source.Located;
import play.source.Span;
import play.value.Flag;
import play.yaml.YamlNode;
import play.yaml.YamlNode.Entry;
import play.yaml.YamlNode.Mapping;
import play.yaml.YamlNode.Scalar;

/** Takes the keys of a mapping one by one; what is left over at the end was not known. Used by one thread. */
final class Keys {
    /** Commas within a template separate nothing. */
    private static final Pattern BETWEEN_COMMAS = Pattern.compile("(?:[^,{]++|\\{\\{.*?}}|\\{)++", Pattern.DOTALL);

    private static final String TEXTS = "a string or a list of strings";

    private final Mapping mapping;
    private final Problems problems;
    private final Set<String> taken = new LinkedHashSet<>();

    Keys(Mapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    Mapping mapping() {
        return mapping;
    }

    boolean has(String key) {
        return mapping.entry(key).isPresent();
    }

    Optional<YamlNode> take(String key) {
        taken.add(key);
        return mapping.get(key);
    }

    /** A value that may be a template; one that is nothing is as good as none. */
    Optional<Data> value(String key, DataReader data) {
        return take(key).map(data::read).filter(value -> !Literals.isNothing(value));
    }

    /** The title of a play or step. */
    Optional<Data> title(DataReader data) {
        return value("name", data).map(title -> new Literals(this).text("name", title));
    }

    /** A text or number, whose value must be known now. */
    Optional<Located<String>> text(String key) {
        Optional<YamlNode> node = take(key);
        if (node.isEmpty() || isNothing(node.get())) {
            return Optional.empty();
        }
        if (node.get() instanceof Scalar scalar) {
            return Optional.of(DataReader.located(scalar));
        }
        wrong(key, "a string", node.get());
        return Optional.empty();
    }

    /** A boolean whose value must be known now, also when it is written as a text or number. */
    boolean flag(String key, boolean otherwise) {
        Optional<YamlNode> node = take(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        Optional<Boolean> flag =
                node.get() instanceof Scalar scalar ? Flag.parse(scalar.value()) : Optional.<Boolean>empty();
        if (flag.isEmpty()) {
            wrong(key, "true or false", node.get());
        }
        return flag.orElse(otherwise);
    }

    /** Texts: a list of them, or one with commas in it. */
    List<Located<String>> texts(String key, boolean commas) {
        Optional<YamlNode> node = take(key);
        if (node.isEmpty() || isNothing(node.get())) {
            return List.of();
        }
        return texts(key, node.get(), commas);
    }

    private List<Located<String>> texts(String key, YamlNode node, boolean commas) {
        return switch (node) {
            case Scalar scalar -> commas ? parts(scalar) : List.of(DataReader.located(scalar));
            case YamlNode.Sequence list ->
                list.items().stream()
                        .flatMap(item -> texts(key, item, commas).stream())
                        .toList();
            case Mapping map -> {
                wrong(key, TEXTS, map);
                yield List.of();
            }
        };
    }

    private static List<Located<String>> parts(Scalar scalar) {
        return words(scalar).stream()
                .filter(word -> !word.text().isEmpty())
                .map(DataReader::located)
                .toList();
    }

    /** Texts, each of which may hold a template: a list of them, or one text with commas between them. */
    List<Scalar> words(String key) {
        return take(key)
                .map(node -> switch (node) {
                    case Scalar text when text.value() instanceof String -> words(text);
                    case YamlNode.Sequence list ->
                        list.items().stream()
                                .filter(item -> !isNothing(item))
                                .flatMap(item -> word(key, item))
                                .toList();
                    default -> {
                        wrong(key, TEXTS, node);
                        yield List.<Scalar>of();
                    }
                })
                .orElse(List.of());
    }

    private Stream<Scalar> word(String key, YamlNode node) {
        if (node instanceof Scalar text) {
            return Stream.of(text);
        }
        wrong(key, TEXTS, node);
        return Stream.of();
    }

    /** At least one, though it may be empty. */
    private static List<Scalar> words(Scalar scalar) {
        List<Scalar> words = new ArrayList<>();
        Matcher part = BETWEEN_COMMAS.matcher(scalar.text());
        while (part.find()) {
            String text = part.group().strip();
            int start = part.start() + part.group().indexOf(text);
            if (!text.isEmpty()) {
                words.add(scalar.part(start, start + text.length()));
            }
        }
        if (words.isEmpty()) {
            words.add(scalar.part(0, 0));
        }
        return words;
    }

    /** A list of nodes; a single node counts as a list of one. */
    List<YamlNode> list(String key) {
        return take(key).map(Keys::items).orElse(List.of());
    }

    static List<YamlNode> items(YamlNode node) {
        if (isNothing(node)) {
            return List.of();
        }
        return node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
    }

    static boolean isNothing(YamlNode node) {
        return node instanceof Scalar scalar && scalar.value() == null;
    }

    /** The entries nobody asked for. */
    List<Entry> left() {
        return mapping.entries().stream()
                .filter(entry -> !taken.contains(entry.key().text()))
                .toList();
    }

    void taken(String key) {
        taken.add(key);
    }

    /** Reports every entry nobody asked for. */
    void refuseOthers(String what, Collection<String> more) {
        Set<String> known = new LinkedHashSet<>(taken);
        known.addAll(more);
        left().forEach(entry -> refuse(entry, what, known));
    }

    /**
     * The same where Ansible passes over entries that it does not know: only a slip of one that there is, is refused.
     */
    void passOverOthers(String what) {
        Set<String> free = new LinkedHashSet<>(taken);
        free.removeIf(this::has);
        for (Entry entry : left()) {
            String key = entry.key().text();
            if (Suggestions.nearest(key, free).isPresent()) {
                refuse(entry, what, taken);
            } else {
                problems.report(Diagnostic.warning(
                        "unknown-key",
                        "Unknown key",
                        "'" + key + "' is not a key of " + what + ", and says nothing.",
                        entry.key().span()));
            }
        }
    }

    void refuse(Entry entry, String what, Collection<String> known) {
        String key = entry.key().text();
        if (isKnownElsewhere(entry)) {
            unsupported(entry.key());
            return;
        }
        Set<String> free = new LinkedHashSet<>(known);
        free.removeIf(this::has);
        unknown(
                KeyOwner.of(key)
                        .map(owner -> owner.misplaced(key, what))
                        .orElseGet(() -> "'" + key + "' is not a key of " + what + "." + Suggestions.hint(key, free)),
                entry.key());
    }

    private void unknown(String detail, Scalar key) {
        problems.report(Diagnostic.error("unknown-key", "Unknown key", detail, key.span()));
    }

    /** Entries that belong to another key, which stands beside them: one mistake, however many they are. */
    void outdented(List<Entry> entries, String owner) {
        String names =
                entries.stream().map(entry -> "'" + entry.key().text() + "'").collect(Collectors.joining(", "));
        entries.forEach(entry -> taken(entry.key().text()));
        unknown(
                names + (entries.size() == 1 ? " is a parameter" : " are parameters") + " of '" + owner + "': indent "
                        + (entries.size() == 1 ? "it" : "them") + " below '" + owner + ":'.",
                entries.getFirst().key());
    }

    /** Whether a key is a keyword of Ansible that means nothing here. */
    static boolean isKnownElsewhere(Entry entry) {
        return !instead(entry.key()).isEmpty();
    }

    private static String instead(Scalar key) {
        return Counterparts.instead(Counterparts.Kind.KEYWORD, key.text())
                .or(() -> Counterparts.instead(Counterparts.Kind.FORMER, key.text()))
                .orElse("");
    }

    /** A keyword of Ansible that means nothing here. */
    void unsupported(Scalar key) {
        notSupported("The keyword '" + key.text() + "'", instead(key), key);
    }

    void unknownLoop(Scalar key, Collection<String> known) {
        Optional<String> instead =
                Counterparts.instead(Counterparts.Kind.LOOKUP, key.text().substring(LoopReader.WITH.length()));
        if (instead.isPresent()) {
            notSupported("The loop '" + key.text() + "'", instead.get(), key);
        } else {
            unknown(
                    "There is no loop '" + key.text() + "'." + Suggestions.hint(key.text(), known)
                            + " Use 'loop' to loop over a list.",
                    key);
        }
    }

    void notSupported(String what, YamlNode place) {
        notSupported(what, "", place);
    }

    private void notSupported(String what, String instead, YamlNode place) {
        problems.report(Diagnostic.error(
                "not-supported",
                "Not supported yet",
                what
                        + (instead.isEmpty() ? " of Ansible is not supported yet." : " is not supported here.")
                        + instead + " It would have no effect, so the run is refused.",
                place.span()));
    }

    void wrong(String key, String expected, YamlNode found) {
        wrong(key, expected, found.span());
    }

    void wrong(String key, String expected, Span place) {
        problems.report(Diagnostic.error(
                "wrong-type", "Wrong type of value", "'" + key + "' must be " + expected + ".", place));
    }
}
