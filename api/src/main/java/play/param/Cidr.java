package play.param;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A block of addresses, {@code 10.244.0.0/16}. The host bits of the address are zero. */
public record Cidr(String address, int prefix) {
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Reads {@code address/prefix}; nothing if it is none, or if host bits are set. */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0
                || !NUMERIC.matcher(text.substring(0, slash)).matches()
                || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        Cidr cidr = new Cidr(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
        return cidr.isBlock() ? Optional.of(cidr) : Optional.empty();
    }

    public boolean overlaps(Cidr other) {
        byte[] mine = bytes();
        byte[] theirs = other.bytes();
        int shared = Math.min(prefix, other.prefix);
        return mine.length == theirs.length && Arrays.equals(masked(mine, shared), masked(theirs, shared));
    }

    private boolean isBlock() {
        byte[] bytes = bytes();
        return prefix <= bytes.length * 8 && bytes.length > 0 && Arrays.equals(bytes, masked(bytes, prefix));
    }

    private byte[] bytes() {
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address || address.split("\\.").length == 4
                    ? parsed.getAddress()
                    : new byte[0];
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    private static byte[] masked(byte[] bytes, int prefix) {
        byte[] masked = bytes.clone();
        for (int bit = prefix; bit < masked.length * 8; bit++) {
            masked[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        return masked;
    }

    @Override
    public String toString() {
        return address + "/" + prefix;
    }
}
