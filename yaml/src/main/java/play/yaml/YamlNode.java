package play.yaml;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.source.Span;

/** A node of a YAML text, with the place it stands at. */
public sealed interface YamlNode {
    Span span();

    /**
     * A scalar.
     *
     * @param value what it means: null, Boolean, Long, BigInteger, Double or String; {@code Secret} when it was
     *     encrypted
     * @param text what stands there after quotes, escapes and folding are undone
     * @param tag an explicit tag such as {@code !vault} or {@code !unsafe}
     * @param quoted whether it was written in quotes or as a block scalar, so that it is text whatever it looks like
     * @param offsets for each char of {@code text} and one past its end, the offset in the file it came from
     */
    record Scalar(@Nullable Object value, String text, Optional<String> tag, boolean quoted, Span span, int[] offsets)
            implements YamlNode {
        /** The place in the file of a range of {@code text}. */
        public Span spanOf(int start, int end) {
            int last = offsets.length - 1;
            int from = offsets[Math.min(start, last)];
            int to = end <= start ? from : offsets[Math.min(end, last + 1) - 1] + 1;
            return new Span(
                    span.file(),
                    from,
                    Math.max(from, Math.min(to, span.file().text().length())));
        }

        /** A range of {@code text} as a text of its own, with its places. */
        public Scalar part(int start, int end) {
            return with(text.substring(start, end), spanOf(start, end), Arrays.copyOfRange(offsets, start, end + 1));
        }

        /** Another text in its place, with its tag. */
        public Scalar with(String other, Span place, int[] itsOffsets) {
            return new Scalar(other, other, tag, true, place, itsOffsets);
        }

        /** A text that needs no tag and no quotes. */
        public static Scalar plain(String text, Span span, int[] offsets) {
            return new Scalar(text, text, Optional.empty(), true, span, offsets);
        }

        /** A text that stands nowhere: all of it has the place of what it was made of. */
        public static Scalar madeOf(Span place, String text) {
            int[] offsets = new int[text.length() + 1];
            Arrays.fill(offsets, place.start());
            return plain(text, place, offsets);
        }
    }

    record Sequence(List<YamlNode> items, Span span) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Entries in the order they were written; keys are scalars, no two of which mean the same. */
    record Mapping(List<Entry> entries, Span span) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<YamlNode> get(String key) {
            return entry(key).map(Entry::value);
        }

        public Optional<Entry> entry(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .findFirst();
        }
    }

    record Entry(Scalar key, YamlNode value) {}
}
