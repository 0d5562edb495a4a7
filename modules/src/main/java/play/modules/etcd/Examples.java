package play.modules.etcd;

import play.module.ModuleSpec.Example;

/** An etcd of its own for examples, and what they share. */
final class Examples {
    static final String CTL = "/usr/local/bin/etcdctl ";

    static final String CLIENT = "client: {endpoints: ['http://127.0.0.1:2379'], etcdctl: /usr/local/bin/etcdctl}\n";

    static final String PROGRAMS = """
        - artifact: {name: etcd, dest: /usr/local/bin/etcd}
        - artifact: {name: etcdctl, dest: /usr/local/bin/etcdctl}
        """;

    static final String SERVER = "systemd-run --quiet --unit=example-etcd --property=Type=notify /usr/local/bin/etcd"
            + " --data-dir=/var/tmp/example-etcd\n";

    private Examples() {}

    /**
     * With an etcd that runs.
     *
     * @param then shell, once it serves
     * @param arguments but for {@code client}
     */
    static Example of(String title, String then, String arguments) {
        return new Example(title, SERVER + then, arguments + CLIENT, PROGRAMS);
    }
}
