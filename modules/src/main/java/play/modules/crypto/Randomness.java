package play.modules.crypto;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Gives the workshop's random numbers to cryptography, which asks for a {@link SecureRandom}. */
final class Randomness extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final transient RandomGenerator source;

    private Randomness(RandomGenerator source) {
        this.source = source;
    }

    static SecureRandom of(RandomGenerator source) {
        return source instanceof SecureRandom secure ? secure : new Randomness(source);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        source.nextBytes(bytes);
    }
}
