package play.expression;

import play.source.Span;

/**
 * A variable that a text reads and does not define itself.
 *
 * @param guarded whether this use is allowed to be undefined: {@code x is defined}, {@code x | default(…)}, or inside a
 *     branch that such a test decides
 */
public record FreeName(String name, Span span, boolean guarded) {}
