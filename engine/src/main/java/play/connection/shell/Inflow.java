package play.connection.shell;

import java.util.Arrays;
import java.util.Optional;
import play.value.Bytes;

/** Bytes that have arrived on one stream and were not taken yet. Guarded by its {@link Arrivals}. */
public final class Inflow {
    private static final int FIRST = 1 << 13;

    private final OutputRoom room;
    private byte[] buffer = new byte[FIRST];
    private int start;
    private int end;
    private int searched;
    private byte[] sought = {};
    private boolean ended;
    private boolean overflowed;

    Inflow(OutputRoom room) {
        this.room = room;
    }

    void append(byte[] chunk, int count) {
        if (end + count > buffer.length) {
            makeRoom(size() + count);
        }
        if (!overflowed) {
            System.arraycopy(chunk, 0, buffer, end, count);
            end += count;
        }
    }

    private void makeRoom(int wanted) {
        if (wanted <= buffer.length / 2) {
            moveTo(buffer);
        } else if (room.change(buffer.length, wanted + wanted / 2)) {
            moveTo(new byte[wanted + wanted / 2]);
        } else {
            overflow();
        }
    }

    private void moveTo(byte[] roomy) {
        int size = size();
        System.arraycopy(buffer, start, roomy, 0, size);
        searched -= start;
        start = 0;
        end = size;
        buffer = roomy;
    }

    /** Gives its memory back. */
    private void clear(int length) {
        room.change(buffer.length, length);
        buffer = new byte[length];
        start = 0;
        end = 0;
        searched = 0;
    }

    /** Nothing more will come, and nobody wants what has. */
    void close() {
        ended = true;
        clear(FIRST);
    }

    void end() {
        ended = true;
    }

    /** Whether nothing more will come. */
    public boolean ended() {
        return ended;
    }

    /** Nothing more is taken in because there is no memory for it; what waited is given up. */
    void overflow() {
        clear(FIRST);
        overflowed = true;
        ended = true;
    }

    boolean overflowed() {
        return overflowed;
    }

    /** How many bytes are waiting. */
    int size() {
        return end - start;
    }

    /** Takes what is before a marker, and the marker; empty if it has not arrived. */
    public Optional<Bytes> takeBefore(byte[] marker) {
        int at = find(marker);
        if (at < 0) {
            return Optional.empty();
        }
        Bytes before = Bytes.of(Arrays.copyOfRange(buffer, start, at));
        start = at + marker.length;
        searched = start;
        shrink();
        return Optional.of(before);
    }

    /** Takes what has arrived into a part of an array, as far as that has room; how many bytes those are. */
    int take(byte[] into, int offset, int length) {
        int count = Math.min(length, size());
        System.arraycopy(buffer, start, into, offset, count);
        start += count;
        searched = Math.max(searched, start);
        shrink();
        return count;
    }

    /** Drops all but the last bytes. */
    void keepLast(int most) {
        start = Math.max(start, end - most);
        searched = Math.max(searched, start);
    }

    /** Drops all up to a marker, and the marker; all that can't be its beginning if it has not arrived. */
    boolean skipPast(byte[] marker) {
        if (takeBefore(marker).isPresent()) {
            return true;
        }
        start = searched;
        return false;
    }

    private void shrink() {
        if (size() == 0 && buffer.length > FIRST) {
            clear(FIRST);
        }
    }

    private int find(byte[] marker) {
        if (!Arrays.equals(marker, sought)) {
            sought = marker;
            searched = start;
        }
        int last = end - marker.length;
        for (int i = Math.max(start, searched); i <= last; i++) {
            if (buffer[i] == marker[0] && Arrays.equals(buffer, i, i + marker.length, marker, 0, marker.length)) {
                return i;
            }
        }
        searched = Math.max(start, last + 1);
        return -1;
    }

    /** A copy of the last bytes waiting. */
    public Bytes tail(int most) {
        return Bytes.of(Arrays.copyOfRange(buffer, Math.max(start, end - most), end));
    }
}
