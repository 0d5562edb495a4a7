package play.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.source.SourceFile;
import play.source.Span;
import play.yaml.YamlNode.Entry;
import play.yaml.YamlNode.Mapping;
import play.yaml.YamlNode.Scalar;
import play.yaml.YamlNode.Sequence;

/** Builds the node tree of one document from the parser's events. Used once. */
final class NodeBuilder {
    static final int MOST_DEPTH = 100;

    /** Nodes of a document after aliases are followed: what a text of a few lines can be made to unfold to. */
    static final int MOST_NODES = 1_000_000;

    /** A node with an anchor; {@code node} is missing while it is still being read. */
    private record Anchored(Optional<YamlNode> node, int size) {}

    private final SourceFile file;
    private final CharOffsets offsets;
    private final Iterator<Event> events;
    private final Problems problems;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int size;
    private boolean broken;

    NodeBuilder(SourceFile file, CharOffsets offsets, Iterator<Event> events, Problems problems) {
        this.file = file;
        this.offsets = offsets;
        this.events = events;
        this.problems = problems;
    }

    /**
     * The document; nothing when a bound was passed, and then the events are left where that was: what is nested a
     * million deep is not read to its end. Else leaves the events after the document's last node.
     */
    Optional<YamlNode> build() {
        YamlNode root = node(events.next(), 0);
        return broken ? Optional.empty() : Optional.of(root);
    }

