package play.playbook;

import play.expression.Expression;
import play.source.Span;

/**
 * A bare expression that decides something: {@code when}, {@code until}, {@code changed_when}, {@code failed_when}.
 *
 * @param written what results call it where it does not hold: its text; {@code false} for a boolean, and for an
 *     expression in delimiters, which Ansible replaces by its value
 */
public record Condition(Expression expression, Object written, Span span) {}
