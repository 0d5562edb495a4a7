package play.expression;

import play.diag.Problems;

/** Parses expressions and templates. Immutable; built once and shared by all threads. */
public final class Expressions {
  private static final Expressions STANDARD = new Expressions();

  private Expressions() {}

  /** With the standard filters, tests, lookups and functions. */
  public static Expressions standard() {
    return STANDARD;
  }

  /** A bare expression, as in {@code when}, {@code until} and {@code that}. Never throws for what a user wrote. */
  public Expression expression(String text, Origin origin, Problems problems) {
    throw new UnsupportedOperationException(text);
  }

  /** A string of a playbook. Never throws for what a user wrote. */
  public Template template(String text, Origin origin, Problems problems) {
    throw new UnsupportedOperationException(text);
  }

  /** The text of a template file. Never throws for what a user wrote. */
  public Template file(String text, Origin origin, Problems problems) {
    throw new UnsupportedOperationException(text);
  }
}
