package play.yaml;

import java.util.Arrays;

/** A text that grows char by char, with where each came from. Used by one thread. */
final class Emitted {
    private final StringBuilder text = new StringBuilder();
    private int[] offsets = new int[32];
    private int end;

    void add(char c, int offset) {
        if (text.length() + 1 >= offsets.length) {
            offsets = Arrays.copyOf(offsets, offsets.length * 2);
        }
        offsets[text.length()] = offset;
        text.append(c);
    }

    int length() {
        return text.length();
    }

    /** Takes back all chars from {@code length} on. */
    void cutTo(int length) {
        text.setLength(length);
    }

    Emitted endAt(int offset) {
        end = offset;
        return this;
    }

    String text() {
        return text.toString();
    }

    int[] offsets() {
        int[] all = Arrays.copyOf(offsets, text.length() + 1);
        all[text.length()] = end;
        return all;
    }
}
