package play.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.schema.Keywords.Place;

/** The plays and tasks of a text, or its variables, as an outline of it. */
public final class Symbols {
    /** What a symbol is. */
    public enum Kind {
        PLAY,
        TASK,
        BLOCK,
        VARIABLE
    }

    /**
     * A part of a text.
     *
     * @param from where it begins, {@code to} where it ends
     * @param nameFrom where the words are that name it
     */
    public record Symbol(String name, Kind kind, int from, int to, int nameFrom, int nameTo, List<Symbol> inside) {
        public Symbol {
            inside = List.copyOf(inside);
        }
    }

    private final String text;
    private final Outline outline;
    private final Vocabulary vocabulary;
    private final FileKind kind;

    private Symbols(View view) {
        this.text = view.text();
        this.outline = Outline.of(view.text());
        this.vocabulary = view.vocabulary();
        this.kind = view.kind();
    }

    public static List<Symbol> of(View view) {
        return view.kind().isYaml() ? new Symbols(view).inside(Outline.TOP) : List.of();
    }

    private List<Symbol> inside(int parent) {
        List<Symbol> all = new ArrayList<>();
        for (int i = parent + 1; i < outline.nodes().size(); i++) {
            Outline.Node node = outline.nodes().get(i);
            if (node.parent() == parent) {
                all.addAll(symbol(i, node));
            }
        }
        return all;
    }

    private List<Symbol> symbol(int index, Outline.Node node) {
        Level level = Level.inside(outline, index, kind, vocabulary);
        if (level instanceof Level.Play) {
            return List.of(named(index, node, Kind.PLAY));
        }
        if (level instanceof Level.Step) {
            return List.of(named(index, node, outline.child(index, "block").isPresent() ? Kind.BLOCK : Kind.TASK));
        }
        if (kind == FileKind.VARIABLES && node.parent() == Outline.TOP && !node.item()) {
            return List.of(new Symbol(
                    node.key(), Kind.VARIABLE, node.start(), end(index), node.start(), node.end(), List.of()));
        }
        return level instanceof Level.Data ? List.of() : inside(index);
    }

    private Symbol named(int index, Outline.Node item, Kind symbol) {
        Optional<Outline.Node> name =
                outline.child(index, "name").filter(node -> !node.value().isEmpty());
        Outline.Node said = name.or(() -> outline.child(index, "hosts"))
                .or(() -> outline.children(index).stream()
                        .filter(key -> vocabulary
                                .keywords()
                                .find(Place.STEP, key.key())
                                .isEmpty())
                        .findFirst())
                .or(() -> outline.children(index).stream().findFirst())
                .orElse(item);
        String words = name.map(Outline.Node::value)
                .or(() -> Optional.of(said.key()).filter(key -> !key.isEmpty() && !key.equals("hosts")))
                .orElse(said.value().isEmpty() ? "-" : said.value());
        int to = Math.max(said.valueStart() + said.value().length(), said.end());
        return new Symbol(
                words.replaceAll("^[\"']|[\"']$", ""),
                symbol,
                item.start(),
                Math.max(end(index), to),
                said.start(),
                to,
                inside(index));
    }

    /** Where the next node begins that is not in it, without blank lines before. */
    private int end(int index) {
        int next = index + 1;
        while (next < outline.nodes().size()
                && outline.path(next).contains(outline.nodes().get(index))) {
            next++;
        }
        int stop = next < outline.nodes().size() ? outline.nodes().get(next).start() : text.length();
        return Math.max(
                outline.nodes().get(index).end(),
                text.substring(0, stop).stripTrailing().length());
    }
}