    private YamlNode node(Event event, int depth) {
        int before = size;
        count(event, depth);
        if (event instanceof AliasEvent alias) {
            return followed(alias);
        }
        Optional<String> anchor = ((NodeEvent) event).getAnchor().map(name -> name.getValue());
        if (broken) {
            return nothing(spanOf(event));
        }
        anchor.ifPresent(name -> anchors.put(name, new Anchored(Optional.empty(), 0)));
        YamlNode node = switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent start -> sequence(start, depth);
            case MappingStartEvent start -> mapping(start, depth);
            default -> throw new IllegalStateException("unexpected " + event);
        };
        anchor.ifPresent(name -> anchors.put(name, new Anchored(Optional.of(node), size - before)));
        return node;
    }

    private void count(Event event, int depth) {
        size++;
        if (depth > MOST_DEPTH) {
            giveUp(
                    event,
                    "yaml-too-deep",
                    "YAML is nested too deeply",
                    "At most " + MOST_DEPTH + " levels may be nested.");
        } else if (size > MOST_NODES) {
            giveUp(
                    event,
                    "yaml-too-large",
                    "YAML is too large",
                    "With its aliases expanded, it has more than " + MOST_NODES + " values.");
        }
    }

    private void giveUp(Event event, String code, String summary, String detail) {
        if (!broken) {
            broken = true;
            problems.report(Diagnostic.error(code, summary, detail, spanOf(event)));
        }
    }

    private YamlNode followed(AliasEvent alias) {
        String name = alias.getAlias().getValue();
        @Nullable Anchored anchored = anchors.get(name);
        if (anchored == null) {
            String known = Suggestions.hint(name, anchors.keySet());
            problems.report(Diagnostic.error(
                    "yaml-alias",
                    "Unknown alias",
                    "There is no anchor '&" + name + "' before this alias." + known
                            + " To write a string that begins with '*', put it in quotes.",
                    spanOf(alias)));
            return nothing(spanOf(alias));
        }
        if (anchored.node().isEmpty()) {
            problems.report(Diagnostic.error(
                    "yaml-alias", "Circular alias", "'*" + name + "' is inside '&" + name + "'.", spanOf(alias)));
            return nothing(spanOf(alias));
        }
        size += anchored.size();
        count(alias, 0);
        return anchored.node().get();
    }

    private Scalar nothing(Span span) {
        return new Scalar(null, "", Optional.empty(), false, span, new int[] {span.start()});
    }

    private Span spanOf(Event event) {
        int start = offsets.of(event.getStartMark());
        return file.span(start, Math.max(start, offsets.of(event.getEndMark())));
    }

    private Scalar scalar(ScalarEvent event) {
        Span span = spanOf(event);
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
        String text = event.getValue();
        int[] places = ScalarText.offsets(file.text(), span, event.getScalarStyle(), text);
        Optional<String> tag = event.getTag();
        Optional<String> ours = tag.filter(name -> !name.startsWith(PlainScalars.CORE_TAGS) && !name.equals("!"));
        ours.filter(name -> !PlainScalars.KNOWN_TAGS.contains(name)).ifPresent(name -> unknownTag(name, span));
        Object value = PlainScalars.value(text, tag, plain);
        return new Scalar(value, text, ours, !plain, trimmed(span, event.getScalarStyle()), places);
    }

    /** A block scalar ends with its last line that is not empty. */
    private Span trimmed(Span span, ScalarStyle style) {
        if (style != ScalarStyle.LITERAL && style != ScalarStyle.FOLDED) {
            return span;
        }
        int end = Math.min(span.end(), file.text().length());
        while (end > span.start() + 1 && Character.isWhitespace(file.text().charAt(end - 1))) {
            end--;
        }
        return file.span(span.start(), end);
    }

    private void unknownTag(String tag, Span span) {
        problems.report(Diagnostic.error(
                "yaml-tag",
                "Unknown tag",
                "Tag '" + tag + "' is not supported; supported are " + String.join(", ", PlainScalars.KNOWN_TAGS) + "."
                        + " To write a string that begins with '!', put it in quotes.",
                span));
    }

    private Sequence sequence(SequenceStartEvent start, int depth) {
        List<YamlNode> items = new ArrayList<>();
        Event next = events.next();
        while (next.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(next, depth + 1));
            if (broken) {
                return new Sequence(items, spanOf(start));
            }
            next = events.next();
        }
        return new Sequence(
                items, collection(start, items.isEmpty() ? Optional.empty() : Optional.of(items.getLast()), next));
    }

    /**
     * From where a collection starts to the end of its last node: the parser ends block collections at the next token.
     */
    private Span collection(Event start, Optional<YamlNode> last, Event end) {
        int from = offsets.of(start.getStartMark());
        int parsed = offsets.of(end.getEndMark());
        boolean flow = parsed > from
                && parsed <= file.text().length()
                && "]}".indexOf(file.text().charAt(parsed - 1)) >= 0;
        int to = flow ? parsed : last.map(node -> node.span().end()).orElse(parsed);
        return file.span(from, Math.max(from, Math.min(to, file.text().length())));
    }

    private Mapping mapping(MappingStartEvent start, int depth) {
        Map<@Nullable Object, Entry> entries = new LinkedHashMap<>();
        List<Entry> merges = new ArrayList<>();
        Optional<YamlNode> last = Optional.empty();
        Event next = events.next();
        while (next.getEventId() != Event.ID.MappingEnd) {
            YamlNode key = node(next, depth + 1);
            YamlNode value = broken ? key : node(events.next(), depth + 1);
            if (broken) {
                return new Mapping(List.of(), spanOf(start));
            }
            last = Optional.of(value.span().end() >= key.span().end() ? value : key);
            enter(key, value, entries, merges);
            next = events.next();
        }
        merges.forEach(merge -> merge(merge.value(), entries));
        return new Mapping(List.copyOf(entries.values()), collection(start, last, next));
    }

    private void enter(YamlNode key, YamlNode value, Map<@Nullable Object, Entry> entries, List<Entry> merges) {
        if (!(key instanceof Scalar name)) {
            problems.report(SyntaxFaults.collectionAsKey(key, file));
            return;
        }
        if (name.text().equals("<<") && !name.quoted()) {
            merges.add(new Entry(name, value));
            return;
        }
        @Nullable Entry first = entries.putIfAbsent(name.value(), new Entry(name, value));
        if (first != null) {
            problems.report(Diagnostic.error(
                            "duplicate-key",
                            "Duplicate key",
                            "'" + name.text() + "' is already written in this mapping; only one of the two is allowed.",
                            name.span())
                    .note("it is first written here", first.key().span()));
        }
    }

    private void merge(YamlNode from, Map<@Nullable Object, Entry> entries) {
        switch (from) {
            case Mapping mapping ->
                mapping.entries()
                        .forEach(entry -> entries.putIfAbsent(entry.key().value(), entry));
            case Sequence sequence -> sequence.items().forEach(item -> merge(item, entries));
            case Scalar scalar ->
                problems.report(Diagnostic.error(
                        "yaml-merge",
                        "Invalid merge value",
                        "'<<' takes an alias of a mapping, or a list of such aliases.",
                        scalar.span()));
        }
    }
}
