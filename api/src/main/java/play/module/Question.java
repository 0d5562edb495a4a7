package play.module;

/**
 * What whoever sits at the terminal is asked in the middle of a run.
 *
 * @param text as it is shown
 * @param field of the result that gets what is typed
 * @param hidden whether it is not shown while it is typed, and a secret from then on
 */
public record Question(String text, String field, boolean hidden) {}
