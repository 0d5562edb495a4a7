package play.playbook;

import play.expression.Expression;
import play.source.Span;

/** A bare expression that decides something: {@code when}, {@code until}, {@code changed_when}, {@code failed_when}. */
public record Condition(Expression expression, Span span) {}
