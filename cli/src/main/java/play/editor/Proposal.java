package play.editor;

/**
 * How what is typed may go on.
 *
 * @param detail a few words: a type, a layer; may be empty
 * @param doc Markdown; may be empty
 * @param insert what takes the place of the chars from {@code from} to the cursor
 * @param rank by which they are ordered, the least first; then by name
 */
public record Proposal(String label, Kind kind, String detail, String doc, String insert, int from, int rank) {
    /** The same behind those that fit better; ranks have one digit. */
    Proposal behind() {
        return new Proposal(label, kind, detail, doc, insert, from, Math.min(9, rank + 5));
    }

    /** What it names. */
    public enum Kind {
        MODULE,
        PARAMETER,
        KEYWORD,
        VALUE,
        VARIABLE,
        FIELD,
        HANDLER,
        TAG,
        FILTER,
        TEST,
        LOOKUP,
        ROLE,
        FILE,
        FOLDER,
        HOST
    }
}
