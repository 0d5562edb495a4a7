package play.expression.call;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Numbers;
import play.expression.data.Text;
import play.value.Values;

/** The filters of the collection {@code ansible.utils} on addresses and networks, under its names and alone. */
final class AddressFilters {
    private AddressFilters() {}

    static void add(Registry.Builder to) {
        asked(to, "ipaddr", 0);
        asked(to, "ipv4", 4);
        asked(to, "ipv6", 6);
        filter(to, "ipwrap", "query?", (input, given) -> wrapped(input, Text.of(given.get("query", ""))));
        filter(to, "ipmath", "amount", AddressFilters::moved);
        filter(to, "nthhost", "query?", AddressFilters::nth);
        filter(to, "ipsubnet", "query? index?", AddressFilters::subnet);
        filter(to, "network_in_network", "test", (input, given) -> {
            Address outer = Address.needed(input);
            Address inner = Address.needed(given.get("test"));
            return holds(inner, outer.bits(), outer.first(), outer.last());
        });
        filter(to, "network_in_usable", "test", (input, given) -> {
            Address outer = Address.needed(input);
            Address inner = Address.needed(given.get("test"));
            return holds(inner, outer.bits(), outer.firstUsable(), outer.lastUsable());
        });
        filter(to, "next_nth_usable", "offset", (input, given) -> beside(input, given.whole("offset", 1)));
        filter(to, "previous_nth_usable", "offset", (input, given) -> beside(input, -given.whole("offset", 1)));
    }

    private static void filter(Registry.Builder to, String name, String signature, Filter body) {
        to.filter(name + " ansible.utils." + name, signature, MarkerHandling.CONTENT, body);
    }

    private static void asked(Registry.Builder to, String name, int version) {
        filter(to, name, "query?", (input, given) -> {
            boolean taken = input instanceof List || Numbers.isInteger(input) || input instanceof Boolean;
            if (!taken && !(input instanceof String)) {
                throw Failure.value(
                        "'" + name + "' takes an address or a list of them, not a " + Values.kind(input) + ".");
            }
            return AddressQueries.ask(input, Text.of(given.get("query", "")), version);
        });
    }

    /** IPv6 addresses in brackets; what is no address stays as it is. */
    private static @Nullable Object wrapped(@Nullable Object input, String query) {
        if (input instanceof List<?> list) {
            FreshList all = new FreshList();
            list.forEach(item -> all.add(isAddress(item, query) ? AddressQueries.ask(item, "wrap", 0) : item));
            return all;
        }
        if (!(input instanceof String || input instanceof Boolean)) {
            throw Failure.value("'ipwrap' takes a string or a list, not a " + Values.kind(input) + ".");
        }
        return isAddress(input, query) ? AddressQueries.ask(AddressQueries.ask(input, query, 0), "wrap", 0) : input;
    }

    private static boolean isAddress(@Nullable Object item, String query) {
        return Data.truth(AddressQueries.ask(item, query, 0));
    }

    private static Object moved(@Nullable Object input, Given given) {
        Address address = Address.needed(TextFilters.string(input));
        return address.text(address.value().add(BigInteger.valueOf(given.whole("amount", 0))));
    }

    private static @Nullable Object nth(@Nullable Object input, Given given) {
        Object query = given.get("query", "");
        Address network = Address.of(input).orElse(null);
        long number = Numbers.parseLong(Text.of(query), 10).orElse(Long.MAX_VALUE);
        if (network == null || Text.of(query).isEmpty()) {
            return false;
        }
        BigInteger at = BigInteger.valueOf(number).add(number < 0 ? network.size() : BigInteger.ZERO);
        return at.signum() < 0 || at.compareTo(network.size()) >= 0
                ? (Object) false
                : network.text(network.first().add(at));
    }

    private static @Nullable Object beside(@Nullable Object input, long offset) {
        Address address = Address.of(input).orElse(null);
        return address == null ? (Object) false : AddressQueries.near(address, offset);
    }

    private static boolean holds(Address inner, int bits, BigInteger first, BigInteger last) {
        return inner.bits() == bits
                && inner.first().compareTo(first) >= 0
                && inner.last().compareTo(last) <= 0;
    }

    /** A network itself, how many parts of a length it has, one of them by number, or its number in another one. */
    private static @Nullable Object subnet(@Nullable Object input, Given given) {
        Address address = Address.of(input).orElse(null);
        if (address == null) {
            return false;
        }
        String query = Text.of(given.get("query", ""));
        if (query.isEmpty()) {
            return address.subnet();
        }
        if (!query.matches("\\d{1,3}")) {
            return place(address, Address.needed(query));
        }
        int length = Integer.parseInt(query);
        if (length > address.bits()) {
            return false;
        }
        return address.isSingle() ? around(address, length, given) : part(address, length, given);
    }

    private static String place(Address address, Address outer) {
        int apart = address.prefix() - outer.prefix();
        if (!holds(address, outer.bits(), outer.first(), outer.last())) {
            throw Failure.value("'" + address.subnet() + "' is not in the network " + outer.subnet() + ".");
        }
        BigInteger number = address.first().subtract(outer.first()).shiftRight(address.bits() - address.prefix());
        return apart < 0 ? "1" : number.add(BigInteger.ONE).toString();
    }

    private static Object part(Address address, int length, Given given) {
        if (length < address.prefix()) {
            if (given.get("index") == null) {
                throw Failure.value("/" + length + " is larger than " + address.subnet() + ".");
            }
            return false;
        }
        BigInteger count = BigInteger.ONE.shiftLeft(length - address.prefix());
        if (given.get("index") == null) {
            return count.toString();
        }
        long index = index(given);
        BigInteger at = BigInteger.valueOf(index).add(index < 0 ? count : BigInteger.ZERO);
        return at.signum() < 0 || at.compareTo(count) >= 0
                ? (Object) false
                : address.text(address.first().add(at.shiftLeft(address.bits() - length))) + "/" + length;
    }

    /** One of the networks around an address, from the one of that length down. */
    private static Object around(Address address, int length, Given given) {
        long index = given.get("index") == null ? 0 : index(given);
        int count = address.bits() - length;
        long at = index < 0 ? index + count : index;
        if (at < 0 || at >= count) {
            return false;
        }
        return new Address(address.value(), (int) (length + at), address.bits(), true).subnet();
    }

    private static long index(Given given) {
        Object index = given.get("index");
        return index instanceof String text
                ? Numbers.parseLong(text, 10).orElseThrow(() -> Failure.arguments("'index' must be an integer."))
                : given.whole("index", 0);
    }
}
