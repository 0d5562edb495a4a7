package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.Truth;
import play.expression.data.Text;
import play.playbook.Condition;
import play.playbook.Data;
import play.value.Bytes;
import play.value.Content;
import play.value.Omit;
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
        return shown(data.value(scope));
    }

    /** As Ansible writes a value; in place of what is secret or unknown stands its mark. */
    static String shown(@Nullable Object value) {
        return Text.of(marked(value));
    }

    private static @Nullable Object marked(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(marked(item)));
                yield items;
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> fields = new LinkedHashMap<>();
                map.forEach((key, inner) -> fields.put(key, marked(inner)));
                yield fields;
            }
            case Secret secret -> secret.toString();
            case Unknown unknown -> unknown.toString();
            case Omit omit -> omit.toString();
            case null, default -> value;
        };
    }

    /** Whether all hold; the first that does not, or cannot be told, decides. */
    static Verdict all(List<Condition> conditions, Scope scope) throws ExpressionException {
        for (Condition condition : conditions) {
            switch (condition.expression().test(scope)) {
                case Truth.Decided(boolean holds) -> {
                    if (!holds) {
                        return new Verdict.No(condition.expression().source());
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

        /** @param condition the one that does not hold, as written */
        record No(String condition) implements Verdict {}

        record Undetermined(String why) implements Verdict {}
    }
}
