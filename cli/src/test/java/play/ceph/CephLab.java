package play.ceph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.cli.PlayProcess;
import play.contract.ExampleHost;
import play.contract.Preparation;
import play.lab.Lab;
import play.lab.LabException;

/** The hosts of the inventory {@code ceph}, each with a data disk, under another name and subnet. */
final class CephLab {
    static final Path HOME = Path.of(System.getProperty("play.home", ""));
    static final List<String> HOSTS = List.of("store1", "store2", "store3");
    private static final String NAME = "ci-ceph";
    private static final String SUBNET = "10.91.12";

    private final Lab lab = new Lab(HOME, line -> {});
    private final Path folder;
    private final Lab.Hosts hosts;

    /** What {@code play} printed, and its exit code. */
    record Run(int code, String printed) {
        Run ended(int wanted) {
            assertEquals(wanted, code, printed);
            return this;
        }
    }

    /**
     * Blank hosts.
     *
     * @param folder for the inventory, the state and what is printed
     */
    CephLab(Path folder) throws IOException, LabException, InterruptedException {
        this.folder = folder;
        lab.call(List.of("down", "--name", NAME, "--purge"));
        lab.call(List.of(
                "up",
                "--name",
                NAME,
                "--subnet",
                SUBNET,
                "--hosts",
                String.join(" ", HOSTS),
                "--data-disks",
                "1",
                "--data-size",
                "6G"));
        this.hosts = lab.up(NAME, SUBNET, HOSTS);
        Path inventory =
                Files.createDirectories(folder.resolve("inventory/group_vars")).getParent();
        for (String file : List.of("hosts.yml", "group_vars/all.yml")) {
            String text = Files.readString(HOME.resolve("inventories/ceph").resolve(file));
            Files.writeString(
                    inventory.resolve(file),
                    text.replaceAll("(?m)^name: ceph$", "name: " + NAME).replace("10.79.0", SUBNET));
        }
    }

    /** {@code play run} in a process of its own, with a state folder of its own. */
    Run play(Path playbook, String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "run", playbook.toString(), "-i", folder.resolve("inventory").toString()));
        words.addAll(List.of(options));
        PlayProcess ended = PlayProcess.run(folder, "play", words);
        return new Run(ended.code(), ended.printed());
    }

    /** The output of a shell command run on a host as root, without {@code play}. */
    String on(String host, String command) throws LabException, InterruptedException {
        return String.join("\n", call("exec", host, "sh", "-c", command));
    }

    /** What is on each host, found without {@code play}. */
    Map<String, List<String>> walk() throws LabException, InterruptedException {
        Map<String, List<String>> walks = new LinkedHashMap<>();
        for (String host : HOSTS) {
            walks.put(host, call("walk", host));
        }
        return walks;
    }

    /** The value of a key that the controller keeps. */
    String kept(String secret) throws IOException {
        try (var files = Files.walk(folder.resolve("state"))) {
            return Files.readString(
                    files.filter(file -> file.endsWith(secret)).findFirst().orElseThrow());
        }
    }

    private List<String> call(String command, String... arguments) throws LabException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command, "--name", NAME));
        words.addAll(List.of(arguments));
        return lab.call(words);
    }

    void down() throws LabException, InterruptedException {
        call("down", "--purge");
    }

    /** A host for examples, which has Ceph's packages and nothing else of Ceph. */
    ExampleHost exampleHost(String name) {
        return new Stripped(name);
    }

    private final class Stripped implements ExampleHost {
        /** Takes off what a cluster leaves on a host. */
        private static final String STRIP = """
            systemctl stop 'ceph-osd@*' 'ceph-mgr@*' 'ceph-mon@*'
            systemctl reset-failed
            rm -rf /etc/systemd/system/ceph-* /etc/systemd/system/ceph*.target.wants/*@*
            find /var/lib/ceph/mon /var/lib/ceph/mgr /var/lib/ceph/osd \\
              /var/lib/ceph/bootstrap-osd /var/log/ceph -mindepth 1 -delete
            find /etc/ceph -type f ! -name rbdmap -delete
            umount /dev/vdb 2>/dev/null
            wipefs -q -a /dev/vdb
            dd if=/dev/zero of=/dev/vdb bs=1M count=10 conv=nocreat 2>/dev/null
            chown root:disk /dev/vdb
            ip address del 192.0.2.11/24 dev lo 2>/dev/null
            ip address del 192.0.2.12/24 dev lo 2>/dev/null
            systemctl daemon-reload
            """;

        private final String name;

        Stripped(String name) {
            this.name = name;
        }

        @Override
        public String inventory() {
            return ExampleHost.inventory(name, hosts);
        }

        @Override
        public void prepare(Preparation preparation)
                throws IOException, LabException, InterruptedException, Preparation.Failed {
            on(name, STRIP);
            preparation.run();
        }

        @Override
        public void script(String script) throws LabException, InterruptedException {
            on(name, script);
        }

        @Override
        public List<String> walk() throws LabException, InterruptedException {
            return call("walk", name);
        }
    }
}
