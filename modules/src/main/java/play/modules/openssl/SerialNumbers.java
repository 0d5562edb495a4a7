package play.modules.openssl;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import play.param.Hyphenated;

/** How tasks and results write serial numbers. */
@Hyphenated
public enum SerialNumbers {
    /** {@code 4660}. */
    INTEGER,
    /** {@code 12:34}. */
    HEX_OCTETS;

    /** The number; nothing where it is written otherwise. */
    Optional<BigInteger> read(String written) {
        return switch (this) {
            case INTEGER -> written.matches("[0-9]{1,60}") ? Optional.of(new BigInteger(written)) : Optional.empty();
            case HEX_OCTETS ->
                written.matches("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){0,30}")
                        ? Optional.of(new BigInteger(written.replace(":", ""), 16))
                        : Optional.empty();
        };
    }

    /** As a value of a playbook, whose numbers are long enough only where they have at most 63 bits. */
    Object told(BigInteger serial) {
        return switch (this) {
            case INTEGER -> serial.bitLength() < Long.SIZE ? (Object) serial.longValueExact() : serial;
            case HEX_OCTETS ->
                HexFormat.ofDelimiter(":").formatHex(serial.toByteArray()).replaceFirst("^00:(?=[89a-f])", "");
        };
    }
}
