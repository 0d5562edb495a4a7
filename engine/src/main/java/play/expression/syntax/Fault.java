package play.expression.syntax;

/** What does not parse: chars {@code [start, end)} of the text, and full sentences on what is wrong. */
public record Fault(int start, int end, String detail) {}
