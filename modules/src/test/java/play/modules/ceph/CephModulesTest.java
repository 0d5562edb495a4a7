package play.modules.ceph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.FileState;
import play.host.Files;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

class CephModulesTest {
    private static final String FSID = "0f5c1d6e-7a0b-4a54-9f0e-0c5a6b7c8d9e";
    private static final String OTHER = "11111111-7a0b-4a54-9f0e-0c5a6b7c8d9e";
    private static final String KEY = "AQAAAAAAAAAAABAAMDEyMzQ1Njc4OWFiY2RlZg==";
    private static final Map<String, Object> CLIENT = Map.of("fsid", FSID);
    private static final FileState FILE = new FileState.Regular(
            FileState.Attributes.of("root", "root", new Mode(0600)),
            new Foreseen.Exactly<>("x"),
            new Foreseen.Exactly<>(1L));

    private static String why(Plan plan) {
        return assertInstanceOf(Plan.Rejected.class, plan).why();
    }

    private static Action.Run run(Plan plan) {
        return assertInstanceOf(
                Action.Run.class,
                assertInstanceOf(Plan.Change.class, plan).actions().getFirst());
    }

    /** A folder that is there, with nothing in it, on a host where root acts. */
    private static KnownStates folder(String file, String folder) {
        FileState directory = new FileState.Directory(FileState.Attributes.of("root", "root", new Mode(0755)));
        return new KnownStates()
                .with(Files.at(file), FileState.ABSENT)
                .with(Files.at(folder), directory)
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)));
    }

    private static final Resource<CephdeployConfModule.Params> CONF = new CephdeployConfModule();
    private static final Resource<CephdeployKeyringModule.Params> KEYRING = new CephdeployKeyringModule();

    private static CephdeployConfModule.Params conf(Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of(
                "fsid",
                FSID,
                "monitors",
                List.of(Map.of("name", "a", "address", "10.0.0.1"), Map.of("name", "b", "address", "10.0.0.2")),
                "public_network",
                "10.0.0.0/24"));
        given.putAll(more);
        return Parameters.of(CONF, given);
    }

    private static List<String> wrong(Map<String, Object> more) {
        return CONF.check(conf(more)).stream().map(Binding.Fault::message).toList();
    }

    private static String written(Plan plan) {
        Action.WriteFile write = assertInstanceOf(
                Action.WriteFile.class,
                assertInstanceOf(Plan.Change.class, plan).actions().getFirst());
        return write.content().masked().orElse("");
    }

    @Test
    void theConfigurationHasSectionsInOrderAndBothAddressesOfEachMonitor() {
        assertEquals(
                """
                [global]
                fsid = 0f5c1d6e-7a0b-4a54-9f0e-0c5a6b7c8d9e
                mon_host = [v2:10.0.0.1:3300,v1:10.0.0.1:6789],[v2:10.0.0.2:3300,v1:10.0.0.2:6789]
                mon_initial_members = a,b
                osd_pool_default_size = 2
                public_network = 10.0.0.0/24

                [mon]
                mon_data_avail_warn = 5
                """,
                written(CONF.plan(
                        conf(Map.of(
                                "settings",
                                Map.of(
                                        "mon",
                                        Map.of("mon data-avail warn", "5"),
                                        "global",
                                        Map.of("osd_pool_default_size", "2")))),
                        folder("/etc/ceph/ceph.conf", "/etc/ceph"))));
        assertEquals(List.of(), wrong(Map.of()));
    }

    @Test
    void aConfigurationThatNobodyCouldUseIsRefused() {
        assertTrue(wrong(Map.of("monitors", List.of())).getFirst().startsWith("monitors is empty"));
        List<String> all = wrong(Map.of(
                "monitors",
                List.of(Map.of("name", "a", "address", "10.0.0.1"), Map.of("name", "a", "address", "127.0.1.1")),
                "settings",
                Map.of("global", Map.of("mon host", "x"))));
        assertEquals("two monitors are called a, or have that address", all.get(0));
        assertTrue(all.get(1).startsWith("a has the address 127.0.1.1, at which no other host finds it"));
        assertEquals("settings has the option mon_host, for which there is a parameter", all.get(2));
    }

    private static CephdeployKeyringModule.Params keyring(Content key) {
        return Parameters.of(
                KEYRING,
                Map.of("name", "mon.", "key", key, "caps", Map.of("mon", "allow *"), "dest", "/etc/ceph/mon.keyring"));
    }

    private static String kept(Content key) {
        return written(KEYRING.plan(keyring(key), folder("/etc/ceph/mon.keyring", "/etc/ceph")));
    }

    @Test
    void aKeyIsNeverShown() {
        assertEquals("[mon.]\n\tkey = ***\n\tcaps mon = \"allow *\"\n", kept(Content.of(KEY)));
        assertEquals(
                "[mon.]\n\tkey = (known after the run)\n\tcaps mon = \"allow *\"\n",
                kept(new Content.Inline(List.of(new Content.Part.Later("later")))));
        String refusal =
                KEYRING.check(keyring(Content.of("hunter2"))).getFirst().message();
        assertTrue(refusal.startsWith("key is not a key of Ceph") && !refusal.contains("hunter2"), refusal);
    }

    private static Plan mon(boolean first, MonStore store, Observed<CephQuorum> quorum) {
        Resource<CephdeployMonModule.Params> module = new CephdeployMonModule();
        Map<String, Object> given = new HashMap<>(Map.of("name", "c", "fsid", FSID));
        if (first) {
            given.put("initial_members", List.of(Map.of("name", "c", "address", "10.0.0.3")));
        }
        CephClient asking = new CephClient(
                FSID, "mon.", Optional.of("/etc/ceph/ceph.mon.keyring"), "/etc/ceph/ceph.conf", Duration.ofSeconds(5));
        KnownStates known =
                new KnownStates().with(MonStore.at("c"), store).with(Files.at("/etc/ceph/ceph.mon.keyring"), FILE);
        return module.plan(Parameters.of(module, given), known.with(new CephQuorum.Family(asking).key(), quorum));
    }

    private static final Observed<CephQuorum> SILENCE = new Observed.Unknown<>("no quorum of monitors within 5 s");

    private static Observed<CephQuorum> answers(String monitors) {
        return Observed.read(CephQuorumTest.quorum(monitors));
    }

    @Test
    void aFirstMonitorBringsItsOwnMapAndOneThatJoinsTheClusters() {
        assertTrue(run(mon(true, MonStore.ABSENT, SILENCE))
                .script()
                .text()
                .contains("monmaptool --create --clobber --fsid " + FSID
                        + " --addv c '[v2:10.0.0.3:3300,v1:10.0.0.3:6789]'"));
        String joining =
                run(mon(false, MonStore.ABSENT, answers("ab"))).script().text();
        assertTrue(joining.contains("ctl mon getmap") && !joining.contains("monmaptool"), joining);
    }

    @Test
    void noSecondClusterIsMadeBesideTheOneThatAnswers() {
        assertTrue(why(mon(true, MonStore.ABSENT, answers("ab")))
                .startsWith("the cluster is there (in quorum: a, b), and c is none of its monitors"));
        assertInstanceOf(Plan.Undetermined.class, mon(false, MonStore.ABSENT, SILENCE));
        assertTrue(why(mon(false, MonStore.ABSENT, answers("aB")))
                .startsWith("adding the monitor c is refused: some monitors are out of quorum (b)"));
    }

    @Test
    void aStoreThatIsThereIsNeverTouched() {
        assertEquals(Plan.UNCHANGED, mon(true, new MonStore(true, FSID), SILENCE));
        assertEquals(Plan.UNCHANGED, mon(false, new MonStore(true, ""), SILENCE));
        assertTrue(why(mon(true, new MonStore(true, OTHER), SILENCE))
                .startsWith("/var/lib/ceph/mon/ceph-c belongs to the cluster " + OTHER));
    }

    @Test
    void aMonitorWhoseLossWouldLoseTheQuorumStays() {
        Resource<CephdeployMonRemoveModule.Params> module = new CephdeployMonRemoveModule();
        CephdeployMonRemoveModule.Params params = Parameters.of(module, Map.of("name", "a", "client", CLIENT));
        KnownStates known = new KnownStates().with(new MonMember.Family(params.client()).at("a"), new MonMember(true));
        StateKey<CephQuorum> quorum = new CephQuorum.Family(params.client()).key();
        assertTrue(run(module.plan(params, known.with(quorum, answers("abc"))))
                .script()
                .text()
                .contains("ctl mon remove a"));
        assertTrue(why(module.plan(params, known.with(quorum, answers("abC"))))
                .startsWith("removing the monitor a is refused: without a only 1 of 2"));
    }

    private static OsdDevice device(String busy, String holds, String cluster, boolean ready) {
        return new OsdDevice(
                true,
                busy,
                holds,
                cluster.isEmpty()
                        ? OsdDevice.Osd.NONE
                        : new OsdDevice.Osd(cluster, new Foreseen.Exactly<>("7"), new Foreseen.Exactly<>("u-7"), ready),
                6L << 30);
    }

    private static final OsdDevice EMPTY = device("", "", "", false);

    private static Plan osd(OsdDevice device) {
        Resource<CephdeployOsdModule.Params> module = new CephdeployOsdModule();
        return module.plan(
                Parameters.of(module, Map.of("device", "/dev/vdb", "fsid", FSID)),
                new KnownStates().with(OsdDevice.at("/dev/vdb"), device));
    }

    @Test
    void onlyAnEmptyDeviceBecomesAnOsd() {
        assertTrue(run(osd(EMPTY)).script().text().contains("ceph-osd -c /etc/ceph/ceph.conf --mkfs"));
        assertEquals("there is no block device /dev/vdb", why(osd(OsdDevice.MISSING)));
        assertTrue(why(osd(device("mounted at /srv", "ext4", "", false)))
                .startsWith("/dev/vdb is mounted at /srv: an OSD takes only a device that is proven empty"));
        assertTrue(why(osd(device("", "LVM2_member", "", false)))
                .contains("`cephdeploy_zap` with `device: /dev/vdb` empties it"));
        assertTrue(why(osd(device("", "data without a known signature", "", false)))
                .startsWith("/dev/vdb holds data without a known signature"));
        assertTrue(why(osd(device("", "ceph_bluestore", OTHER, true)))
                .startsWith("/dev/vdb carries osd.7 of another cluster, " + OTHER));
        assertEquals(
                "/dev/vdb has 1024 MiB; an OSD needs 5 GiB",
                why(osd(new OsdDevice(true, "", "", OsdDevice.Osd.NONE, 1L << 30))));
    }

    @Test
    void anOsdThatIsThereStaysAndGetsItsFolderBack() {
        assertEquals(Plan.UNCHANGED, osd(device("", "ceph_bluestore", FSID, true)));
        String script =
                run(osd(device("", "ceph_bluestore", FSID, false))).script().text();
        assertTrue(
                script.contains("prime-osd-dir") && !script.contains("--mkfs") && !script.contains("osd new"), script);
    }

    private static Plan zap(OsdDevice device, OsdMember member) {
        Resource<CephdeployZapModule.Params> module = new CephdeployZapModule();
        CephdeployZapModule.Params params = Parameters.of(module, Map.of("device", "/dev/vdb", "fsid", FSID));
        return module.plan(
                params,
                new KnownStates()
                        .with(OsdDevice.at("/dev/vdb"), device)
                        .with(new OsdMember.Family(params.access().client()).at("u-7"), member));
    }

    @Test
    void nothingThatIsUsedOrCountedUponIsEmptied() {
        assertEquals(Plan.UNCHANGED, zap(EMPTY, OsdMember.ABSENT));
        assertTrue(run(zap(device("", "ext4", "", false), OsdMember.ABSENT))
                .script()
                .text()
                .contains("wipefs -q -a"));
        assertTrue(run(zap(device("", "ceph_bluestore", FSID, true), OsdMember.ABSENT))
                .script()
                .text()
                .contains("wipefs -q -a"));
        assertTrue(why(zap(device("held by dm-0", "LVM2_member", "", false), OsdMember.ABSENT))
                .startsWith("/dev/vdb is held by dm-0"));
        assertTrue(why(zap(device("", "ceph_bluestore", FSID, true), new OsdMember(true, "7")))
                .startsWith("/dev/vdb carries osd.7, on which the cluster counts"));
    }

    @Test
    void whatIsNoBlockDeviceIsNoneToTheScriptThatReadsDevices() {
        StateKey<OsdDevice> none = OsdDevice.at("/dev/null");
        StateKey<OsdDevice> missing = OsdDevice.at("/dev/no-such-device");
        LocalHost host = LocalHost.reading(List.of(none, missing));
        assertEquals(Observed.read(OsdDevice.MISSING), host.of(none));
        assertEquals(Observed.read(OsdDevice.MISSING), host.of(missing));
    }

    private static Plan pool(CephPool there, Map<String, Object> more) {
        Resource<CephdeployPoolModule.Params> module = new CephdeployPoolModule();
        Map<String, Object> given = new HashMap<>(Map.of("name", "kube", "application", "rbd", "client", CLIENT));
        given.putAll(more);
        CephdeployPoolModule.Params params = Parameters.of(module, given);
        return module.plan(params, new KnownStates().with(new CephPool.Family(params.client()).at("kube"), there));
    }

    @Test
    void aPoolGetsWhatDiffers() {
        CephPool right = new CephPool(true, true, 3, 2, "on", List.of("rbd"));
        assertEquals(Plan.UNCHANGED, pool(right, Map.of()));
        String script =
                run(pool(CephPool.ABSENT, Map.of("pg_num", 16))).script().text();
        assertTrue(
                script.endsWith("run create kube 16\n"
                        + "run set kube size 3\n"
                        + "run set kube min_size 2\n"
                        + "run set kube pg_autoscale_mode on\n"
                        + "run application enable kube rbd\n"),
                script);
        assertTrue(run(pool(new CephPool(true, true, 3, 2, "warn", List.of("rbd")), Map.of()))
                .script()
                .text()
                .endsWith("}\nrun set kube pg_autoscale_mode on\n"));
        assertEquals(
                "the pool kube is used by cephfs, not by rbd",
                why(pool(new CephPool(true, true, 3, 2, "on", List.of("cephfs")), Map.of())));
        assertEquals(
                "min_size 4 is larger than size 3: nothing could ever be written",
                Parameters.wrong(
                        new CephdeployPoolModule(),
                        Map.of("name", "kube", "application", "rbd", "client", CLIENT, "min_size", 4)));
    }

    private static Plan user(CephUser there, Map<String, Object> more) {
        Resource<CephdeployUserModule.Params> module = new CephdeployUserModule();
        Map<String, Object> given = new HashMap<>(Map.of(
                "name", "client.kube", "key", Content.of(KEY), "caps", Map.of("mon", "profile rbd"), "client", CLIENT));
        given.putAll(more);
        CephdeployUserModule.Params params = Parameters.of(module, given);
        return module.plan(
                params, new KnownStates().with(new CephUser.Family(params.client()).at("client.kube"), there));
    }

    @Test
    void theKeyOfAUserGoesByStandardInputOnly() {
        Plan plan = user(CephUser.ABSENT, Map.of());
        assertEquals(
                "[client.kube]\n\tkey = " + KEY + "\n\tcaps mon = \"profile rbd\"\n",
                run(plan).script().stdin().utf8());
        assertFalse(run(plan).script().text().contains(KEY));
        assertFalse(plan.toString().contains(KEY), plan.toString());
    }

    @Test
    void aUserIsComparedByItsKeysDigestAndItsCaps() {
        CephUser right = new CephUser(true, Bytes.of(KEY).sha256(), Map.of("mon", "profile rbd"));
        assertEquals(Plan.UNCHANGED, user(right, Map.of()));
        assertInstanceOf(Plan.Change.class, user(new CephUser(true, "other", Map.of("mon", "profile rbd")), Map.of()));
        assertInstanceOf(Plan.Change.class, user(right, Map.of("caps", Map.of("mon", "allow r"))));
        assertInstanceOf(
                Plan.Undetermined.class,
                user(right, Map.of("key", new Content.Inline(List.of(new Content.Part.Later("later"))))));
        CephdeployUserModule module = new CephdeployUserModule();
        assertEquals(
                "a user that is to be there needs key and caps",
                Parameters.wrong(module, Map.of("name", "client.kube", "client", CLIENT)));
        Map<String, Object> self =
                Map.of("name", "client.kube", "state", "absent", "client", Map.of("fsid", FSID, "user", "client.kube"));
        assertTrue(Parameters.wrong(module, self).startsWith("client.kube cannot delete itself"));
    }
}
