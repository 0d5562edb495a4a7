package play.galaxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import play.value.Bytes;

/** A Galaxy server of this machine that speaks as the real ones do; versions of collections come two a page. */
final class GalaxySite implements AutoCloseable {
    private static final int PAGE = 2;

    private final HttpServer server;
    private final String api;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, List<String>> versions = new ConcurrentHashMap<>();

    /** Paths that were asked for. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** @param api {@code v2} or {@code v3} */
    GalaxySite(String api) throws IOException {
        this.api = api;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        json("/api/", "{\"available_versions\": {\"v1\": \"v1/\", \"" + api + "\": \"" + api + "/\"}}");
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void file(String path, byte[] content) {
        files.put(path, content);
    }

    void json(String path, String content) {
        file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** @param dependencies a mapping of JSON */
    void collection(String name, String version, String dependencies) throws IOException {
        String[] parts = name.split("\\.");
        byte[] archive = new Tars()
                .file(
                        "MANIFEST.json",
                        "{\"collection_info\": {\"namespace\": \"" + parts[0] + "\", \"name\": \"" + parts[1]
                                + "\", \"version\": \"" + version + "\", \"dependencies\": " + dependencies + "}}")
                .file("roles/one/tasks/main.yml", "- debug: {msg: '" + name + " " + version + "'}\n")
                .gzipped();
        String file = "/files/" + name + "-" + version + ".tar.gz";
        file(file, archive);
        versions.computeIfAbsent(name, any -> new ArrayList<>()).add(version);
        byte[] digest = Bytes.digest().digest(archive);
        json(
                base(name) + version + "/",
                "{\"download_url\": \"" + file + "\", \"artifact\": {\"sha256\": \""
                        + HexFormat.of().formatHex(digest) + "\"}, \"metadata\": {\"dependencies\": " + dependencies
                        + "}}");
        List<String> all = versions.get(name);
        for (int from = 0; from < all.size(); from += PAGE) {
            page(name, all, from);
        }
    }

    private void page(String name, List<String> all, int from) {
        int to = Math.min(from + PAGE, all.size());
        String items = all.subList(from, to).stream()
                .map(version -> "{\"version\": \"" + version + "\"}")
                .collect(Collectors.joining(", ", "[", "]"));
        String next = to == all.size() ? "null" : "\"" + base(name) + "?offset=" + to + "\"";
        json(
                base(name) + (from == 0 ? "?limit=100" : "?offset=" + from),
                api.equals("v3")
                        ? "{\"data\": " + items + ", \"links\": {\"next\": " + next + "}}"
                        : "{\"results\": " + items + ", \"next\": " + next + "}");
    }

    private String base(String name) {
        return "/api/" + api + "/collections/" + name.replace('.', '/') + "/versions/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        byte[] content = files.get(path);
        exchange.sendResponseHeaders(content == null ? 404 : 200, content == null ? -1 : content.length);
        if (content != null) {
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
