package play.modules.firewall;

import java.util.Locale;

/** What a task may say of ufw. */
final class UfwWords {
    /** Of the firewall as a whole. */
    enum State {
        ENABLED,
        DISABLED,
        RELOADED,
        RESET
    }

    /** What becomes of packets. */
    enum Rule {
        ALLOW,
        DENY,
        LIMIT,
        REJECT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of packets that no rule is for. */
    enum Policy {
        ALLOW("ACCEPT"),
        DENY("DROP"),
        REJECT("REJECT");

        private final String target;

        Policy(String target) {
            this.target = target;
        }

        /** In the words of iptables. */
        String target() {
            return target;
        }
    }

    /** Of packets, as the host sees it. */
    enum Direction {
        IN,
        INCOMING,
        OUT,
        OUTGOING,
        ROUTED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How much is logged. */
    enum Logging {
        ON,
        OFF,
        LOW,
        MEDIUM,
        HIGH,
        FULL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the number of a rule is counted from. */
    enum Anchor {
        ZERO,
        FIRST_IPV4,
        LAST_IPV4,
        FIRST_IPV6,
        LAST_IPV6;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private UfwWords() {}
}
