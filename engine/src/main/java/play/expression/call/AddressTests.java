package play.expression.call;

import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.Text;

/** The tests of the collection {@code ansible.utils} on addresses and networks, under its names. */
final class AddressTests {
    private static final String COLLECTION = "ansible.utils.";

    /** Something a text may be. */
    @FunctionalInterface
    private interface Kind {
        boolean holds(Network network, boolean isAddress);
    }

    private AddressTests() {}

    static void add(Registry.Builder to) {
        kind(to, "ip", (network, isAddress) -> true);
        kind(to, "ipv4", (network, isAddress) -> network.bits() == 32);
        kind(to, "ipv6", (network, isAddress) -> network.bits() == 128);
        kind(to, "ip_address", (network, isAddress) -> isAddress);
        kind(to, "ipv4_address", (network, isAddress) -> isAddress && network.bits() == 32);
        kind(to, "ipv6_address", (network, isAddress) -> isAddress && network.bits() == 128);
        to.test(
                COLLECTION + "in_network",
                "network",
                MarkerHandling.CONTENT,
                (input, given) -> within(input, given.get("network")));
        to.test(
                COLLECTION + "in_any_network",
                "networks",
                MarkerHandling.CONTENT,
                (input, given) -> given.items("networks").stream().anyMatch(network -> within(input, network)));
        to.test(
                COLLECTION + "subnet_of",
                "network",
                MarkerHandling.CONTENT,
                (input, given) -> within(input, given.get("network")));
        to.test(
                COLLECTION + "supernet_of",
                "network",
                MarkerHandling.CONTENT,
                (input, given) -> within(given.get("network"), input));
    }

    private static void kind(Registry.Builder to, String name, Kind kind) {
        to.test(COLLECTION + name, "", MarkerHandling.CONTENT, (input, given) -> is(input, kind));
    }

    private static boolean is(@Nullable Object value, Kind kind) {
        try {
            return value instanceof String text && kind.holds(exact(text), text.indexOf('/') < 0);
        } catch (Failure e) {
            return false;
        }
    }

    /** Host bits that are set make a text no network, as in Python. */
    private static Network exact(String text) {
        Network network = Network.of(text);
        if (!Network.of(Text.of(text).split("/", 2)[0]).host(0).equals(network.host(0))) {
            throw Failure.value("'" + text + "' has host bits set.");
        }
        return network;
    }

    private static boolean within(@Nullable Object inner, @Nullable Object outer) {
        try {
            return exact(Text.of(outer)).holds(exact(Text.of(inner)));
        } catch (Failure e) {
            return false;
        }
    }
}
