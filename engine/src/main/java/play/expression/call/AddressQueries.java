package play.expression.call;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Numbers;
import play.expression.data.Text;

/** What {@code ansible.utils.ipaddr} can be asked: parts of an address, or whether it is of a kind. */
final class AddressQueries {
    /** No address of them is reached from everywhere; from IANA's registries of special addresses. */
    private static final List<String> SPECIAL = List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "::/127",
            "::ffff:0:0/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10");

    private static final List<String> EXCEPTIONS = List.of(
            "192.0.0.9/32",
            "192.0.0.10/32",
            "2001:1::1/128",
            "2001:1::2/128",
            "2001:3::/32",
            "2001:4:112::/48",
            "2001:20::/28",
            "2001:30::/28");

    /** A query: what it answers, null for no. */
    @FunctionalInterface
    private interface Query {
        @Nullable
        Object of(Address address, Object written);
    }

    private static final Map<String, Query> QUERIES = queries();

    private AddressQueries() {}

    /** False for what is no address, null where the query says no; of a list those that it says something of. */
    static @Nullable Object ask(@Nullable Object value, String query, int version) {
        if (value instanceof List<?> list) {
            FreshList found = new FreshList();
            list.stream()
                    .map(item -> ask(item, query, version))
                    .filter(answer -> answer != null && Data.truth(answer))
                    .forEach(found::add);
            return found;
        }
        Optional<Address> found = Address.of(value).map(address -> widened(address, value, version));
        if (value == null
                || found.isEmpty()
                || !Data.truth(value)
                || (version != 0 && found.get().version() != version)) {
            return false;
        }
        Address address = found.get();
        Object written = String.valueOf(value).matches("\\d+(/\\d+)?") ? address.cidr() : value;
        @Nullable Query known = QUERIES.get(query);
        if (known != null) {
            return known.of(address, written);
        }
        return Address.of(query).filter(outer -> query.matches(".*[.:].*")).isPresent()
                ? within(address, query) ? written : null
                : numbered(address, query);
    }

    private static Address widened(Address address, @Nullable Object value, int version) {
        return version == 6 && !address.ranged() && Numbers.isInteger(value)
                ? new Address(address.value(), 128, 128, false)
                : address;
    }

    private static boolean within(Address address, String query) {
        Network outer = Network.of(Address.needed(query).subnet());
        return outer.bits() == address.bits() && outer.holds(Network.of(address.subnet()));
    }

    /** The address of that number, with its prefix. */
    private static @Nullable Object numbered(Address address, String query) {
        long number = Numbers.parseLong(query, 10)
                .orElseThrow(() -> Failure.arguments("'" + query + "' is no query of an address; there are "
                        + String.join(", ", QUERIES.keySet().stream().skip(1).toList()) + "."));
        if (address.isSingle()) {
            return address.ranged() ? address.cidr() : address.ip();
        }
        BigInteger at = BigInteger.valueOf(number).add(number < 0 ? address.size() : BigInteger.ZERO);
        return at.signum() < 0 || at.compareTo(address.size()) >= 0
                ? (Object) false
                : address.text(address.first().add(at)) + "/" + address.prefix();
    }

    private static void put(Map<String, Query> to, String names, Query query) {
        for (String name : names.split(" ", -1)) {
            to.put(name, query);
        }
    }

    private static Map<String, Query> queries() {
        Map<String, Query> all = new LinkedHashMap<>();
        put(all, "", (address, written) -> address.ranged() ? address.cidr() : address.ip());
        parts(all);
        usable(all);
        kinds(all);
        return all;
    }

    private static void parts(Map<String, Query> all) {
        put(all, "address ip", (address, written) -> hosts(address) || address.version() == 6 ? address.ip() : null);
        put(
                all,
                "address/prefix gateway gw host/prefix hostnet router",
                (address, written) -> address.bits() - address.prefix() > 1
                                && (address.isNetwork() || address.value().equals(address.last()))
                        ? (Object) false
                        : address.cidr());
        put(all, "bool", (address, written) -> true);
        put(
                all,
                "broadcast",
                (address, written) -> address.bits() - address.prefix() > 1 ? address.text(address.last()) : null);
        put(all, "cidr", (address, written) -> address.cidr());
        put(all, "host", (address, written) -> hosts(address) ? address.cidr() : null);
        put(all, "hostmask wildcard", (address, written) -> address.hostmask());
        put(
                all,
                "int",
                (address, written) ->
                        address.ranged() ? address.value() + "/" + address.prefix() : Numbers.integer(address.value()));
        put(all, "ip/prefix", (address, written) -> pair(address) ? address.cidr() : null);
        put(all, "ip_netmask", (address, written) -> pair(address) ? address.ip() + " " + address.netmask() : null);
        put(all, "net", (address, written) -> address.isNetwork() ? address.subnet() : null);
        put(all, "netmask", (address, written) -> address.netmask());
        put(all, "network network_id", (address, written) -> address.text(address.first()));
        put(all, "network/prefix subnet", (address, written) -> address.subnet());
        put(all, "network_netmask", (address, written) -> address.text(address.first()) + " " + address.netmask());
        put(all, "network_wildcard", (address, written) -> address.text(address.first()) + " " + address.hostmask());
        put(all, "prefix", (address, written) -> (long) address.prefix());
        put(all, "revdns", (address, written) -> reversed(address));
        put(all, "size", (address, written) -> Numbers.integer(address.size()));
        put(all, "type", (address, written) -> address.isNetwork() ? "network" : "address");
        put(all, "version", (address, written) -> (long) address.version());
        put(
                all,
                "wrap",
                (address, written) -> address.version() == 4
                        ? written
                        : "[" + address.ip() + "]" + (address.ranged() ? "/" + address.prefix() : ""));
    }

    /** Whether it names a host: not a network by its first address. */
    private static boolean hosts(Address address) {
        return !address.isNetwork() || (address.version() == 4 && address.prefix() == 31);
    }

    private static boolean pair(Address address) {
        return address.bits() - address.prefix() == 1 || (!address.isSingle() && !address.isNetwork());
    }

    private static void usable(Map<String, Query> all) {
        put(all, "first_usable", (address, written) -> ranged(address) ? address.text(address.firstUsable()) : null);
        put(all, "last_usable", (address, written) -> ranged(address) ? address.text(address.lastUsable()) : null);
        put(all, "next_usable", (address, written) -> ranged(address) ? near(address, 1) : null);
        put(all, "previous_usable", (address, written) -> ranged(address) ? near(address, -1) : null);
        put(
                all,
                "range_usable",
                (address, written) -> ranged(address)
                        ? address.text(address.firstUsable()) + "-" + address.text(address.lastUsable())
                        : null);
        put(
                all,
                "size_usable",
                (address, written) -> Numbers.integer(
                        address.isSingle()
                                ? BigInteger.ZERO
                                : address.lastUsable()
                                        .subtract(address.firstUsable())
                                        .add(BigInteger.ONE)));
        put(all, "peer", (address, written) -> peer(address));
    }

    private static boolean ranged(Address address) {
        if (!address.ranged()) {
            throw Failure.value("'" + address.ip() + "' is no network: it has no prefix.");
        }
        return !address.isSingle();
    }

    /** The usable address that many behind this one, or null. */
    static @Nullable Object near(Address address, long offset) {
        BigInteger number = address.value().add(BigInteger.valueOf(offset));
        return !address.isSingle() && address.isUsable(number) ? address.text(number) : null;
    }

    private static Object peer(Address address) {
        ranged(address);
        int free = address.bits() - address.prefix();
        BigInteger place = address.value().subtract(address.first());
        if (free == 1) {
            return address.text(address.value().flipBit(0));
        }
        if (free != 2 || place.signum() == 0 || place.intValue() == 3) {
            throw Failure.value("'" + address.cidr() + "' has no peer: it is no address of two on a line.");
        }
        return address.text(address.value().flipBit(0).flipBit(1));
    }

    private static void kinds(Map<String, Query> all) {
        put(all, "ipv4 v4", (address, written) -> address.version() == 4 ? written : v4(address));
        put(
                all,
                "ipv6 v6",
                (address, written) -> address.version() == 6
                        ? written
                        : address.converted(
                                        address.value()
                                                .or(BigInteger.valueOf(0xffffL).shiftLeft(32)),
                                        128)
                                .cidr());
        put(all, "6to4", (address, written) -> sixToFour(address, written));
        kind(all, "link-local", address -> address.isIn("169.254.0.0/16") || address.isIn("fe80::/10"));
        kind(all, "lo loopback", address -> address.isIn("127.0.0.0/8") || address.isIn("::1"));
        kind(all, "multicast", AddressQueries::isMulticast);
        kind(all, "unicast", address -> !isMulticast(address));
        kind(all, "private", address -> !isGlobal(address));
        kind(all, "public", address -> isGlobal(address) && !isMulticast(address));
    }

    private static void kind(Map<String, Query> all, String names, Predicate<Address> holds) {
        put(all, names, (address, written) -> holds.test(address) ? written : null);
    }

    private static boolean isMulticast(Address address) {
        return address.isIn("224.0.0.0/4") || address.isIn("ff00::/8");
    }

    private static boolean isGlobal(Address address) {
        return EXCEPTIONS.stream().anyMatch(address::isIn) || SPECIAL.stream().noneMatch(address::isIn);
    }

    private static Object v4(Address address) {
        boolean mapped = address.isIn("::ffff:0:0/96") || address.isIn("::/96");
        return !mapped || address.prefix() < 96
                ? (Object) false
                : address.converted(address.value().and(BigInteger.valueOf(0xffff_ffffL)), 32)
                        .cidr();
    }

    private static Object sixToFour(Address address, Object written) {
        if (address.version() == 6) {
            return address.isIn("2002::/16") && !address.isNetwork() ? written : (Object) false;
        }
        if (address.isNetwork() || isMulticast(address)) {
            return false;
        }
        String digits = String.format(Locale.ROOT, "%08x", address.value().longValue());
        return "2002:" + digits.substring(0, 4) + ":" + digits.substring(4) + "::1/48";
    }

    private static String reversed(Address address) {
        List<String> names = new ArrayList<>();
        int step = address.version() == 4 ? 8 : 4;
        for (int bit = 0; bit < address.bits(); bit += step) {
            long part = address.value().shiftRight(bit).longValue() & (step == 8 ? 255 : 15);
            names.add(step == 8 ? Text.of(part) : Long.toHexString(part));
        }
        return String.join(".", names) + (step == 8 ? ".in-addr.arpa." : ".ip6.arpa.");
    }
}
