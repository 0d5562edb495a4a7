package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.files.TextLines;

/**
 * How {@code lineinfile} edits: it looks for a line by pattern or text, then for the line itself, then for a place.
 *
 * @param line what is to stand there
 * @param place where it goes when nothing is found
 * @param backrefs whether {@code \1} in the line stands for a group of {@code regexp}, and no match means no change
 */
record LineEdit(Search search, String line, Place place, boolean backrefs) {
    /**
     * What line is looked for.
     *
     * @param first whether the first match counts rather than the last
     */
    record Search(Optional<Pattern> regexp, Optional<String> text, boolean first) {
        boolean byPattern() {
            return regexp.isPresent() || text.isPresent();
        }

        boolean finds(String candidate) {
            return regexp.map(pattern -> pattern.matcher(candidate).find())
                    .or(() -> text.map(candidate::contains))
                    .orElse(false);
        }

        int in(List<String> lines) {
            int found = -1;
            for (int i = 0; i < lines.size(); i++) {
                if (finds(Lines.bare(lines.get(i)))) {
                    found = i;
                    if (first) {
                        return found;
                    }
                }
            }
            return found;
        }
    }

    /** Where a new line or block goes. */
    sealed interface Place {
        record Start() implements Place {}

        record End() implements Place {}

        /** After (or before) the line that matches; at the end where none does. */
        record Beside(Pattern pattern, boolean after) implements Place {
            private static final Pattern MULTILINE = Pattern.compile("\\(\\?[a-zA-Z]*m");

            /** Whether {@code (?m)} at its start has a block's pattern look at the text as a whole. */
            boolean isOfText() {
                return MULTILINE.matcher(pattern.pattern()).lookingAt();
            }

            /** The index at which to insert, where the pattern is looked for in the text as a whole. */
            int in(String text, int lines) {
                Matcher found = pattern.matcher(text);
                if (!found.find()) {
                    return lines;
                }
                String before = text.substring(0, after ? found.end() : found.start());
                return (int) before.chars()
                                .filter(character -> character == '\n')
                                .count()
                        + (after ? 1 : 0);
            }
        }

        /** From {@code insertafter} (a pattern or EOF) and {@code insertbefore} (a pattern or BOF). */
        static Place of(Optional<String> insertAfter, Optional<String> insertBefore) {
            if (insertBefore.isPresent()) {
                return insertBefore.get().equals("BOF")
                        ? new Start()
                        : new Beside(Lines.pattern(insertBefore.get()), false);
            }
            return insertAfter
                    .filter(after -> !after.equals("EOF"))
                    .<Place>map(after -> new Beside(Lines.pattern(after), true))
                    .orElse(new End());
        }

        /** The index at which to insert. */
        default int in(List<String> lines, boolean first) {
            return switch (this) {
                case Start start -> 0;
                case End end -> lines.size();
                case Beside(Pattern pattern, boolean after) -> {
                    int found = new Search(Optional.of(pattern), Optional.empty(), first).in(lines);
                    yield found < 0 ? lines.size() : found + (after ? 1 : 0);
                }
            };
        }
    }

    /** The text with the line in it. */
    String present(String text) {
        return Lines.keepingEnds(text, this::with);
    }

    private String with(String text) {
        List<String> lines = TextLines.of(text);
        int found = search.in(lines);
        if (found >= 0) {
            String old = lines.get(found);
            lines.set(
                    found,
                    replacement(Lines.bare(old)) + old.substring(Lines.bare(old).length()));
        } else if (!backrefs && Lines.last(lines, line) < 0) {
            lines.addAll(place.in(lines, search.first()), TextLines.of(line));
        }
        return TextLines.joined(lines, text);
    }

    private String replacement(String old) {
        @Nullable Pattern regexp = search.regexp().orElse(null);
        if (!backrefs || regexp == null) {
            return line;
        }
        Matcher match = regexp.matcher(old);
        return match.find() ? Lines.expanded(line, match) : line;
    }

    /** The text without the lines that are found. */
    String absent(String text) {
        return Lines.keepingEnds(text, this::without);
    }

    private String without(String text) {
        List<String> lines = new ArrayList<>(TextLines.of(text));
        boolean removed = lines.removeIf(candidate -> search.byPattern()
                ? search.finds(Lines.bare(candidate))
                : Lines.bare(candidate).equals(line));
        return removed ? TextLines.joined(lines, text) : text;
    }
}
