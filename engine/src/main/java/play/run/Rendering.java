package play.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.ShownValue;
import play.expression.Truth;
import play.playbook.Condition;
import play.playbook.Data;
import play.value.Bytes;
import play.value.Content;
import play.value.Secret;
import play.value.Unknown;

/** Turns what stands in a playbook into values, in one scope. */
final class Rendering {
    private Rendering() {}

    /** As the content of a file: secret and unknown parts stay apart. A mapping or list stays data. */
    static @Nullable Object content(Data data, Scope scope) throws ExpressionException {
        if (data instanceof Data.Text text) {
            Object value = text.template().value(scope);
            boolean isText = value instanceof String || value instanceof Secret || value instanceof Unknown;
            return isText ? text.template().content(scope) : value;
        }
        Object value = data.value(scope);
        return value instanceof Secret(String hidden) ? Content.secret(Bytes.of(hidden)) : value;
    }

    /** As a text for people; secrets masked. */
    static String text(Data data, Scope scope) throws ExpressionException {
        return ShownValue.of(data.value(scope));
    }

    /** Whether all hold; the first that does not, or cannot be told, decides. */
    static Verdict all(List<Condition> conditions, Scope scope) throws ExpressionException {
        for (Condition condition : conditions) {
            switch (condition.expression().test(scope)) {
                case Truth.Decided(boolean holds) -> {
                    if (!holds) {
                        return new Verdict.No(condition.expression().source(), condition.written());
                    }
                }
                case Truth.Undetermined(Unknown because) -> {
                    return new Verdict.Undetermined(because.reason());
                }
            }
        }
        return new Verdict.Yes();
    }

    /** What conditions come to. */
    sealed interface Verdict {
        record Yes() implements Verdict {}

        /**
         * @param condition the one that does not hold, as people are told of it
         * @param written what results call it
         */
        record No(String condition, Object written) implements Verdict {}

        record Undetermined(String why) implements Verdict {}
    }
}
