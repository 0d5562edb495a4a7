package play.expression.call;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.Numbers;
import play.value.Values;

/**
 * An address with the network it is in, IPv4 or IPv6.
 *
 * @param value the address as a number
 * @param bits 32 or 128
 * @param ranged whether the length of the prefix was written
 */
record Address(BigInteger value, int prefix, int bits, boolean ranged) {
    /** Octal to some, decimal to others. */
    private static final String LEADING_ZERO = "(\\d+\\.)*0\\d+(\\.\\d+)+";

    /** Empty when it is none; whole numbers are addresses too. */
    static Optional<Address> of(@Nullable Object value) {
        String text = String.valueOf(value);
        if (value == null || !(Numbers.isInteger(value) || value instanceof String)) {
            return Optional.empty();
        }
        String[] parts = text.split("/", 2);
        try {
            if (parts[0].contains("%") || parts[0].matches(LEADING_ZERO)) {
                return Optional.empty();
            }
            if (parts[0].matches("\\d{1,39}")) {
                return numbered(new BigInteger(parts[0]), parts);
            }
            int bits = parts[0].contains(":") ? 128 : 32;
            Optional<Integer> length = parts.length == 1 ? Optional.of(bits) : length(parts[1], bits);
            return length.map(prefix -> new Address(number(parts[0]), prefix, bits, parts.length > 1));
        } catch (Failure e) {
            return Optional.empty();
        }
    }

    private static Optional<Address> numbered(BigInteger number, String[] parts) {
        int bits = number.bitLength() > 32 ? 128 : 32;
        boolean ranged = parts.length > 1;
        if (number.bitLength() > 128 || (ranged && !parts[1].matches("\\d{1,3}"))) {
            return Optional.empty();
        }
        int prefix = ranged ? Integer.parseInt(parts[1]) : bits;
        int wide = prefix > 32 ? 128 : bits;
        return prefix > wide ? Optional.empty() : Optional.of(new Address(number, prefix, wide, ranged));
    }

    private static BigInteger number(String address) {
        int dot = address.indexOf('.');
        if (!address.contains(":") || dot < 0) {
            return Network.of(address).first();
        }
        int colon = address.lastIndexOf(':', dot);
        long low = Network.of(address.substring(colon + 1)).first().longValue();
        String groups = Long.toHexString(low >> 16) + ":" + Long.toHexString(low & 0xffff);
        return Network.of(address.substring(0, colon + 1) + groups).first();
    }

    /** Of a length, a netmask or a hostmask. */
    private static Optional<Integer> length(String text, int bits) {
        if (text.matches("\\d{1,3}")) {
            return Optional.of(Integer.parseInt(text)).filter(length -> length <= bits);
        }
        BigInteger mask = number(text);
        for (int length = 0; length <= bits; length++) {
            if (mask.equals(mask(length, bits)) || mask.equals(all(bits - length))) {
                return Optional.of(length);
            }
        }
        return Optional.empty();
    }

    private static BigInteger all(int bits) {
        return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    }

    private static BigInteger mask(int prefix, int bits) {
        return all(prefix).shiftLeft(bits - prefix);
    }

    int version() {
        return bits == 32 ? 4 : 6;
    }

    BigInteger size() {
        return BigInteger.ONE.shiftLeft(bits - prefix);
    }

    boolean isSingle() {
        return prefix == bits;
    }

    BigInteger first() {
        return value.shiftRight(bits - prefix).shiftLeft(bits - prefix);
    }

    BigInteger last() {
        return first().add(size()).subtract(BigInteger.ONE);
    }

    BigInteger firstUsable() {
        return bits - prefix < 2 ? first() : first().add(BigInteger.ONE);
    }

    BigInteger lastUsable() {
        return bits - prefix < 2 ? last() : last().subtract(BigInteger.ONE);
    }

    boolean isUsable(BigInteger number) {
        return number.compareTo(firstUsable()) >= 0 && number.compareTo(lastUsable()) <= 0;
    }

    boolean isNetwork() {
        return !isSingle() && value.equals(first());
    }

    String ip() {
        return text(value);
    }

    /** A number as an address of this version. */
    String text(BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > bits) {
            throw Failure.value("There is no address " + number + " of IPv" + version() + ".");
        }
        BigInteger low = number.and(all(32));
        boolean embedded = bits == 128
                && number.shiftRight(48).signum() == 0
                && (number.shiftRight(32).equals(all(16))
                        || (number.shiftRight(32).signum() == 0
                                && low.shiftRight(16).signum() != 0));
        return embedded
                ? (number.shiftRight(32).signum() == 0 ? "::" : "::ffff:") + new Network(low, 32, 32).host(0)
                : new Network(number, bits, bits).host(0);
    }

    /** As it is written with its prefix. */
    String cidr() {
        return ip() + "/" + prefix;
    }

    String subnet() {
        return text(first()) + "/" + prefix;
    }

    String netmask() {
        return text(mask(prefix, bits));
    }

    String hostmask() {
        return text(all(bits - prefix));
    }

    boolean isIn(String network) {
        Network outer = Network.of(network);
        return outer.bits() == bits && outer.holds(new Network(value, bits, bits));
    }

    Address converted(BigInteger number, int toBits) {
        return new Address(number, toBits - (bits - prefix), toBits, ranged);
    }

    /** Like {@link #of}, for what must be one. */
    static Address needed(@Nullable Object value) {
        return of(value)
                .orElseThrow(() -> Failure.value(
                        value instanceof String text
                                ? "'" + text + "' is no address or network."
                                : "An address or a network is needed here, not a " + Values.kind(value) + "."));
    }
}
