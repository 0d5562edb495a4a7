package play.journal;

/** A line is none of a journal that this version reads. The message says why, to follow the number of the line. */
final class MalformedEntryException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedEntryException(String why) {
        super(why);
    }
}
