package play.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real browser without a window, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE = 60;

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

    /** @param profile an empty directory, in which it leaves all that it writes */
    Browser(Path profile) throws Exception {
        process = started(profile);
        URI tools = listening(process);
        HttpResponse<String> tab = client.send(
                HttpRequest.newBuilder(URI.create("http://" + tools.getAuthority() + "/json/new?about:blank"))
                        .method("PUT", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        URI page =
                URI.create(JSON.readTree(tab.body()).get("webSocketDebuggerUrl").asText());
        socket = client.newWebSocketBuilder().buildAsync(page, new Listener()).get(PATIENCE, TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    private static Process started(Path profile) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--window-size=1300,900",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TMPDIR", profile.toString());
        return builder.start();
    }

    /** Where it says that it listens; what it says later is read and forgotten. */
    private static URI listening(Process process) throws IOException {
        BufferedReader said = process.errorReader();
        List<String> before = new ArrayList<>();
        @Nullable String line = said.readLine();
        while (line != null && !line.startsWith("DevTools listening on ")) {
            before.add(line);
            line = said.readLine();
        }
        if (line == null) {
            throw new IOException("the browser did not start: " + before);
        }
        Thread.ofVirtual().start(() -> said.lines().forEach(rest -> {}));
        return URI.create(line.substring("DevTools listening on ".length()));
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                take(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void take(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            if (message.has("id")) {
                Objects.requireNonNull(answers.remove(message.get("id").asInt()))
                        .complete(message);
                return;
            }
            JsonNode told = message.path("params");
            switch (message.path("method").asText()) {
                case "Runtime.exceptionThrown" -> complaints.add(told.toString());
                case "Runtime.consoleAPICalled" -> complaints.add(told.toString());
                case "Log.entryAdded" -> complaints.add(told.toString());
                case "Page.javascriptDialogOpening" -> complaints.add(told.toString());
                case "Network.requestWillBeSent" ->
                    requests.add(told.path("request").path("url").asText());
                case "Page.loadEventFired" -> loaded.complete(null);
                default -> {}
            }
        } catch (IOException e) {
            complaints.add(e.toString());
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int id = number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .get(PATIENCE, TimeUnit.SECONDS);
        JsonNode said = answer.get(PATIENCE, TimeUnit.SECONDS);
        if (said.has("error")) {
            throw new IOException(method + ": " + said.get("error"));
        }
        return said.get("result");
    }

    /** Opens a file and waits until it is shown. */
    void open(Path file) throws Exception {
        complaints.clear();
        requests.clear();
        loaded = new CompletableFuture<>();
        call("Page.navigate", Map.of("url", file.toUri().toString()));
        loaded.get(PATIENCE, TimeUnit.SECONDS);
    }

    /** What an expression comes to in the page. */
    JsonNode value(String expression) throws Exception {
        JsonNode said =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (said.has("exceptionDetails")) {
            throw new IOException(expression + ": " + said.get("exceptionDetails"));
        }
        return said.path("result").path("value");
    }

    /** The text of the first element that a selector finds, as it is seen. */
    String text(String selector) throws Exception {
        return value("document.querySelector(" + JSON.writeValueAsString(selector) + ").innerText")
                .asText();
    }

    int count(String selector) throws Exception {
        return value("document.querySelectorAll(" + JSON.writeValueAsString(selector) + ").length")
                .asInt();
    }

    /** How many elements a selector finds, once these are so many or they have had time to come. */
    int countOnce(int wanted, String selector) throws Exception {
        for (int i = 0; i < 250 && count(selector) != wanted; i++) {
            Thread.sleep(20);
        }
        return count(selector);
    }

    /** Presses the mouse in the middle of an element. */
    void click(String selector) throws Exception {
        JsonNode middle = middle(selector);
        for (String type : List.of("mousePressed", "mouseReleased")) {
            mouse(type, middle.get("x").asDouble(), middle.get("y").asDouble());
        }
    }

    private JsonNode middle(String selector) throws Exception {
        return value("(() => { const e = document.querySelector(" + JSON.writeValueAsString(selector)
                + "); e.scrollIntoView({ block: 'center' }); const r = e.getBoundingClientRect();"
                + " return { x: r.left + r.width / 2, y: r.top + r.height / 2 }; })()");
    }

    /** Moves the mouse to a place in an element, in pixels from its upper left corner. */
    void hover(String selector, int x, int y) throws Exception {
        JsonNode corner = value("(() => { const e = document.querySelector(" + JSON.writeValueAsString(selector)
                + "); e.scrollIntoView({ block: 'center' }); const r = e.getBoundingClientRect();"
                + " return { x: r.left, y: r.top }; })()");
        mouse("mouseMoved", corner.get("x").asDouble() + x, corner.get("y").asDouble() + y);
    }

    private void mouse(String type, double x, double y) throws Exception {
        call("Input.dispatchMouseEvent", Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
    }

    /** Types into the element that has the focus. */
    void type(String text) throws Exception {
        call("Input.insertText", Map.of("text", text));
    }

    /** Presses a key that has a name or is a character. */
    void key(String key) throws Exception {
        call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    byte[] screenshot() throws Exception {
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                        .get("data")
                        .asText());
    }

    /** Errors, and whatever the page wrote to its console. */
    List<String> complaints() {
        return complaints;
    }

    /** What it asked for. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        socket.abort();
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(ended -> ended.onExit().join());
    }
}
