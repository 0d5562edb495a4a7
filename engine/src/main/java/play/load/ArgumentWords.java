package play.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.yaml.YamlNode.Scalar;

/**
 * The words of arguments that are written as one text. They end at blanks and line breaks that are in no quotes and no
 * template; a backslash that stands alone, as at the end of a line, is none.
 *
 * @param open where in the text a quote begins that is never closed
 */
public record ArgumentWords(List<Word> all, Optional<Integer> open) {
    /**
     * A word.
     *
     * @param plain the word with its escapes undone
     * @param gap what stands before the next word
     */
    public record Word(Scalar written, Scalar plain, Scalar gap) {
        /** The word as {@code name=value}: its first '=' that has something before it, and no backslash. */
        public Optional<Pair> pair() {
            String text = plain.text();
            int at = text.indexOf('=', 1);
            while (at > 0 && text.charAt(at - 1) == '\\') {
                at = text.indexOf('=', at + 1);
            }
            return at < 0
                    ? Optional.empty()
                    : Optional.of(new Pair(plain.part(0, at), unquoted(stripped(plain.part(at + 1, text.length())))));
        }
    }

    /** A name and its value, without the quotes around it. */
    public record Pair(Scalar name, Scalar value) {}

    public ArgumentWords {
        all = List.copyOf(all);
    }

    /** The words of a text. */
    public static ArgumentWords of(Scalar text) {
        WordScan scan = WordScan.of(text.text());
        List<Word> words = new ArrayList<>();
        for (WordScan.Range range : scan.words()) {
            Scalar written = text.part(range.start(), range.end());
            words.add(new Word(written, Escapes.undone(written), text.part(range.end(), range.next())));
        }
        return new ArgumentWords(words, scan.open());
    }

    private static Scalar stripped(Scalar value) {
        int leading = value.text().length() - value.text().stripLeading().length();
        int end = value.text().stripTrailing().length();
        return value.part(Math.min(leading, end), end);
    }

    private static Scalar unquoted(Scalar value) {
        String text = value.text();
        int end = text.length();
        boolean quoted = end >= 2
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(end - 1) == text.charAt(0)
                && text.charAt(end - 2) != '\\';
        return quoted ? value.part(1, end - 1) : value;
    }
}
