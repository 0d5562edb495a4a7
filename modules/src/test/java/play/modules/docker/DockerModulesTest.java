package play.modules.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.host.HostState;
import play.host.ScriptResult;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;

/** What docker 20.10 and podman 4.3 tell, and what comes of it; calls of both are in the examples. */
class DockerModulesTest {
    private static final DockerContainerModule CONTAINER = new DockerContainerModule();

    private static <S extends HostState> S read(StateKey<S> key, String... parts) throws UnknownStateException {
        ScriptResult result = new ScriptResult(0, Bytes.of(String.join("\0", parts) + "\0"), Bytes.EMPTY);
        return key.family().told(List.of(key), result).of(0, key.id());
    }

    private static DockerContainerModule.Params container(Object... more) {
        Map<String, Object> all = new HashMap<>(Map.of("name", "web", "image", "app:1"));
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return Parameters.of(CONTAINER, all);
    }

    @Test
    void networksOfBothAreRead() throws UnknownStateException {
        DockerVolumeModule.Params any = Parameters.of(new DockerVolumeModule(), Map.of("name", "v"));
        DockerNetwork docker = read(DockerNetwork.at(any.access(), "n"), "found", """
            [{"Name": "n", "Driver": "bridge", "EnableIPv6": true, "Internal": true, "Attachable": false,
              "IPAM": {"Config": [{"Subnet": "172.31.5.0/24", "Gateway": "172.31.5.1"}]},
              "Options": {"a": "b"}, "Labels": {"x": "y"}}]
            """, "web\napi");
        DockerNetwork podman = read(DockerNetwork.at(any.access(), "n"), "found", """
            [{"name": "n", "driver": "bridge", "subnets": [{"subnet": "172.31.5.0/24", "gateway": "172.31.5.1"}],
              "ipv6_enabled": true, "internal": true, "labels": {"x": "y"}, "options": {"a": "b"}}]
            """, "api\nweb");
        assertEquals(docker.subnets(), podman.subnets());
        assertEquals(docker.labels(), podman.labels());
        assertEquals(docker.options(), podman.options());
        assertEquals(docker.internal(), podman.internal());
        assertEquals(docker.ipv6(), podman.ipv6());
        assertEquals(new TreeSet<>(Set.of("api", "web")), podman.members());
        assertEquals(DockerNetwork.ABSENT, read(DockerNetwork.at(any.access(), "n"), "absent"));
        assertThrows(
                UnknownStateException.class, () -> read(DockerNetwork.at(any.access(), "n"), "failed", "no daemon"));
    }

    @Test
    void whatAContainerIsLikeIsReadOfBoth() throws UnknownStateException {
        DockerContainer docker = read(container().key(), "found", """
            [{"Id": "1", "Image": "sha256:aa", "State": {"Running": true},
              "Config": {"Cmd": ["sh", "-c", "x y"], "Env": ["A=b"], "Labels": null, "User": ""},
              "HostConfig": {"Binds": ["/srv:/data:ro,z", "v:/v"], "CapAdd": ["NET_ADMIN"],
                "PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]},
                "RestartPolicy": {"Name": "always", "MaximumRetryCount": 0}, "Memory": 1024},
              "NetworkSettings": {"Networks": {"bridge": {}}}}]
            """, "");
        DockerContainer podman = read(container().key(), "found", """
            [{"Id": "1", "Image": "aa", "State": {"Running": true},
              "Config": {"Cmd": ["sh", "-c", "x y"], "Env": ["A=b"], "User": ""},
              "HostConfig": {"Binds": ["/srv:/data:ro,rprivate,rbind", "v:/v:rw,rprivate"], "CapAdd": ["CAP_NET_ADMIN"],
                "PortBindings": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}]},
                "RestartPolicy": {"Name": "always", "MaximumRetryCount": 0}, "Memory": 1024},
              "NetworkSettings": {"Networks": {"bridge": {}}}}]
            """, "");
        assertEquals(docker.aspects(), podman.aspects());
        assertEquals(docker.image(), podman.image());
    }

    @ParameterizedTest
    @CsvSource({
        "8080:80, 8080:80/tcp",
        "127.0.0.1:53:53/udp, 127.0.0.1:53:53/udp",
        "0.0.0.0:1:2, 1:2/tcp",
        "9000, :9000/tcp",
        "[::1]:1:2, ::1:1:2/tcp",
        "8000-8001:80-81, 8000:80/tcp|8001:81/tcp"
    })
    void portsAreWrittenInOneWay(String written, String normal) {
        assertEquals(new TreeSet<>(List.of(normal.split("\\|"))), ContainerWish.ports(written));
    }

    @ParameterizedTest
    @CsvSource({"64M, 67108864", "1g, 1073741824", "1.5KiB, 1536", "12, 12"})
    void sizesAreCountedIn1024s(String size, long bytes) {
        assertEquals(bytes, ContainerWish.bytes(size));
    }

    private static DockerContainer running(Map<String, Set<String>> aspects) {
        TreeMap<String, SortedSet<String>> all = new TreeMap<>();
        aspects.forEach((name, values) -> all.put(name, new TreeSet<>(values)));
        return new DockerContainer(
                true,
                true,
                new Foreseen.Exactly<>("aa"),
                new Foreseen.Exactly<>(new ContainerAspects.Held(all)),
                new Foreseen.Exactly<>(Map.of()));
    }

