package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.contract.ModuleContract;
import play.host.Script;
import play.host.StateKey;
import play.module.Plan;
import play.testkit.LocalHost;
import play.testkit.LocalSubject;
import play.testkit.Parameters;

/** Archives from the web, and what stays because it is newer. */
class UnarchiveSourcesTest {
    private static final UnarchiveModule MODULE = new UnarchiveModule();

    private Path folder = Path.of("/");
    private Path out = Path.of("/");
    private final HttpServer server = server();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void pack(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        out = Files.createDirectory(folder.resolve("out"));
        String script = "set -e; umask 022; cd '" + folder
                + "'; mkdir in; echo one >in/one; echo two >in/two; touch -d @1000000 in/*; tar -czf a.tgz -C in .";
        assertEquals(0, LocalHost.run(Script.of(script)).exitCode());
        server.createContext("/", exchange -> {
            boolean there = exchange.getRequestURI().getPath().equals("/files/a.tgz");
            byte[] bytes = there ? Files.readAllBytes(folder.resolve("a.tgz")) : new byte[0];
            exchange.sendResponseHeaders(there ? 200 : 404, there ? bytes.length : -1);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Map<String, Object> written(String src) {
        return new HashMap<>(Map.of("src", src, "remote_src", true, "dest", out.toString()));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void keepsTheContract(Map<String, Object> written) throws Exception {
        for (boolean right : List.of(false, true)) {
            LocalSubject<UnarchiveModule.Params> subject =
                    new LocalSubject<>(MODULE, Parameters.of(MODULE, written), out);
            assertEquals(List.of(), ModuleContract.violations(subject, right));
        }
    }

    @Test
    void anArchiveOfTheWebIsFetchedByTheHostAndComparedAtEachRun() throws Exception {
        keepsTheContract(written(url("/files/a.tgz?token=x#y")));
        assertEquals("two\n", Files.readString(out.resolve("two")));
    }

    private static Plan plan(Map<String, Object> written) {
        UnarchiveModule.Params params = Parameters.of(MODULE, written);
        List<StateKey<?>> keys = new ArrayList<>(MODULE.probes(params));
        Plan plan = MODULE.plan(params, LocalHost.reading(keys));
        if (plan instanceof Plan.Needs(List<StateKey<?>> more)) {
            keys.addAll(more);
            plan = MODULE.plan(params, LocalHost.reading(keys));
        }
        return plan;
    }

    @Test
    void whatTheServerDoesNotHaveIsNotKnown() {
        Plan.Undetermined plan = assertInstanceOf(Plan.Undetermined.class, plan(written(url("/other.tgz"))));
        assertTrue(plan.why().contains("/other.tgz") && plan.why().contains("404"), plan.why());
    }

    @Test
    void addressesThatCannotBeAskedForAreRefusedBeforeTheRun() {
        assertTrue(Parameters.wrong(MODULE, written("https://me:hunter2@host/a.tgz"))
                .contains("must have no user"));
        assertTrue(Parameters.wrong(MODULE, written("https://host/a|b.tgz")).contains("%7C"));
        assertTrue(Parameters.wrong(MODULE, written("")).contains("or a URL"));
    }

    @Test
    void whatIsNewerStays() throws Exception {
        Files.writeString(out.resolve("one"), "mine\n");
        Files.writeString(out.resolve("two"), "old\n");
        Files.setLastModifiedTime(out.resolve("two"), FileTime.fromMillis(0));
        Map<String, Object> written = written(folder + "/a.tgz");
        written.put("keep_newer", true);
        keepsTheContract(written);
        assertEquals("mine\n", Files.readString(out.resolve("one")));
        assertEquals("two\n", Files.readString(out.resolve("two")));
        written.put("keep_newer", false);
        written.put("extra_opts", List.of("--keep-newer-files"));
        assertEquals(Plan.UNCHANGED, plan(written));
        assertEquals("mine\n", Files.readString(out.resolve("one")));
        written.remove("extra_opts");
        keepsTheContract(written);
        assertEquals("one\n", Files.readString(out.resolve("one")));
    }
}
