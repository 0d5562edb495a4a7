package play.modules.firewall;

import play.module.ModuleSpec.Example;

/** Where examples of ufw start from. */
final class UfwExamples {
    private static final String FIRST = "- package: {name: ufw, install_recommends: false}\n";
    private static final String SSH = "ufw allow 22/tcp\n";
    private static final String ON = SSH + "ufw --force enable\n";

    private UfwExamples() {}

    static Example[] all() {
        return new Example[] {
            example("absent: no rule, not enabled", "", "rule: allow\nport: 22\nproto: tcp\nstate: enabled\n"),
            example("drifted", ON, "rule: limit\nport: ssh\nproto: tcp\n"),
            example("right", ON, "rule: allow\nport: '22'\nproto: tcp\nstate: enabled\nlogging: 'on'\n"),
            example(
                    "one rule before all others, between networks",
                    ON,
                    "rule: deny\nfrom: 10.1.0.0/16\nport: '80,443'\nproto: tcp\ninsert: 1\ncomment: no web\n"),
            example(
                    "of an interface, logged, for IPv6 alone",
                    SSH,
                    "rule: reject\ndirection: in\ninterface: eth0\nlog: true\nto: 'fd00::1'\nport: 25\n"),
            example("for what is passed on", SSH, "rule: allow\nroute: true\nif_in: eth0\nif_out: eth1\n"),
            example(
                    "a rule to be deleted",
                    ON + "ufw allow 80/tcp\n",
                    "rule: allow\nport: '80'\nproto: tcp\ndelete: true\n"),
            example(
                    "a limit to be deleted, of IPv6 alone",
                    ON + "ufw limit 80/tcp\nufw delete limit proto tcp to 0.0.0.0/0 port 80\n",
                    "rule: limit\nport: '80'\nproto: tcp\ndelete: true\n"),
            example("a policy", ON, "default: deny\ndirection: outgoing\nlogging: high\n"),
            example("to be disabled", ON, "state: disabled\n")
        };
    }

    private static Example example(String title, String before, String yaml) {
        return new Example(title, before, yaml).after(FIRST);
    }
}
