package play.expression.data;

import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation may use up: steps, and bytes of what it makes. They are counted where the work is done, for the
 * evaluation of the thread, whatever it calls and however deep; time plays no part, so a slow machine changes nothing.
 * An evaluation inside another one uses up the same bounds.
 */
public final class Bounds {
    /** Chars of a text. */
    public static final int LARGEST = 16 * 1024 * 1024;

    /** Items of a list that an evaluation makes. */
    public static final int LONGEST_LIST = 1_000_000;

    /** Parts of a value that an evaluation made. */
    static final int MOST_PARTS = 3_000_000;

    /** Levels of a value that an evaluation made. */
    static final int DEEPEST_VALUE = 500;

    /** Macros that call macros, and templates that take in templates. */
    private static final int DEEPEST_CALL = 100;

    private static final int BYTES_OF_AN_ITEM = 64;
    private static final int CHARS_OF_A_STEP = 16;
    private static final ScopedValue<Bounds> CURRENT = ScopedValue.newInstance();

    /**
     * @param steps each at most some tens of nanoseconds: an item that is looked at, some chars that are compared
     * @param bytes of all texts, lists and mappings that are made, also of those that are dropped at once
     */
    public record Limits(long steps, long bytes) {
        /** Some seconds, and what a small controller has. */
        public static final Limits STANDARD = new Limits(500_000_000, 1L << 30);
    }

    private final Limits limits;
    private long steps;
    private long bytes;
    private int calls;

    private Bounds(Limits limits) {
        this.limits = limits;
    }

    /** Runs an evaluation under {@code limits}, or under those of the evaluation it is part of. */
    public static <T extends @Nullable Object> T within(Limits limits, Supplier<T> evaluation) {
        return CURRENT.isBound()
                ? evaluation.get()
                : ScopedValue.where(CURRENT, new Bounds(limits)).call(evaluation::get);
    }

    /** Runs a part of an evaluation that may come to run itself. */
    public static <T extends @Nullable Object> T deeper(Supplier<T> part) {
        Bounds bounds = CURRENT.get();
        if (bounds.calls >= DEEPEST_CALL) {
            throw Failure.limit("Macros and templates call each other more than " + DEEPEST_CALL + " levels deep.");
        }
        bounds.calls++;
        try {
            return part.get();
        } finally {
            bounds.calls--;
        }
    }

    /** Counts steps before they are done. */
    public static void steps(long count) {
        if (CURRENT.isBound()) {
            CURRENT.get().spend(count, 0);
        }
    }

    /** Counts chars that are looked at one by one. */
    public static void read(long chars) {
        steps(1 + chars / CHARS_OF_A_STEP);
    }

    /** Counts a text before it is made; one that is too long fails. */
    public static void text(long chars) {
        checkText(chars);
        if (CURRENT.isBound()) {
            CURRENT.get().spend(1 + chars / CHARS_OF_A_STEP, chars);
        }
    }

    /** Counts items of a list or entries of a mapping before they are made. */
    public static void items(long count) {
        if (CURRENT.isBound()) {
            CURRENT.get().spend(count, count * BYTES_OF_AN_ITEM);
        }
    }

    private void spend(long moreSteps, long moreBytes) {
        steps += moreSteps;
        bytes += moreBytes;
        if (steps > limits.steps()) {
            throw Failure.limit(
                    "The evaluation takes more than " + number(limits.steps()) + " steps, which is the limit.");
        }
        if (bytes > limits.bytes()) {
            throw Failure.limit("The evaluation makes more than " + number(limits.bytes())
                    + " bytes of values, which is the limit.");
        }
    }

    /** Fails where a text would be longer than {@link #LARGEST}; counts nothing. */
    public static void checkText(long chars) {
        if (chars > LARGEST) {
            throw Failure.limit("The string would have " + number(chars) + " characters; at most " + number(LARGEST)
                    + " are allowed.");
        }
    }

    /** Fails where a list would be longer than {@link #LONGEST_LIST}; counts nothing. */
    public static void checkList(long items) {
        if (items > LONGEST_LIST) {
            throw Failure.limit("The list would have " + number(items) + " items; at most " + number(LONGEST_LIST)
                    + " are allowed.");
        }
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
