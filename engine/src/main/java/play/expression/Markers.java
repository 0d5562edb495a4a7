package play.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.Hidden;
import play.expression.data.Survey;
import play.expression.data.Undefined;
import play.expression.data.UnknownKey;
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
        Object result = byKey(() -> operation.apply(open));
        return survey.secret() ? Hidden.of(result) : result;
    }

    /** What an operation comes to that may need the keys of mappings: unknown where one of them is. */
    static @Nullable Object byKey(Supplier<@Nullable Object> operation) {
        try {
            return operation.get();
        } catch (UnknownKey key) {
            return key.unknown();
        }
    }

    private static @Nullable Object opened(boolean deep, @Nullable Object value) {
        return deep ? Values.revealed(value) : value instanceof Secret secret ? secret.value() : value;
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
            Data.items(secret.value()).forEach(item -> hidden.add(Hidden.of(item)));
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
        return byKey(() -> target instanceof Secret secret
                ? Hidden.of(Data.member(secret.value(), name))
                : Data.member(target, name));
    }
}
