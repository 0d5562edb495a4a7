package play.expression.data;

import play.source.Span;

/** The part of a text that is at fault, whose place is looked for only when it is told. */
@FunctionalInterface
public interface Blame {
    Span span();
}
