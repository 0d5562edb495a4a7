package play.connection.transport;

/**
 * Where a TCP service listens, as a host sees it.
 *
 * @param address name or IP address, without brackets
 */
public record Endpoint(String address, int port) {
    /** {@code 10.96.0.10:80}, {@code [fd00::1]:80}. */
    @Override
    public String toString() {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
