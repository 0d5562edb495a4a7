package play.modules.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static play.modules.testing.Asking.ask;
import static play.modules.testing.Asking.found;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Script;
import play.host.StateKey;
import play.module.Answer;
import play.modules.testing.Daemon;
import play.modules.testing.WebServer;
import play.testkit.LocalHost;

class WaitForModuleTest {
    private static final WaitForModule MODULE = new WaitForModule();

    private final WebServer server;

    WaitForModuleTest() throws IOException {
        server = new WebServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anOpenPortIsFound() {
        int port = server.port();
        assertEquals((long) port, found(ask(MODULE, Map.of("port", port))).get("port"));
        assertTrue(assertInstanceOf(Answer.Waiting.class, ask(MODULE, Map.of("port", port, "state", "stopped")))
                .why()
                .contains("still accepts"));
    }

    @Test
    void aClosedPortIsWaitedForWithWhatListensInstead() throws IOException {
        int free = Daemon.freePort();
        Answer.Waiting waiting =
                assertInstanceOf(Answer.Waiting.class, ask(MODULE, Map.of("port", free, "msg", "no API")));
        assertTrue(
                waiting.why().startsWith("no API (127.0.0.1 port " + free + " accepts no connection"), waiting.why());
        assertTrue(waiting.why().contains(String.valueOf(server.port())), waiting.why());
        found(ask(MODULE, Map.of("port", free, "state", "stopped")));
    }

    @Test
    void whatAServerSaysIsSearched() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> greet(socket));
            Map<String, Object> written =
                    Map.of("port", socket.getLocalPort(), "search_regex", "^hello (\\w+)$", "connect_timeout", 2);
            assertEquals(List.of("there"), found(ask(MODULE, written)).get("match_groups"));
            Map<String, Object> named = new HashMap<>(written);
            named.put("search_regex", "(?P<a_word>h\\w+) (\\w+)( none)?");
            Map<String, ?> result = found(ask(MODULE, named));
            assertEquals(Arrays.asList("hello", "there", null), result.get("match_groups"));
            assertEquals(Map.of("a_word", "hello"), result.get("match_groupdict"));
            assertEquals("(?P<a_word>h\\w+) (\\w+)( none)?", result.get("search_regex"));
            assertInstanceOf(
                    Answer.Waiting.class,
                    ask(MODULE, Map.of("port", socket.getLocalPort(), "search_regex", "bye", "connect_timeout", 1)));
        }
    }

    private static void greet(ServerSocket socket) {
        try {
            while (true) {
                // Left open: a server that has spoken need not close.
                socket.accept().getOutputStream().write("hello there\n".getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Test
    void everyWayToTryAPortTellsTheSame(@TempDir Path tools) throws IOException {
        int open = server.port();
        int closed = Daemon.freePort();
        Ports ports = new Ports(Duration.ofSeconds(30), false);
        List<StateKey<Port>> keys = List.of(ports.at("127.0.0.1", open), ports.at("127.0.0.1", closed));
        for (String way : List.of("bash timeout", "curl", "")) {
            Path only = Files.createDirectory(tools.resolve("only " + way));
            install(only, "awk grep base64 tr head " + way);
            var states = ports.parse(
                    keys,
                    LocalHost.run(
                            Script.of("PATH='" + only + "'\n" + ports.read(keys).text())));
            assertTrue(String.valueOf(states.get(keys.getFirst())).contains("Open"), way + states);
            assertTrue(String.valueOf(states.get(keys.getLast())).contains("Closed"), way + states);
        }
    }

    @Test
    void everyWayTakesAnAddressOfIpv6(@TempDir Path tools) throws IOException {
        try (ServerSocket six = new ServerSocket(0, 5, InetAddress.getByName("::1"))) {
            Ports ports = new Ports(Duration.ofSeconds(30), false);
            List<StateKey<Port>> keys = List.of(ports.at("::1", six.getLocalPort()));
            for (String way : List.of("bash timeout", "curl")) {
                Path only = Files.createDirectory(tools.resolve("only " + way));
                install(only, "grep base64 tr head " + way);
                var states = ports.parse(
                        keys,
                        LocalHost.run(Script.of(
                                "PATH='" + only + "'\n" + ports.read(keys).text())));
                assertTrue(String.valueOf(states.get(keys.getFirst())).contains("Open"), way + states);
            }
        }
    }

    @Test
    void aHostWithoutToolsCannotTellAboutOthers(@TempDir Path tools) {
        install(tools, "awk base64 tr head");
        Ports ports = new Ports(Duration.ofSeconds(2), false);
        List<StateKey<Port>> keys = List.of(ports.at("192.0.2.1", 80));
        var states = ports.parse(
                keys,
                LocalHost.run(
                        Script.of("PATH=" + tools + "\n" + ports.read(keys).text())));
        assertTrue(String.valueOf(states.get(keys.getFirst())).contains("install bash, nc or curl"), states.toString());
    }

    @Test
    void aFileIsWaitedForAndSearched(@TempDir Path folder) throws IOException {
        Path flag = folder.resolve("flag");
        Map<String, Object> written = Map.of("path", flag.toString(), "search_regex", "^ready$");
        assertInstanceOf(Answer.Waiting.class, ask(MODULE, written));
        Files.writeString(flag, "starting\n");
        assertTrue(assertInstanceOf(Answer.Waiting.class, ask(MODULE, written))
                .why()
                .contains("nothing that matches"));
        Files.writeString(flag, "starting\nready\n");
        found(ask(MODULE, written));
        assertInstanceOf(Answer.Waiting.class, ask(MODULE, Map.of("path", flag.toString(), "state", "absent")));
    }

    /** Puts these tools, and no others, into a folder. */
    private static void install(Path folder, String tools) {
        String write = "printf '#!/bin/sh\\nexec %s \"$@\"\\n' \"$(command -v $t)\" >$t; chmod +x $t";
        LocalHost.run(Script.of("cd '" + folder + "'; for t in " + tools + "; do " + write + "; done"));
    }
}
