package play.modules.web;

import java.util.Locale;
import java.util.Optional;
import play.modules.downloads.CurlText;
import play.param.SecretText;

/**
 * A request as curl's configuration text, which it reads on its standard input: header values and passwords are in no
 * list of processes and in no file.
 */
final class CurlConfig {
    /** Ends every answer, so that the parts of what curl prints can be told apart. */
    private static final String TRAILER =
            "\n%{http_code} %{size_header} %{size_download} %{num_redirects} %{url_effective}";

    /** An empty cookie has curl send what it gets on the way, as browsers do. */
    private final CurlText text =
            new CurlText().flag("silent").flag("show-error").flag("include").set("cookie", "");

    private CurlConfig() {}

    /** The configuration of a request. */
    static String of(HttpRequest request) {
        CurlConfig config = new CurlConfig();
        HttpOptions options = request.options();
        config.set("url", request.url());
        config.method(request.method().toUpperCase(Locale.ROOT));
        options.headers().forEach((name, value) -> config.set("header", header(name, value.reveal())));
        options.urlUsername()
                .ifPresent(user -> config.set(
                        "user",
                        user + ":"
                                + options.urlPassword().map(SecretText::reveal).orElse("")));
        if (options.force()) {
            config.set("header", "Cache-Control: no-cache");
        }
        config.identity(options);
        request.body().sent().ifPresent(sent -> config.set("data-raw", sent.reveal()));
        request.file().ifPresent(file -> config.set("data-binary", file));
        config.type(request);
        config.security(options);
        config.text.flag("location", options.follows(request.method()));
        config.set("max-time", String.valueOf(Math.max(1, options.timeout().toSeconds())));
        config.set("write-out", TRAILER);
        return config.text.toString();
    }

    /** curl spells a header without value with a semicolon. */
    private static String header(String name, String value) {
        return value.isEmpty() ? name + ";" : name + ": " + value;
    }

    /** By itself curl would say that a file is a form. */
    private void type(HttpRequest request) {
        Optional<String> type = request.body().type(request.options());
        boolean none = type.isEmpty()
                && request.file().isPresent()
                && request.options().headers().keySet().stream()
                        .noneMatch(name -> name.equalsIgnoreCase("content-type"));
        type.map(value -> "Content-Type: " + value)
                .or(() -> none ? Optional.of("Content-Type:") : Optional.empty())
                .ifPresent(header -> set("header", header));
    }

    private void method(String method) {
        if (method.equals("HEAD")) {
            text.flag("head");
        } else {
            set("request", method);
        }
    }

    private void identity(HttpOptions options) {
        options.httpAgent().ifPresent(agent -> set("user-agent", agent));
        text.flag("netrc-optional", options.useNetrc() && options.urlUsername().isEmpty());
        text.flag("negotiate", options.useGssapi());
        if (options.useGssapi() && options.urlUsername().isEmpty()) {
            set("user", ":");
        }
        if (!options.useProxy()) {
            set("noproxy", "*");
        }
        if (!options.ciphers().isEmpty()) {
            set("ciphers", String.join(":", options.ciphers()));
        }
    }

    private void security(HttpOptions options) {
        text.flag("insecure", !options.validateCerts());
        options.caPath().ifPresent(path -> set("cacert", path));
        options.clientCert().ifPresent(path -> set("cert", path));
        options.clientKey().ifPresent(path -> set("key", path));
        options.unixSocket().ifPresent(path -> set("unix-socket", path));
    }

    private void set(String name, String value) {
        text.set(name, value);
    }
}
