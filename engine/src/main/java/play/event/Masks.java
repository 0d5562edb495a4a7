package play.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import play.source.UrlPasswords;
import play.value.Secret;

/**
 * Texts that must not be seen, found in other texts in one pass, however many there are. A text is also found where
 * line breaks and the indentation after them cut it up, and the part of it that is left where a text was cut: all of
 * {@code play} that cuts texts puts {@link #CUT} there. Safe for use by many threads.
 */
final class Masks {
    /** Shorter texts turn up everywhere by chance; masking them would hide the rest and reveal them. */
    static final int SHORTEST = 4;

    /** Shorter ones are not looked for across line breaks, where neighbours would make them by chance. */
    private static final int SHORTEST_BROKEN = 8;

    /** Stands where a text goes on that is not shown. */
    private static final char CUT = '…';

    /** Cuts after which the end of a hidden text is looked for, in one text; each costs a look at every hidden text. */
    private static final int MOST_CUTS = 64;

    private static final int FILTER_BITS = 1 << 16;

    /** By their first {@link #SHORTEST} chars, the longest first. */
    private final ConcurrentHashMap<Long, List<String>> byStart = new ConcurrentHashMap<>();

    /** A bit for each start, so that most places of a text need no look at the map. */
    private final AtomicLongArray filter = new AtomicLongArray(FILTER_BITS / Long.SIZE);

    private volatile int longest;

    /** Adds a text; too short a one is left out. */
    void add(String text) {
        String joined = Lines.of(text).joined();
        if (joined.length() < SHORTEST) {
            return;
        }
        long start = start(joined, 0);
        byStart.compute(start, (key, known) -> with(known == null ? List.of() : known, joined));
        int bit = bit(start);
        filter.getAndUpdate(bit / Long.SIZE, bits -> bits | (1L << (bit % Long.SIZE)));
        synchronized (this) {
            longest = Math.max(longest, joined.length());
        }
    }

    private static List<String> with(List<String> known, String text) {
        if (known.contains(text)) {
            return known;
        }
        List<String> more = new ArrayList<>(known);
        more.add(text);
        more.sort(Comparator.comparingInt(String::length).reversed());
        return List.copyOf(more);
    }

    /** How many chars the longest text has. */
    int longest() {
        return longest;
    }

    /** The text with every hidden part, and every password of a URL, as {@code ***}; it keeps its line breaks. */
    String hide(String given) {
        String text = UrlPasswords.masked(given);
        if (byStart.isEmpty() || text.length() < SHORTEST) {
            return text;
        }
        Lines lines = Lines.of(text);
        Cuts cuts = new Cuts(lines.joined());
        StringBuilder out = new StringBuilder();
        int shown = 0;
        int from = -1;
        int to = -1;
        for (int i = 0; i + SHORTEST <= lines.joined().length(); i++) {
            cuts.moveTo(i);
            int length = Math.max(found(lines, i, cuts.next), cuts.beginsAt(i) ? endFound(lines.joined(), i) : 0);
            if (length == 0) {
                continue;
            }
            if (i > to) {
                shown = cover(out, lines, shown, from, to);
                from = i;
            }
            to = Math.max(to, i + length);
        }
        shown = cover(out, lines, shown, from, to);
        return shown == 0 ? text : out.append(text, shown, text.length()).toString();
    }

    /** Puts what is before a hidden part, and its mask; up to where the text is done with then. */
    private static int cover(StringBuilder out, Lines lines, int shown, int from, int to) {
        if (from < 0) {
            return shown;
        }
        int start = lines.placeOf(from);
        int end = lines.placeOf(to - 1) + 1;
        out.append(lines.text(), shown, start).append(Secret.MASK);
        lines.text()
                .substring(start, end)
                .chars()
                .filter(c -> c == '\n')
                .forEach(c -> out.append('\n').append(Secret.MASK));
        return end;
    }

    /**
     * How many chars of the joined text are to be hidden from here on; 0 where nothing begins.
     *
     * @param cut where the text is cut next, so that only the beginning of a hidden text may stand before
     */
    private int found(Lines lines, int at, int cut) {
        String joined = lines.joined();
        long start = start(joined, at);
        int bit = bit(start);
        if ((filter.get(bit / Long.SIZE) & (1L << (bit % Long.SIZE))) == 0) {
            return 0;
        }
        int most = 0;
        for (String hidden : byStart.getOrDefault(start, List.of())) {
            int length = Math.min(hidden.length(), cut - at);
            boolean there = length > most && joined.regionMatches(at, hidden, 0, length);
            if (there && (length >= SHORTEST_BROKEN || lines.unbroken(at, at + length))) {
                most = length;
            }
        }
        return most;
    }

    /** The same behind a cut, where the end of a hidden text may be left. */
    private int endFound(String joined, int at) {
        int most = 0;
        for (List<String> some : byStart.values()) {
            for (String hidden : some) {
                int length = Math.min(hidden.length() - 1, joined.length() - at);
                while (length > most
                        && !(length >= SHORTEST
                                && joined.regionMatches(at, hidden, hidden.length() - length, length))) {
                    length--;
                }
                most = Math.max(most, length);
            }
        }
        return most;
    }

    /** The cuts of a text, for someone who goes through it. */
    private static final class Cuts {
        private final String text;
        private int mark;
        private int next;
        private int begin = -1;
        private int passed;

        Cuts(String text) {
            this.text = text;
            this.mark = -1;
            look();
        }

        private void look() {
            mark = text.indexOf(CUT, mark + 1);
            next = mark < 0 ? Integer.MAX_VALUE : mark;
            while (mark >= 0 && next > 0 && text.charAt(next - 1) == ' ') {
                next--;
            }
        }

        void moveTo(int at) {
            while (mark >= 0 && mark < at) {
                begin = mark + 1;
                while (begin < text.length() && text.charAt(begin) == ' ') {
                    begin++;
                }
                passed++;
                look();
            }
        }

        boolean beginsAt(int at) {
            return at == begin && passed <= MOST_CUTS;
        }
    }

    private static long start(String text, int at) {
        long start = 0;
        for (int i = 0; i < SHORTEST; i++) {
            start = (start << Character.SIZE) | text.charAt(at + i);
        }
        return start;
    }

    private static int bit(long start) {
        long mixed = start * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> (Long.SIZE - 16));
    }

    /**
     * A text without its line breaks and the blanks after them.
     *
     * @param places where each char of {@code joined} stands in {@code text}; empty where the text is one line
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Lines(String text, String joined, int[] places) {
        static Lines of(String text) {
            if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
                return new Lines(text, text, new int[0]);
            }
            StringBuilder joined = new StringBuilder(text.length());
            int[] places = new int[text.length()];
            boolean indent = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                indent = c == '\n' || c == '\r' || (indent && (c == ' ' || c == '\t'));
                if (!indent) {
                    places[joined.length()] = i;
                    joined.append(c);
                }
            }
            return new Lines(text, joined.toString(), places);
        }

        int placeOf(int index) {
            return places.length == 0 ? index : places[index];
        }

        boolean unbroken(int from, int to) {
            return placeOf(to - 1) - placeOf(from) == to - 1 - from;
        }
    }
}
