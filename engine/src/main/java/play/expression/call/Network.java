package play.expression.call;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.Text;

/**
 * A network, IPv4 or IPv6.
 *
 * @param first its first address as a number
 * @param bits 32 or 128
 */
record Network(BigInteger first, int prefix, int bits) {
    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    static Network of(@Nullable Object value) {
        String text = Text.of(value);
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int bits = address.contains(":") ? 128 : 32;
        String length = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
        if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
            throw notOne(text);
        }
        int prefix = Integer.parseInt(length);
        BigInteger number = bits == 32 ? v4(address, text) : v6(address, text);
        return new Network(number.shiftRight(bits - prefix).shiftLeft(bits - prefix), prefix, bits);
    }

    private static Failure notOne(String text) {
        return Failure.value("'" + text + "' is not a network such as '10.0.0.0/16' or 'fd00::/64'.");
    }

    private static BigInteger v4(String address, String whole) {
        if (!V4.matcher(address).matches()) {
            throw notOne(whole);
        }
        BigInteger number = BigInteger.ZERO;
        for (String part : address.split("\\.", -1)) {
            if (Integer.parseInt(part) > 255) {
                throw notOne(whole);
            }
            number = number.shiftLeft(8).add(new BigInteger(part));
        }
        return number;
    }

    private static BigInteger v6(String address, String whole) {
        int gap = address.indexOf("::");
        String[] head = groups(gap < 0 ? address : address.substring(0, gap));
        String[] tail = gap < 0 ? new String[0] : groups(address.substring(gap + 2));
        int missing = 8 - head.length - tail.length;
        if (gap < 0 ? missing != 0 : missing < 1) {
            throw notOne(whole);
        }
        BigInteger number = BigInteger.ZERO;
        for (String group : head) {
            number = append(number, group, whole);
        }
        number = number.shiftLeft(16 * missing);
        for (String group : tail) {
            number = append(number, group, whole);
        }
        return number;
    }

    private static String[] groups(String part) {
        return part.isEmpty() ? new String[0] : part.split(":", -1);
    }

    private static BigInteger append(BigInteger number, String group, String whole) {
        if (!group.matches("[0-9a-fA-F]{1,4}")) {
            throw notOne(whole);
        }
        return number.shiftLeft(16).add(new BigInteger(group, 16));
    }

    /** The n-th address; negative counts from the end. */
    String host(long n) {
        BigInteger size = size();
        BigInteger offset = n < 0 ? size.add(BigInteger.valueOf(n)) : BigInteger.valueOf(n);
        if (offset.signum() < 0 || offset.compareTo(size) >= 0) {
            throw Failure.value("The network has " + size + " addresses, none of number " + n + ".");
        }
        BigInteger address = first.add(offset);
        return bits == 32 ? dotted(address) : Ipv6Text.of(address);
    }

    private static String dotted(BigInteger address) {
        long number = address.longValue();
        return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    boolean overlaps(Network other) {
        int common = Math.min(prefix, other.prefix);
        return bits == other.bits && first.shiftRight(bits - common).equals(other.first.shiftRight(bits - common));
    }

    /** Whether all of the other is in it. */
    boolean holds(Network other) {
        return prefix <= other.prefix && overlaps(other);
    }

    BigInteger size() {
        return BigInteger.ONE.shiftLeft(bits - prefix);
    }

    /** In canonical form, {@code 10.0.0.0/8}. */
    String text() {
        return host(0) + "/" + prefix;
    }
}
