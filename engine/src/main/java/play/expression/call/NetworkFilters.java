package play.expression.call;

/** Filters on networks in CIDR notation, IPv4 and IPv6. */
final class NetworkFilters {
    private NetworkFilters() {}

    static void add(Registry.Builder to) {
        to.filter(
                "cidr_host",
                "n",
                MarkerHandling.CONTENT,
                (input, given) -> Network.of(input).host(given.whole("n", 0)));
        to.filter(
                "cidr_overlaps",
                "other",
                MarkerHandling.CONTENT,
                (input, given) -> Network.of(input).overlaps(Network.of(given.get("other"))));
        to.filter(
                "cidr_contains",
                "address",
                MarkerHandling.CONTENT,
                (input, given) -> Network.of(input).holds(Network.of(given.get("address"))));
        to.filter("cidr_prefix", "", MarkerHandling.CONTENT, (input, given) ->
                (long) Network.of(input).prefix());
        to.filter(
                "cidr_network",
                "",
                MarkerHandling.CONTENT,
                (input, given) -> Network.of(input).host(0));
    }
}
