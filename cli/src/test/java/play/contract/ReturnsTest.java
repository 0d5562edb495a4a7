package play.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.event.Outcome;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleRegistry;
import play.module.ModuleSpec;
import play.module.Query;
import play.module.TaskModule;
import play.param.Doc;
import play.result.ResultType;
import play.result.When;
import play.testkit.ModuleContract;
import play.testkit.ReturnedFields;

/**
 * What modules return in a run is what they say. Those that need no host of their own act on a folder of this machine;
 * the others are held to it by {@link ModuleContract}.
 */
class ReturnsTest {
    private static HttpServer server = serve();

    @TempDir
    Path folder = Path.of("/");

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
            return made;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeAll
    static void start() {
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @BeforeEach
    void thisMachine() throws IOException {
        Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {a: }, vars: {ansible_connection: local}}\n");
        Files.writeString(folder.resolve("t.j2"), "{{ inventory_hostname }}\n");
        Files.writeString(folder.resolve("there"), "one\ntwo\n");
        Files.createDirectory(folder.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("there"));
    }

    /** What came of the last of the tasks, run by this module. */
    private List<String> faults(ModuleRegistry modules, String task, boolean check) throws Exception {
        String here = task.replace("DIR", folder.toString())
                .replace("PORT", String.valueOf(server.getAddress().getPort()));
        ModuleContract.Seen seen = new TaskTrial(modules, folder, folder).run("- " + here + "\n", check);
        assertFalse(seen.outcome() instanceof Outcome.Failed, () -> task + ": " + seen.outcome());
        ResultType.Fields told = modules.find(task.substring(0, task.indexOf(':')))
                .flatMap(module -> module.spec().returns())
                .orElseThrow(() -> new AssertionError("nothing is said of the result of " + task));
        return ReturnedFields.faults(told, seen.result());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stat: {path: DIR/there}",
                "stat: {path: DIR/there, get_checksum: false}",
                "stat: {path: DIR/folder}",
                "stat: {path: DIR/link}",
                "stat: {path: /dev/null}",
                "stat: {path: DIR/nothing}",
                "command: echo x",
                "command: {cmd: echo x, creates: DIR/there}",
                "shell: echo x; echo y >&2",
                "slurp: {src: DIR/there}",
                "copy: {content: x, dest: DIR/new}",
                "copy: {src: there, dest: DIR/folder/}",
                "copy: {content: \"one\\ntwo\\n\", dest: DIR/there}",
                "template: {src: t.j2, dest: DIR/new}",
                "file: {path: DIR/new, state: directory}",
                "file: {path: DIR/new, state: touch}",
                "file: {path: DIR/new, state: link, src: there}",
                "file: {path: DIR/there, state: absent}",
                "file: {path: DIR/there, mode: '0600'}",
                "lineinfile: {path: DIR/there, line: three}",
                "lineinfile: {path: DIR/link, line: one}",
                "blockinfile: {path: DIR/there, block: three}",
                "wait_for: {path: DIR/there, search_regex: '(o)ne'}",
                "wait_for: {port: PORT}",
                "uri: {url: 'http://127.0.0.1:PORT/', return_content: true}",
                "http_request: {url: 'http://127.0.0.1:PORT/', method: POST}",
                "get_url: {url: 'http://127.0.0.1:PORT/x', checksum: none, dest: DIR/new}",
                "group: {name: root}",
                "group: {name: nobody-has-this, state: absent}",
                "pause: {seconds: 0}",
                "disk_latency: {path: DIR, limit: 10000}",
                "listen_ports_facts: {}",
                "generated_secret: {name: x, cluster: y}",
                "certgen_ca: {name: ca, cluster: y, cert_dest: DIR/ca.crt}",
                "certgen_keypair: {name: pair, cluster: y, public_dest: DIR/pair.pub, key_dest: DIR/pair.key}",
            })
    void modulesReturnWhatTheySay(String task) throws Exception {
        ModuleRegistry modules = ModuleRegistry.installed();
        assertEquals(List.of(), faults(modules, task, true), "in a dry run");
        assertEquals(List.of(), faults(modules, task, false), "in a run");
        assertEquals(List.of(), faults(modules, task, false), "in a second run");
    }

    /** Says more than it returns, and returns more than it says. */
    private static final class Liar implements Query<Liar.Params> {
        record Params() {}

        record Part(@Doc("Said to be a number.") long number) {}

        record Result(
                @Doc("Never there.") String always,

                @Doc("Never there either.") @When("it is a good day")
                Optional<String> sometimes,

                @Doc("With more than is said.") Part part,
                @Doc("A list.") List<Part> parts) {}

        @Override
        public ModuleSpec<Params> spec() {
            return ModuleSpec.of("liar", "Lies about its result.", Params.class).returns(Result.class);
        }

        @Override
        public List<StateKey<?>> probes(Params params) {
            return List.of();
        }

        @Override
        public Answer answer(Params params, Knowledge known) {
            return new Answer.Found(Map.of(
                    "part", Map.of("number", "many", "other", 1L), "parts", List.of(Map.of()), "msg", "x", "more", 1L));
        }
    }

    @Test
    void aModuleThatLiesOfItsResultIsFoundOut() throws Exception {
        List<TaskModule<?>> all = new ArrayList<>(ModuleRegistry.installed().all());
        all.add(new Liar());
        List<String> faults = faults(new ModuleRegistry(all), "liar:", false);
        assertEquals(
                List.of(
                        "'part.number' is no integer but many",
                        "it does not return 'always', which its record always has",
                        "it does not return 'parts[].number', which its record always has",
                        "it returns 'more', of which its record knows nothing",
                        "it returns 'part.other', of which its record knows nothing"),
                faults.stream().sorted().toList());
    }

    @Test
    void everyFieldOfAResultIsDocumented() {
        for (TaskModule<?> module : ModuleRegistry.installed().all()) {
            module.spec().returns().ifPresent(fields -> documented(module.spec().name(), fields));
        }
    }

    private static void documented(String place, ResultType type) {
        switch (type) {
            case ResultType.Fields fields ->
                fields.fields().forEach(field -> {
                    String where = place + "." + field.name();
                    assertTrue(field.doc().endsWith("."), () -> where + " has no sentence: " + field.doc());
                    documented(where, field.type());
                });
            case ResultType.Items(ResultType each) -> documented(place, each);
            case ResultType.Keyed(ResultType each) -> documented(place, each);
            case ResultType.Scalar scalar -> {}
            case ResultType.Any any -> {}
        }
    }
}
