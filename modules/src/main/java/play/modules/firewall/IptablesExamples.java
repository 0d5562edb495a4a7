package play.modules.firewall;

import play.module.ModuleSpec.Example;

/** Where examples of iptables start from. */
final class IptablesExamples {
    private static final String FIRST = "- package: {name: [iptables, ipset], install_recommends: false}\n";
    private static final String SSH = "iptables -A INPUT -p tcp --dport 22 -j ACCEPT\n";
    private static final String WEB = "iptables -t nat -N WEB\n";

    private IptablesExamples() {}

    static Example[] all() {
        return new Example[] {
            example(
                    "absent",
                    SSH,
                    "chain: INPUT\nprotocol: tcp\ndestination_port: http\nctstate: [NEW, ESTABLISHED]\njump: ACCEPT\n"
                            + "comment: it's \"the\" web\n"),
            example(
                    "right, written in another way",
                    SSH,
                    "chain: INPUT\nprotocol: '6'\ndestination_port: ssh\njump: ACCEPT\n"),
            example(
                    "drifted: before another, for both versions",
                    SSH + SSH,
                    "chain: INPUT\naction: insert\nip_version: both\nprotocol: tcp\n"
                            + "tcp_flags: {flags: [ALL], flags_set: [ACK, RST]}\njump: DROP\n"),
            example(
                    "with most that can be said",
                    "ipset create known hash:ip\n",
                    "chain: OUTPUT\nsource: '!10.0.0.0/8'\nout_interface: eth+\nprotocol: udp\n"
                            + "destination_ports: ['53', '1000:1010']\nsrc_range: 192.168.1.1-192.168.1.9\n"
                            + "match_set: '!known'\nmatch_set_flags: dst\nlimit: 3/minute\nlimit_burst: '9'\n"
                            + "uid_owner: root\nlog_prefix: 'out: '\nlog_level: info\nwait: '5'\n"),
            example(
                    "to be removed",
                    SSH,
                    "chain: INPUT\nprotocol: tcp\ndestination_port: '22'\njump: ACCEPT\nstate: absent\n"),
            example("that leads to a chain", WEB, "table: nat\nchain: PREROUTING\njump: WEB\n"),
            example("a chain, absent", "", "table: nat\nchain: WEB\nchain_management: true\n"),
            example("a chain, to be removed", WEB, "table: nat\nchain: WEB\nchain_management: true\nstate: absent\n"),
            example("a policy", SSH, "chain: FORWARD\npolicy: DROP\nip_version: both\n"),
            example("all rules of a chain go", SSH, "chain: INPUT\nflush: true\n"),
            example("all rules of a table go", WEB + "iptables -t nat -A WEB -j RETURN\n", "table: nat\nflush: true\n")
        };
    }

    private static Example example(String title, String before, String yaml) {
        return new Example(title, before, yaml).after(FIRST);
    }
}
