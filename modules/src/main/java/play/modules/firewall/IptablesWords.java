package play.modules.firewall;

import java.util.List;
import java.util.Locale;

/** What a task may say of iptables. */
final class IptablesWords {
    /** Of the tables, with the chains that each has by itself. */
    enum Table {
        FILTER("INPUT", "FORWARD", "OUTPUT"),
        NAT("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
        MANGLE("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
        RAW("PREROUTING", "OUTPUT"),
        SECURITY("INPUT", "FORWARD", "OUTPUT");

        private final List<String> chains;

        Table(String... chains) {
            this.chains = List.of(chains);
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean has(String chain) {
            return chains.contains(chain);
        }
    }

    /** Where a new rule goes. */
    enum Place {
        APPEND,
        INSERT
    }

    /** Of IP. */
    enum Versions {
        IPV4(List.of(Version.IPV4)),
        IPV6(List.of(Version.IPV6)),
        BOTH(List.of(Version.IPV4, Version.IPV6));

        private final List<Version> each;

        Versions(List<Version> each) {
            this.each = each;
        }

        List<Version> each() {
            return each;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One of them. */
    enum Version {
        IPV4("iptables", "--icmp-type", "ip"),
        IPV6("ip6tables", "--icmpv6-type", "ip6");

        private final String program;
        private final String icmpType;
        private final String family;

        Version(String program, String icmpType, String family) {
            this.program = program;
            this.icmpType = icmpType;
            this.family = family;
        }

        String program() {
            return program;
        }

        /** The option for kinds of ICMP's messages. */
        String icmpType() {
            return icmpType;
        }

        /** In the words of nft. */
        String family() {
            return family;
        }
    }

    private IptablesWords() {}
}
