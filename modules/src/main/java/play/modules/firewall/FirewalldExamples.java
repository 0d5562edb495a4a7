package play.modules.firewall;

import play.module.ModuleSpec.Example;

/** Where examples of firewalld start from: it runs, as its package starts it, unless they stop it. */
final class FirewalldExamples {
    private static final String FIRST = "- package: {name: firewalld, install_recommends: false}\n";
    private static final String BOTH = "permanent: true\nimmediate: true\nstate: enabled\n";
    private static final String STOPPED = "systemctl stop firewalld\n";

    private FirewalldExamples() {}

    static Example[] all() {
        return new Example[] {
            example("absent", "", "service: https\n" + BOTH),
            example("drifted: not at its start", "firewall-cmd -q --add-service=https\n", "service: https\n" + BOTH),
            example("right", "", "service: ssh\nzone: public\n" + BOTH),
            example("now alone", "", "port: 8080-8090/tcp\nstate: enabled\n"),
            example(
                    "a rule to be removed, wherever it holds",
                    "firewall-cmd -q --permanent --add-rich-rule='rule family=ipv4 source address=10.9.0.0/16 drop'\n",
                    "rich_rule: rule family=\"ipv4\" source address=\"10.9.0.0/16\" drop\npermanent: true\n"
                            + "immediate: true\nstate: disabled\n"),
            example(
                    "while it does not run",
                    STOPPED,
                    "port: 80/tcp\nzone: internal\npermanent: true\nimmediate: true\noffline: true\nstate: enabled\n"),
            example(
                    "an interface of another zone",
                    "firewall-cmd -q --permanent --zone=internal --add-interface=eth9\n",
                    "interface: eth9\nzone: external\npermanent: true\nstate: enabled\n"),
            example(
                    "no masquerading",
                    "firewall-cmd -q --zone=external --add-masquerade\n",
                    "masquerade: false\nzone: external\n" + BOTH),
            example(
                    "a port that goes to another",
                    "",
                    "port_forward: [{port: '80', proto: tcp, toport: '8080'}]\n" + BOTH),
            example("a zone", "", "zone: dmz2\npermanent: true\nstate: present\n"),
            example("the target of a zone", STOPPED, "zone: internal\ntarget: DROP\npermanent: true\nstate: present\n")
        };
    }

    private static Example example(String title, String before, String yaml) {
        return new Example(title, before, yaml).after(FIRST);
    }
}
