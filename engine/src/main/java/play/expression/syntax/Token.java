package play.expression.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A word of an expression.
 *
 * @param text as written; of a string, what it stands for
 * @param value of a number or string, what it stands for
 */
record Token(Kind kind, String text, @Nullable Object value, int start, int end) {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        OPERATOR,
        END
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** How an error calls it. */
    String shown() {
        return switch (kind) {
            case END -> "the end of the expression";
            case STRING -> "a string";
            case NAME, NUMBER, OPERATOR -> "'" + text + "'";
        };
    }
}
