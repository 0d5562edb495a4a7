package play.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import play.event.Outcome;
import play.module.ModuleRegistry;
import play.result.ResultType;

/**
 * Runs tasks in a directory of this machine, with a web server, and with programs that stand in for those that ask
 * services: they answer as the real ones did.
 */
final class StandIns implements AutoCloseable {
    private static final Path PROGRAMS =
            Path.of(System.getProperty("play.home", "")).resolve("cli/src/test/resources/returns");
    private final HttpServer server = serve();

    StandIns() {
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static HttpServer serve() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/", exchange -> {
                byte[] body = "{\"a\": [1]}".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            made.createContext(AcmeAnswers.PATH, new AcmeAnswers());
            return made;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes the files that tasks name. */
    static void prepare(Path folder) throws IOException {
        Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {a: }, vars: {ansible_connection: local}}\n");
        Files.writeString(folder.resolve("t.j2"), "{{ inventory_hostname }}\n");
        Files.writeString(folder.resolve("there"), "one\ntwo\n");
        Files.createDirectory(folder.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("there"));
        Path programs = Files.createDirectory(folder.resolve("bin"));
        try (Stream<Path> all = Files.list(PROGRAMS)) {
            for (Path program : all.toList()) {
                Path copy = Files.copy(program, programs.resolve(program.getFileName()));
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    /** What came of a task, run by this module, and by what it was run. */
    record Returned(String module, ResultType.Fields told, Object result) {
        List<String> faults() {
            return ReturnedFields.faults(told, result);
        }
    }

    /** @param task one task or several, one in a line; the last is meant */
    Returned run(ModuleRegistry modules, Path folder, String task, boolean check) throws Exception {
        String here = task.replace("ETCD", "client: {etcdctl: DIR/bin/etcdctl, endpoints: ['http://127.0.0.1:2379']}")
                .replace("KUBE", "kubectl: DIR/bin/kubectl, kubeconfig: DIR/there")
                .replace("HELM", "binary_path: DIR/bin/helm, kubeconfig: DIR/there")
                .replace("DIR", folder.toString())
                .replace("PORT", String.valueOf(server.getAddress().getPort()));
        String path = "{PATH: '" + folder.resolve("bin") + ":" + System.getenv("PATH") + "'}";
        StringBuilder tasks = new StringBuilder();
        here.lines().forEach(line -> tasks.append("- ").append(line).append("\n  environment: " + path + "\n"));
        ModuleContract.Seen seen = new TaskTrial(modules, folder, folder).run(tasks.toString(), check);
        assertFalse(seen.outcome() instanceof Outcome.Failed, () -> task + ": " + seen.outcome());
        String module = ReturnsTest.module(task);
        ResultType.Fields told = modules.find(module)
                .flatMap(found -> found.spec().returns())
                .orElseThrow(() -> new AssertionError("nothing is said of the result of " + task));
        return new Returned(module, told, seen.result());
    }
}
