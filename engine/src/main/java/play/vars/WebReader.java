package play.vars;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import play.expression.call.LookupContext.WebRequest;
import play.web.AnyCertificate;
import play.web.Authorities;
import play.web.Proxies;

/** Asks a server for one text. A login goes to the server it is meant for, and to none that a redirect names. */
final class WebReader {
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_REDIRECTS = 10;
    private static final int OK = 200;
    private static final int NO_LONGER_OK = 300;
    private static final int UNAUTHORIZED = 401;
    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);

    private static final Set<String> PERSONAL = Set.of("authorization", "cookie", "proxy-authorization");

    private final WebRequest request;
    private final Proxies proxies = new Proxies(System.getenv());

    WebReader(WebRequest request) {
        this.request = request;
    }

    String read() throws IOException {
        URI address = address(request.address());
        boolean proxied = request.proxies() && proxies.of(address).isPresent();
        try (HttpClient client = client(proxied)) {
            return read(client, address, request.loginFirst() || proxied);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was interrupted", e);
        }
    }

    private String read(HttpClient client, URI first, boolean loginFirst) throws IOException, InterruptedException {
        URI address = first;
        boolean login = loginFirst;
        for (int asked = 0; asked <= MOST_REDIRECTS; asked++) {
            HttpResponse<InputStream> answer = client.send(
                    asking(address, isSameServer(first, address), login), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                Optional<String> next = answer.headers().firstValue("location");
                int status = answer.statusCode();
                if (status >= OK && status < NO_LONGER_OK) {
                    return text(body);
                }
                if (ELSEWHERE.contains(status) && request.redirects() && next.isPresent()) {
                    address = address(address.resolve(URI.create(next.get())).toString());
                } else if (status == UNAUTHORIZED && !login && request.login().isPresent()) {
                    login = true;
                } else {
                    throw new IOException("it answers with status " + status);
                }
            } catch (IllegalArgumentException e) {
                throw new IOException("it leads to what is no address", e);
            }
        }
        throw new IOException("it leads elsewhere more than " + MOST_REDIRECTS + " times");
    }

    private static boolean isSameServer(URI one, URI other) {
        return one.getScheme().equals(other.getScheme()) && one.getAuthority().equals(other.getAuthority());
    }

    private URI address(String written) throws IOException {
        try {
            URI address = URI.create(written);
            if (!String.valueOf(address.getScheme()).matches("https?") || address.getHost() == null) {
                throw new IOException("only addresses that begin with http:// or https:// and name a host are asked");
            }
            Optional<String> fault = request.proxies() ? proxies.fault(address) : Optional.empty();
            if (fault.isPresent()) {
                throw new IOException("it " + fault.get());
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw new IOException("that is no address", e);
        }
    }

    /** What says who asks is for the server that was named. */
    private HttpRequest asking(URI address, boolean named, boolean login) throws IOException {
        HttpRequest.Builder asking = HttpRequest.newBuilder(address).timeout(request.patience());
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            try {
                if (named || !PERSONAL.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                    asking.header(header.getKey(), header.getValue());
                }
            } catch (IllegalArgumentException e) {
                // Its message may quote the value.
                throw new IOException("the header '" + header.getKey()
                        + "' is one that this client sets itself, or no header has such a name or value");
            }
        }
        if (named && login) {
            request.login()
                    .map(given -> given.user() + ":" + given.password())
                    .map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
                    .ifPresent(text -> asking.setHeader("Authorization", "Basic " + text));
        }
        return asking.build();
    }

    private static String text(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("it answers with more than 16 MiB");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What logs in to a proxy takes over what servers want to know, too. */
    private HttpClient client(boolean proxied) throws IOException {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(request.patience()).followRedirects(HttpClient.Redirect.NEVER);
        if (proxied) {
            proxies.over(client);
        }
        if (request.trust().any()) {
            client.sslContext(AnyCertificate.context());
        } else if (request.trust().authorities().isPresent()) {
            client.sslContext(trusting(request.trust().authorities().get()));
        }
        return client.build();
    }

    private static SSLContext trusting(Path authorities) throws IOException {
        try (InputStream in = Files.newInputStream(authorities)) {
            return Authorities.only(in);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates in '" + authorities + "' can't be read", e);
        }
    }
}
