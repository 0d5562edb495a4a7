package play.expression.call;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.value.Unknown;
import play.value.Values;

/** What each evaluation draws anew: a dry run cannot tell what the real run will draw. */
final class Drawn {
    private static final SecureRandom SECURE = new SecureRandom();

    /** Draws numbers. */
    @FunctionalInterface
    interface Numbers {
        /** A number from 0 up to {@code bound}, which is positive. */
        long below(long bound);
    }

    private Drawn() {}

    /** The value, or unknown where it is not the real run that asks; {@code what} begins the reason. */
    static @Nullable Object now(Given given, String what, Supplier<@Nullable Object> value) {
        return given.around().context().stage() == Stage.REAL_RUN
                ? value.get()
                : new Unknown(what + " comes out anew in each run");
    }

    /** Numbers that a seed decides; none without a seed. */
    static Optional<Numbers> seeded(@Nullable Object seed) {
        if (seed == null) {
            return Optional.empty();
        }
        PythonRandom random = PythonRandom.seeded(seed)
                .orElseThrow(() ->
                        Failure.arguments("'seed' must be a string or a number, not a " + Values.kind(seed) + "."));
        return Optional.of(random::below);
    }

    static Numbers secure() {
        return SECURE::nextLong;
    }

    /** Bytes for a salt. */
    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        SECURE.nextBytes(bytes);
        return bytes;
    }
}
