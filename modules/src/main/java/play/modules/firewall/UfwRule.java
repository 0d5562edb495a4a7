package play.modules.firewall;

import java.util.Locale;
import java.util.Optional;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;

/** What a rule of ufw is for. */
record UfwRule(
        @Doc("Address or network that packets come from.")
        @Alias({"from", "src"})
        @Default("any")
        @Matches(value = ADDRESS, expected = "an address, a network, or any")
        String fromIp,

        @Doc("Ports that they come from: 53, 60000:61000, 80,443.")
        @Matches(value = PORTS, expected = "a port, or several")
        Optional<String> fromPort,

        @Doc("Address or network that they go to.")
        @Alias({"dest", "to"})
        @Default("any")
        @Matches(value = ADDRESS, expected = "an address, a network, or any")
        String toIp,

        @Doc("Ports that they go to, or the name of a service.")
        @Alias("port")
        @Matches(value = PORTS, expected = "a port, or several")
        Optional<String> toPort,

        @Doc("Their protocol.") Optional<Protocol> proto,

        @Doc("Name of an application that has a profile in /etc/ufw/applications.d.")
        @Alias("app")
        @Matches(value = "[^-\\s'\"][^'\"\\r\\n]*", expected = "the name of an application")
        Optional<String> name,

        @Doc("Interface, which 'direction' is of.")
        @Alias({"interface", "if"})
        @Matches(value = INTERFACE, expected = "the name of an interface")
        Optional<String> interfaceName,

        @Doc("Interface that packets come in by.")
        @Alias("if_in")
        @Matches(value = INTERFACE, expected = "the name of an interface")
        Optional<String> interfaceIn,

        @Doc("Interface that packets go out by.")
        @Alias("if_out")
        @Matches(value = INTERFACE, expected = "the name of an interface")
        Optional<String> interfaceOut,

        @Doc("Whether new connections that it is for are logged.") @Default("false")
        boolean log,

        @Doc("Comment on the rule.") @Matches(value = "[^'\\r\\n]+", expected = "one line without quotes")
        Optional<String> comment) {
    static final String ADDRESS = "[A-Za-z0-9][A-Za-z0-9./:]*|::[A-Za-z0-9./:]*";
    static final String PORTS = "[A-Za-z0-9][A-Za-z0-9,:_-]*";
    static final String INTERFACE = "[^-!\\s/][^\\s/]*";

    /** Of packets. */
    enum Protocol {
        ANY,
        TCP,
        UDP,
        IPV6,
        ESP,
        AH,
        GRE,
        IGMP,
        VRRP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