    @Test
    void whatAnEnvironmentHoldsIsNoArgumentAndNotShown() throws UnknownStateException {
        Plan made = plan(container("env", Map.of("A", "it's", "B", "two\nlines")), DockerContainer.ABSENT, image("aa"));
        assertEquals(
                "(\nexport B='two\nlines'\nprintf '%s\\n' 'A=it'\\''s' | client create --name web --env-file /dev/stdin"
                        + " --env B app:1 >/dev/null\n)\nclient start web >/dev/null\n",
                calls(made));
        DockerContainer now = read(
                container().key(),
                "found",
                "[{\"State\": {\"Running\": true}, \"Config\": {\"Env\": [\"PASSWORD=hunter2\"]}}]",
                "");
        assertTrue(!now.toString().contains("hunter2"), now.toString());
        assertEquals(
                Plan.UNCHANGED,
                plan(
                        container("env", Map.of("PASSWORD", "hunter2"), "comparisons", Map.of("image", "ignore")),
                        now,
                        image("aa")));
    }

    private static DockerImage image(String id) {
        return new DockerImage(true, new Foreseen.Exactly<>(id), new Foreseen.Exactly<>(Map.of()));
    }

    private static Plan plan(DockerContainerModule.Params params, DockerContainer now, DockerImage image) {
        return CONTAINER.plan(
                params,
                new KnownStates().with(params.key(), now).with(params.imageKey().orElseThrow(), image));
    }

    private static String calls(Plan plan) {
        Action.Run run =
                (Action.Run) assertInstanceOf(Plan.Change.class, plan).actions().getFirst();
        return run.script().text().replaceFirst("(?s).*\nset -e\n", "");
    }

    @Test
    void aContainerOfAnotherImageIsMadeAnew() {
        DockerContainer now = running(Map.of());
        assertEquals(Plan.UNCHANGED, plan(container(), now, image("sha256:aa")));
        assertEquals(
                "client rm --force web >/dev/null\nclient create --name web app:1 >/dev/null\n"
                        + "client start web >/dev/null\n",
                calls(plan(container(), now, image("sha256:bb"))));
        assertEquals(
                Plan.UNCHANGED, plan(container("comparisons", Map.of("image", "ignore")), now, image("sha256:bb")));
    }

    @Test
    void listsMayHaveMoreUnlessTheyMustNot() {
        DockerContainer now = running(Map.of("env", Set.of("A=b", "PATH=/bin")));
        Map<String, String> env = Map.of("A", "b");
        assertEquals(Plan.UNCHANGED, plan(container("env", env), now, image("aa")));
        assertInstanceOf(
                Plan.Change.class,
                plan(container("env", env, "comparisons", Map.of("env", "strict")), now, image("aa")));
        assertInstanceOf(Plan.Change.class, plan(container("env", Map.of("A", "c")), now, image("aa")));
        assertEquals(
                Plan.UNCHANGED,
                plan(container("env", Map.of("A", "c"), "comparisons", Map.of("*", "ignore")), now, image("aa")));
    }

    @Test
    void anotherNetworkNeedsNoNewContainer() {
        DockerContainer now = running(Map.of("networks", Set.of("one")));
        var params = container("networks", List.of(Map.of("name", "one"), Map.of("name", "two", "aliases", "api")));
        assertEquals("client network connect --alias api two web >/dev/null\n", calls(plan(params, now, image("aa"))));
    }

    @Test
    void anImageThatIsNotThereIsPulledUnlessItMustNotBe() {
        assertTrue(calls(plan(container(), DockerContainer.ABSENT, DockerImage.ABSENT))
                .startsWith("client pull --quiet app:1 >/dev/null\nclient create"));
        assertInstanceOf(
                Plan.Rejected.class, plan(container("pull", "never"), DockerContainer.ABSENT, DockerImage.ABSENT));
    }

    @Test
    void aCheckIsComparedByItsCommandAndTimes() {
        Map<String, Object> check = Map.of("test", List.of("CMD", "curl", "x"), "interval", "90s");
        DockerContainer now = running(
                Map.of("healthcheck", Set.of("CMD-SHELL\ncurl x\n"), "healthcheck-interval", Set.of("90000000000")));
        assertEquals(Plan.UNCHANGED, plan(container("healthcheck", check), now, image("aa")));
        String made = calls(plan(container("healthcheck", check), running(Map.of()), image("aa")));
        assertTrue(made.contains("--health-cmd 'curl x' --health-interval 90000ms app:1"), made);
    }

    @Test
    void onlyTheRegistryKnowsOfNewerImages() {
        assertEquals("pull", CONTAINER.check(container("pull", true)).getFirst().parameter());
        assertEquals(List.of(), CONTAINER.check(container("pull", false)));
    }

    @Test
    void aNameMayHaveItsTag() {
        assertEquals("registry:5000/app:latest", DockerImage.reference("registry:5000/app", "latest"));
        assertEquals("app:2", DockerImage.reference("app:2", "latest"));
        assertEquals("app@sha256:aa", DockerImage.reference("app@sha256:aa", "latest"));
    }
}
