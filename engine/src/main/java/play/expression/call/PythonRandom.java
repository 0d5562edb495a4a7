package play.expression.call;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import play.expression.data.Bounds;
import play.value.Bytes;

/**
 * The numbers that Python's {@code random.Random(seed)} draws: the Mersenne Twister MT19937, seeded as Python seeds it.
 * Used by one thread.
 */
final class PythonRandom {
    private static final int SIZE = 624;
    private static final int PERIOD = 397;
    private static final int STEPS_OF_A_SEED = 200;
    private static final long HASH_MODULUS = (1L << 61) - 1;
    private static final int HASH_BITS = 61;
    private static final int HASH_CHUNK = 28;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    private PythonRandom(int[] key) {
        Bounds.steps(STEPS_OF_A_SEED);
        start(19650218);
        int at = 1;
        int of = 0;
        for (int left = Math.max(SIZE, key.length); left > 0; left--) {
            state[at] = (state[at] ^ mixed(at) * 1664525) + key[of] + of;
            at = after(at);
            of = (of + 1) % key.length;
        }
        for (int left = SIZE - 1; left > 0; left--) {
            state[at] = (state[at] ^ mixed(at) * 1566083941) - at;
            at = after(at);
        }
        state[0] = Integer.MIN_VALUE;
    }

    /** Empty when the seed is of a kind that Python does not take. */
    static Optional<PythonRandom> seeded(Object seed) {
        return switch (seed) {
            case Boolean flag -> Optional.of(of(flag ? BigInteger.ONE : BigInteger.ZERO));
            case Long number -> Optional.of(of(BigInteger.valueOf(number).abs()));
            case BigInteger number -> Optional.of(of(number.abs()));
            case Double number when !Double.isNaN(number) -> Optional.of(of(unsigned(hash(number))));
            case String text -> Optional.of(of(number(text)));
            default -> Optional.empty();
        };
    }

    private static PythonRandom of(BigInteger seed) {
        int[] key = new int[Math.max(1, (seed.bitLength() + 31) / 32)];
        for (int i = 0; i < key.length; i++) {
            key[i] = seed.shiftRight(32 * i).intValue();
        }
        return new PythonRandom(key);
    }

    /** The text and its SHA-512, as one number. */
    private static BigInteger number(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = Bytes.digest("SHA-512");
        byte[] sum = digest.digest(bytes);
        byte[] both = Arrays.copyOf(bytes, bytes.length + sum.length);
        System.arraycopy(sum, 0, both, bytes.length, sum.length);
        return new BigInteger(1, both);
    }

    private static BigInteger unsigned(long number) {
        return new BigInteger(Long.toUnsignedString(number));
    }

    /** What Python's {@code hash} comes to: the number modulo a Mersenne prime. */
    private static long hash(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? 314159 : -314159;
        }
        int exponent = number == 0 ? 0 : Math.getExponent(number) + 1;
        double rest = Math.scalb(Math.abs(number), -exponent);
        long sum = 0;
        while (rest != 0) {
            sum = rotated(sum, HASH_CHUNK);
            rest = Math.scalb(rest, HASH_CHUNK);
            exponent -= HASH_CHUNK;
            long whole = (long) rest;
            rest -= whole;
            sum += whole;
            sum = sum >= HASH_MODULUS ? sum - HASH_MODULUS : sum;
        }
        long turned = rotated(sum, Math.floorMod(exponent, HASH_BITS));
        long signed = number < 0 ? -turned : turned;
        return signed == -1 ? -2 : signed;
    }

    private static long rotated(long number, int bits) {
        return ((number << bits) & HASH_MODULUS) | (number >> (HASH_BITS - bits));
    }

    private void start(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = mixed(i) * 1812433253 + i;
        }
    }

    private int mixed(int at) {
        return state[at - 1] ^ state[at - 1] >>> 30;
    }

    private int after(int at) {
        if (at + 1 < SIZE) {
            return at + 1;
        }
        state[0] = state[SIZE - 1];
        return 1;
    }

    private int draw() {
        if (next == SIZE) {
            for (int i = 0; i < SIZE; i++) {
                int bits = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
                state[i] = state[(i + PERIOD) % SIZE] ^ bits >>> 1 ^ ((bits & 1) == 0 ? 0 : 0x9908b0df);
            }
            next = 0;
        }
        int drawn = state[next++];
        drawn ^= drawn >>> 11;
        drawn ^= drawn << 7 & 0x9d2c5680;
        drawn ^= drawn << 15 & 0xefc60000;
        return drawn ^ drawn >>> 18;
    }

    private long bits(int count) {
        if (count <= 32) {
            return Integer.toUnsignedLong(draw()) >>> (32 - count);
        }
        long low = Integer.toUnsignedLong(draw());
        return ((Integer.toUnsignedLong(draw()) >>> (64 - count)) << 32) | low;
    }

    /** A number from 0 up to {@code bound}, which is positive: drawn until one fits. */
    long below(long bound) {
        int count = Long.SIZE - Long.numberOfLeadingZeros(bound);
        long drawn = bits(count);
        while (drawn >= bound) {
            drawn = bits(count);
        }
        return drawn;
    }
}
