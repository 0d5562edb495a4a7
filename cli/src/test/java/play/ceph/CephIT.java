package play.ceph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import play.cluster.WantedClusters;
import play.contract.Contract;
import play.contract.ExampleHost;
import play.contract.ExampleTimes;
import play.contract.Preparation;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;
import play.module.TaskModule;

/**
 * Real monitors, managers and OSDs on three hosts: from blank to data that outlive a fault. One step after the other,
 * on the same hosts.
 */
@Tag("lab")
class CephIT {
    private static final Path PLAYBOOK = CephLab.HOME.resolve("playbooks/ceph.yml");
    private static final Path DEVICES = CephLab.HOME.resolve("cli/src/test/resources/ceph/devices.yml");
    private static final String RBD = "rbd -n client.kube ";

    @TempDir
    static Path folder = Path.of("/");

    private static final List<CephLab> labs = new ArrayList<>();
    private static final ExampleTimes times = new ExampleTimes();

    @AfterAll
    static void down() throws Exception {
        for (CephLab lab : labs) {
            lab.down();
        }
    }

    @TestFactory
    Stream<DynamicTest> fromBlankHostsToDataThatOutliveAFault() throws Exception {
        if (!WantedClusters.ofProperty().wants(WantedClusters.CEPH)) {
            return Stream.empty();
        }
        labs.add(new CephLab(folder));
        return Stream.of(
                dynamicTest("a cluster comes up from blank hosts", CephIT::aClusterComesUpFromBlankHosts),
                dynamicTest("a restricted user reads what it wrote", CephIT::aRestrictedUserReadsWhatItWrote),
                dynamicTest(
                        "the gate says which OSD is down while data stay readable",
                        CephIT::theGateSaysWhichOsdIsDownWhileDataStayReadable),
                dynamicTest(
                        "the gate says which monitor is out of quorum, and no other is removed",
                        CephIT::theGateSaysWhichMonitorIsOutOfQuorumAndNoOtherIsRemoved),
                dynamicTest("only a device that is proven empty is taken", CephIT::onlyADeviceThatIsProvenEmptyIsTaken),
                dynamicTest("every example keeps the contract", CephIT::everyExampleKeepsTheContract));
    }

    private static CephLab lab() {
        return labs.getFirst();
    }

    private static void unchanged(CephLab.Run run) {
        List<String> recap = run.ended(0)
                .printed()
                .lines()
                .filter(line -> line.contains(" changed="))
                .toList();
        assertEquals(3, recap.size(), run.printed());
        assertTrue(recap.stream().allMatch(line -> line.contains(" changed=0 ")), run.printed());
    }

    private static void aClusterComesUpFromBlankHosts() throws Exception {
        Map<String, List<String>> blank = lab().walk();
        String dry = lab().play(PLAYBOOK, "--check", "--diff").ended(0).printed();
        assertEquals(blank, lab().walk(), "the dry run changed a host");
        assertTrue(dry.contains("create /etc/ceph/ceph.conf") && dry.contains("put an OSD on /dev/vdb"), dry);
        CephLab.Run run = lab().play(PLAYBOOK, "--diff").ended(0);
        for (String secret : List.of(
                "ceph.mon", "ceph.client.admin", "ceph.client.bootstrap-osd", "ceph.mgr.store1", "ceph.client.kube")) {
            assertFalse(run.printed().contains(lab().kept(secret)), secret);
        }
        unchanged(lab().play(PLAYBOOK));
    }

    private static void aRestrictedUserReadsWhatItWrote() throws Exception {
        lab().on(
                        "store3",
                        "head -c 8388608 /dev/urandom >/root/data && " + RBD
                                + "import --no-progress /root/data kube/image");
        lab().on(
                        "store3",
                        RBD + "create --size 16M kube/bench && " + RBD
                                + "bench --io-type write --io-total 4M --io-threads 4 kube/bench >/dev/null");
        reads("image");
        assertEquals("bench\nimage", lab().on("store3", RBD + "ls kube"));
        assertTrue(lab().on("store3", "ceph -n client.kube osd pool create mine 2>&1 || true")
                .contains("access denied"));
    }

