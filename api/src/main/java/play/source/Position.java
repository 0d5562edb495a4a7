package play.source;

/** A place in a text: {@code offset} counts chars from 0, {@code line} and {@code column} count from 1. */
public record Position(int offset, int line, int column) {}
