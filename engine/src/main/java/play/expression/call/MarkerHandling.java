package play.expression.call;

/** What of the markers a filter, test or function handles itself; the rest is handled before it is called. */
public enum MarkerHandling {
    /** All: undefined, unknown and secret values reach it as they are. */
    MARKERS,
    /** Moves values about without looking into them: what is unknown or secret inside a list or mapping stays so. */
    SHAPE,
    /** Looks at everything: one unknown inside makes the result unknown, one secret inside makes it secret. */
    CONTENT
}
