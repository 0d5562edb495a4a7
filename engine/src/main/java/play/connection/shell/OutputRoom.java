package play.connection.shell;

/**
 * How much memory outputs of hosts may take that wait to be read: a part of what there is, however many hosts write at
 * a time. Usual outputs are not counted, so that hosts that write much cost no other its task. Used by many threads.
 */
public final class OutputRoom {
    /** What becomes of an output, as text and as lines, takes several times its size. */
    private static final int PART = 8;

    private static final int PART_OF_ONE = 32;
    private static final long USUAL = 1 << 20;
    private static final long MOST = 64 << 20;

    /** The room in the memory of this program. */
    public static final OutputRoom HEAP = new OutputRoom(Runtime.getRuntime().maxMemory());

    private final long memory;
    private long left;

    public OutputRoom(long memory) {
        this.memory = memory;
        this.left = memory / PART;
    }

    /** How long the output of a script may be, on either stream. */
    public int most() {
        return Math.toIntExact(Math.clamp(memory / PART_OF_ONE, 1, MOST));
    }

    /** Lets one output take another number of bytes; false where there is not as much left. */
    synchronized boolean change(long from, long to) {
        long more = counted(to) - counted(from);
        if (more > left) {
            return false;
        }
        left -= more;
        return true;
    }

    private static long counted(long bytes) {
        return Math.max(0, bytes - USUAL);
    }
}