    private static void reads(String image) throws Exception {
        lab().on(
                        "store3",
                        "rm -f /root/back && " + RBD + "export --no-progress kube/" + image
                                + " /root/back && cmp /root/data /root/back");
    }

    private static CephLab.Run gate(String timeout) throws Exception {
        return lab().play(PLAYBOOK, "--tags", "healthy", "-e", "ceph_health_timeout=" + timeout);
    }

    private static void told(CephLab.Run run, String... words) {
        run.ended(2);
        List.of(words)
                .forEach(word ->
                        assertTrue(run.printed().contains(word), () -> word + " is not said:\n" + run.printed()));
    }

    private static void theGateSaysWhichOsdIsDownWhileDataStayReadable() throws Exception {
        String osd = lab().on("store2", "ls /var/lib/ceph/osd").replace("ceph-", "");
        lab().on("store2", "systemctl stop ceph-osd@" + osd);
        told(
                gate("1s"),
                "only 2 of 3 OSDs are up",
                "OSD_DOWN: 1 osds down (osd." + osd + " (root=default,host=store2) is down)");
        reads("image");
        lab().on("store3", RBD + "import --no-progress /root/data kube/meanwhile");
        lab().on("store2", "systemctl start ceph-osd@" + osd);
        gate("120s").ended(0);
        reads("meanwhile");
    }

    private static void theGateSaysWhichMonitorIsOutOfQuorumAndNoOtherIsRemoved() throws Exception {
        lab().on("store2", "systemctl stop ceph-mon@store2");
        // The others take it for one of them until its lease has ended.
        lab().on(
                        "store1",
                        "for second in $(seq 60); do ceph quorum_status -f json | grep -q '\"quorum\":.0,1,2' || exit"
                                + " 0; sleep 1; done; exit 1");
        told(
                gate("1s"),
                "only store1, store3 of 3 monitors are in quorum",
                "MON_DOWN: 1/3 mons down, quorum store1,store3 (mon.store2");
        reads("image");
        lab().on("store2", "systemctl start ceph-mon@store2");
        gate("120s").ended(0);
        unchanged(lab().play(PLAYBOOK));
    }

    private static void onlyADeviceThatIsProvenEmptyIsTaken() throws Exception {
        for (String host : CephLab.HOSTS) {
            lab().exampleHost(host).prepare(Preparation.NONE);
        }
        lab().play(DEVICES).ended(0);
    }

    private static void everyExampleKeepsTheContract() throws Exception {
        BlockingQueue<ExampleHost> free = new ArrayBlockingQueue<>(CephLab.HOSTS.size());
        CephLab.HOSTS.forEach(host -> free.add(lab().exampleHost(host)));
        ModuleRegistry modules = ModuleRegistry.installed();
        List<Future<List<String>>> found = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(CephLab.HOSTS.size())) {
            for (TaskModule<?> module : modules.all()) {
                ModuleSpec<?> spec = module.spec();
                spec.examples().stream()
                        .filter(Contract::needsCeph)
                        .forEach(example ->
                                found.add(workers.submit(() -> violations(modules, spec.name(), example, free))));
            }
        }
        assertTrue(found.size() >= 15, "examples that need Ceph: " + found.size());
        List<String> broken = new ArrayList<>();
        for (Future<List<String>> violations : found) {
            broken.addAll(violations.get());
        }
        System.out.println(times.table());
        assertEquals("", String.join("\n", broken));
    }

    private static List<String> violations(
            ModuleRegistry modules, String module, ModuleSpec.Example example, BlockingQueue<ExampleHost> free)
            throws Exception {
        ExampleHost host = free.take();
        try {
            return new Contract(modules, host, CephLab.HOME, times).violations(module, example);
        } finally {
            free.put(host);
        }
    }
}
