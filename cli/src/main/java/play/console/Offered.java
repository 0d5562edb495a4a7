package play.console;

/**
 * How a word may go on.
 *
 * @param text the whole word
 * @param doc a sentence about it; may be empty
 * @param whole whether a blank follows
 */
public record Offered(String text, String doc, boolean whole) {}
