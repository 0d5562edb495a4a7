package play.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.Survey;
import play.expression.data.Undefined;
import play.value.Omit;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** How undefined, unknown and secret values pass through an operation. */
final class Markers {
    private Markers() {}

    /**
     * The result of an operation on known, open operands; unknown when one of them is, secret when one of them is.
     *
     * @param deep whether the operation looks inside lists and mappings
     */
    static @Nullable Object spread(
            boolean deep,
            List<? extends @Nullable Object> operands,
            Function<List<@Nullable Object>, @Nullable Object> operation) {
        for (Object operand : operands) {
            if (operand instanceof Undefined undefined) {
                throw Failure.undefined(undefined);
            }
        }
        Survey survey = Survey.of(deep, operands);
        Unknown unknown = survey.unknown().orElse(null);
        if (unknown != null) {
            return unknown;
        }
        List<@Nullable Object> open = new ArrayList<>();
        operands.forEach(operand -> open.add(survey.secret() ? opened(deep, operand) : operand));
        Object result = operation.apply(open);
        return survey.secret() ? hidden(result) : result;
    }

    private static @Nullable Object opened(boolean deep, @Nullable Object value) {
        return deep ? Values.revealed(value) : value instanceof Secret secret ? secret.value() : value;
    }

    /** The value as a secret; what was only decided from a secret stays open. */
    static @Nullable Object hidden(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean decided -> decided;
            case Unknown unknown -> unknown;
            case Undefined undefined -> undefined;
            case Secret secret -> secret;
            case Omit omit -> omit;
            default -> hiddenData(value);
        };
    }

    private static Object hiddenData(Object value) {
        Object plain = Values.revealed(Data.finished(value));
        return Values.unknownIn(plain)
                .<Object>map(unknown -> unknown)
                .orElseGet(() -> plain == null ? "" : new Secret(plain));
    }

    /** Whether a value counts as true: a {@code Boolean}, or {@code Unknown}. */
    static Object truth(@Nullable Object value) {
        return switch (value) {
            case Unknown unknown -> unknown;
            case Secret secret -> Data.truth(secret.value());
            case null, default -> Data.truth(value);
        };
    }

    static boolean isTrue(@Nullable Object value) {
        return Boolean.TRUE.equals(value);
    }

    /** The items a loop goes through: a list, or {@code Unknown}; the items of a secret are secret. */
    static Object items(@Nullable Object value) {
        if (value instanceof Unknown unknown) {
            return unknown;
        }
        if (value instanceof Secret secret) {
            List<@Nullable Object> hidden = new ArrayList<>();
            Data.items(secret.value()).forEach(item -> hidden.add(hidden(item)));
            return hidden;
        }
        return Data.items(value);
    }

    /** A member of a value; undefined and unknown stay so, members of a secret are secret. */
    static @Nullable Object member(@Nullable Object target, @Nullable Object key) {
        if (key instanceof Undefined undefined) {
            throw Failure.undefined(undefined);
        }
        if (target instanceof Unknown || target instanceof Undefined) {
            return target;
        }
        if (key instanceof Unknown unknown) {
            return unknown;
        }
        Object name = key instanceof Secret secret ? secret.value() : key;
        return target instanceof Secret secret ? hidden(Data.member(secret.value(), name)) : Data.member(target, name);
    }
}
