package play.expression.call;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Writes IPv6 addresses the short way: no leading zeros, the longest run of zero groups as {@code ::}. */
final class Ipv6Text {
    private Ipv6Text() {}

    static String of(BigInteger address) {
        List<String> groups = new ArrayList<>();
        for (int i = 7; i >= 0; i--) {
            groups.add(Integer.toHexString(address.shiftRight(16 * i).intValue() & 0xffff));
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && "0".equals(groups.get(i + run))) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        return start < 0
                ? String.join(":", groups)
                : String.join(":", groups.subList(0, start)) + "::"
                        + String.join(":", groups.subList(start + length, 8));
    }
}
