package play.host;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Facts of a host's interfaces, their addresses and the ways out. */
final class NetworkFacts {
    private static final int BITS = 32;

    /** Of an interface, as the kernel numbers it. */
    private static final Map<String, String> KINDS =
            Map.of("1", "ether", "32", "infiniband", "512", "ppp", "772", "loopback");

    /** Among the kernel's flags of an interface. */
    private static final int PROMISCUOUS = 0x100;

    private static final String MTU = "mtu_";

    private record Address(String device, String family, String address, String prefix, String scope) {
        static Stream<Address> of(String line) {
            if (!line.matches("\\S+ \\S+ [0-9A-Fa-f.:]+(/[0-9]{1,3})? \\S+")) {
                return Stream.of();
            }
            String[] parts = line.split(" ");
            String[] address = parts[2].split("/");
            String prefix = address.length > 1 ? address[1] : parts[1].equals("inet") ? "32" : "128";
            return Stream.of(new Address(parts[0], parts[1], address[0], prefix, parts[3]));
        }
    }

    private final FactLines lines;
    private final List<Address> addresses;

    NetworkFacts(FactLines lines) {
        this.lines = lines;
        this.addresses = lines.values("address").stream().flatMap(Address::of).toList();
    }

    /** Addresses and networks that the kernel takes for its own. */
    private List<String> reachable(boolean ipv6) {
        return lines.values("reachable").stream()
                .filter(address -> address.contains(":") == ipv6)
                .sorted()
                .distinct()
                .toList();
    }

    void addTo(Map<String, @Nullable Object> facts) {
        Set<String> devices = new LinkedHashSet<>();
        addresses.forEach(address -> devices.add(address.device()));
        lines.all().keySet().stream()
                .filter(name -> name.startsWith(MTU))
                .forEach(name -> devices.add(name.substring(MTU.length())));
        facts.put("interfaces", List.copyOf(devices));
        facts.put("all_ipv4_addresses", global("inet"));
        facts.put("all_ipv6_addresses", global("inet6"));
        facts.put("locally_reachable_ips", Map.of("ipv4", reachable(false), "ipv6", reachable(true)));
        facts.put("default_ipv4", way("route", "inet"));
        facts.put("default_ipv6", way("route6", "inet6"));
        devices.forEach(device -> facts.put(device.replace('-', '_').replace(':', '_'), device(device)));
    }

    private List<String> global(String family) {
        return addresses.stream()
                .filter(address ->
                        address.family().equals(family) && !address.scope().equals("host"))
                .map(Address::address)
                .toList();
    }

    private Stream<Address> of(String device, String family) {
        return addresses.stream()
                .filter(address ->
                        address.device().equals(device) && address.family().equals(family));
    }

    private Map<String, Object> device(String name) {
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("device", name);
        device.put("active", !lines.text("operstate_" + name).equals("down"));
        link(name, device);
        device.put("promisc", isPromiscuous(name));
        List<Map<String, Object>> old = of(name, "inet").map(this::described).toList();
        if (!old.isEmpty()) {
            device.put("ipv4", old.getFirst());
        }
        if (old.size() > 1) {
            device.put("ipv4_secondaries", old.subList(1, old.size()));
        }
        List<Map<String, Object>> newer = of(name, "inet6").map(this::described).toList();
        if (!newer.isEmpty()) {
            device.put("ipv6", newer);
        }
        return device;
    }

    private boolean isPromiscuous(String name) {
        String flags = lines.text("flags_" + name);
        return flags.matches("0x[0-9a-f]{1,8}") && (Long.parseLong(flags.substring(2), 16) & PROMISCUOUS) != 0;
    }

    /** What an interface is, whatever its addresses. */
    private void link(String name, Map<String, Object> to) {
        String hardware = lines.text("hardware_" + name);
        String kind = Stream.of("bridge", "bonding")
                .filter(one -> !lines.text(one + "_" + name).isEmpty())
                .findFirst()
                .orElseGet(() -> KINDS.getOrDefault(lines.text("type_" + name), "unknown"));
        if (!hardware.isEmpty() && !kind.equals("loopback")) {
            to.put("macaddress", hardware);
        }
        to.put("mtu", lines.number(MTU + name));
        // -1 where nothing is plugged in.
        String speed = lines.text("speed_" + name);
        if (speed.matches("-?[0-9]{1,9}")) {
            to.put("speed", Long.parseLong(speed));
        }
        String bus = lines.text("pciid_" + name);
        if (!bus.isEmpty()) {
            to.put("pciid", bus);
        }
        to.put("type", kind);
    }

    private Map<String, Object> described(Address address) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("address", address.address());
        if (address.family().equals("inet")) {
            mask(address, described);
        }
        described.put("prefix", address.prefix());
        if (address.family().equals("inet6")) {
            described.put("scope", address.scope());
        }
        return described;
    }

    private void mask(Address address, Map<String, Object> to) {
        int prefix = Math.min(Integer.parseInt(address.prefix()), BITS);
        BigInteger all = BigInteger.ONE.shiftLeft(BITS).subtract(BigInteger.ONE);
        BigInteger mask = all.shiftLeft(BITS - prefix).and(all);
        BigInteger network = number(address.address()).and(mask);
        to.put("broadcast", lines.text("broadcast_" + address.device() + "_" + address.address()));
        to.put("netmask", dotted(mask));
        to.put("network", dotted(network));
    }

    private static BigInteger number(String dotted) {
        BigInteger number = BigInteger.ZERO;
        for (String part : dotted.split("\\.")) {
            number = number.shiftLeft(8).or(new BigInteger(part.matches("[0-9]{1,3}") ? part : "0"));
        }
        return number;
    }

    private static String dotted(BigInteger number) {
        List<String> parts = new ArrayList<>();
        for (int shift = BITS - 8; shift >= 0; shift -= 8) {
            parts.add(number.shiftRight(shift).and(BigInteger.valueOf(0xff)).toString());
        }
        return String.join(".", parts);
    }

    /** As Ansible has it: empty where there is no default route. */
    private Map<String, Object> way(String line, String family) {
        List<String> words = List.of(lines.text(line).split(" "));
        int dev = words.indexOf("dev");
        int via = words.indexOf("via");
        if (dev < 0 || dev + 1 >= words.size()) {
            return Map.of();
        }
        String device = words.get(dev + 1);
        Map<String, Object> way = new LinkedHashMap<>();
        way.put("interface", device);
        way.put("gateway", via < 0 || via + 1 >= words.size() ? "" : words.get(via + 1));
        of(device, family).findFirst().ifPresent(address -> way.putAll(described(address)));
        if (family.equals("inet")) {
            way.put("alias", device);
        }
        link(device, way);
        return way;
    }
}
