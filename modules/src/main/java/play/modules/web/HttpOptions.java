package play.modules.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.NoEffect;
import play.param.SecretText;

/** How a web server is asked: parameters that {@code uri} and {@code http_request} have in common. */
public record HttpOptions(
        @Doc("Headers to send, by name; values are never shown.") @Default("{}")
        Map<String, SecretText> headers,

        @Doc("User name for basic authentication.") @Alias("user")
        Optional<String> urlUsername,

        @Doc("Password for basic authentication.") @Alias("password")
        Optional<SecretText> urlPassword,

        @Doc("Whether user name and password go with the first request.")
        @Default("true")
        @NoEffect("They always do. Leave it out.")
        boolean forceBasicAuth,

        @Doc("Status codes that mean success.") @Default("200")
        List<Integer> statusCode,

        @Doc("Whether the result has the body, as content.") @Default("false")
        boolean returnContent,

        @Doc("How long the answer may take.") @Default("30") Duration timeout,

        @Doc("Which redirects are followed: all, none (or no), or safe: those of GET and HEAD.")
        @Default("safe")
        @Matches(value = "(?i)all|yes|true|safe|urllib2|none|no|false", expected = "all, safe or none")
        String followRedirects,

        @Doc("Whether the server's certificate must be valid.") @Default("true")
        boolean validateCerts,

        @Doc("File on the task's host with the CAs to trust.") @HostPath
        Optional<String> caPath,

        @Doc("File on the task's host with the client's certificate.") @HostPath
        Optional<String> clientCert,

        @Doc("File on the task's host with the client's key.") @HostPath
        Optional<String> clientKey,

        @Doc("What the request says of the program that sends it (User-Agent).")
        Optional<String> httpAgent,

        @Doc("Whether proxies are used that the environment of the task names.") @Default("true")
        boolean useProxy,

        @Doc("Whether ~/.netrc on the task's host may bring user name and password, where the task has none.")
        @Default("true")
        boolean useNetrc,

        @Doc("Whether the user's ticket of Kerberos is offered.") @Default("false")
        boolean useGssapi,

        @Doc("Ciphers of TLS that are offered, by their names in OpenSSL.") @Default("[]")
        List<String> ciphers,

        @Doc("Whether caches on the way are asked for what is newest.") @Default("false")
        boolean force,

        @Doc("Whether an answer that is compressed on its way is decompressed.")
        @Default("true")
        @NoEffect("Nothing is asked for that would be. Leave it out.")
        boolean decompress,

        @Doc("Socket on the task's host to connect to instead of the address in the URL.") @HostPath
        Optional<String> unixSocket) {
    /** Whether redirects of a request with this method are followed. */
    boolean follows(String method) {
        return switch (followRedirects.toLowerCase(Locale.ROOT)) {
            case "all", "yes", "true" -> true;
            case "none", "no", "false" -> false;
            default -> method.equalsIgnoreCase("GET") || method.equalsIgnoreCase("HEAD");
        };
    }
}
