package play.modules.acme;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses of hosts as a certificate has them. */
final class Address {
    private Address() {}

    /** As text: 192.0.2.1, or 2001:db8:0:0:0:0:0:1. */
    static String of(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + octets.length + " bytes", e);
        }
    }
}
