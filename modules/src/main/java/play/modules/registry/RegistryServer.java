package play.modules.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import play.module.Progress;
import play.modules.downloads.FetchException;
import play.modules.downloads.Fetcher;
import play.param.SecretText;
import play.web.AnyCertificate;
import play.web.Authorities;
import play.web.Proxies;

/**
 * A registry or a mirror that is asked for parts of one image. Where it wants to know who asks, it is told as it says;
 * who it sends on to elsewhere is not told.
 */
final class RegistryServer implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final int MOST_OF_A_TOKEN = 1 << 20;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int UNAUTHORIZED = 401;
    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);
    private static final Pattern FIELD = Pattern.compile("([a-z]+)=\"([^\"]*)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String AUTHORIZATION = "Authorization";

    /** Manifests of an image, and lists of them for several platforms, as OCI and as Docker calls them. */
    static final String MANIFESTS =
            "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json,"
                    + " application/vnd.docker.distribution.manifest.list.v2+json,"
                    + " application/vnd.docker.distribution.manifest.v2+json";

    private final Registries.Endpoint endpoint;
    private final String repository;
    private final Progress progress;
    private final Proxies proxies = new Proxies(System.getenv());
    private final Optional<SSLContext> trust;
    private final HttpClient client;

    /** What says who asks, once the server has wanted to know. */
    private Optional<SecretText> authorization = Optional.empty();

    RegistryServer(Registries.Endpoint endpoint, String repository, Progress progress) throws PullException {
        this.endpoint = endpoint;
        this.repository = repository;
        this.progress = progress;
        this.trust = trust(endpoint);
        HttpClient.Builder made =
                HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER);
        trust.ifPresent(made::sslContext);
        if (proxies.of(URI.create(endpoint.base())).isPresent()) {
            // What logs in to a proxy takes over what servers want to know, too.
            proxies.over(made);
            authorization = endpoint.login().map(RegistryLogin::basic);
        }
        this.client = made.build();
    }

    private static Optional<SSLContext> trust(Registries.Endpoint endpoint) throws PullException {
        if (!endpoint.validates()) {
            return Optional.of(AnyCertificate.context());
        }
        if (endpoint.ca().isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] pem = endpoint.ca().get().getBytes(StandardCharsets.UTF_8);
            return Optional.of(Authorities.besides(new ByteArrayInputStream(pem)));
        } catch (GeneralSecurityException | IOException e) {
            throw PullException.here("is known by certificates that can't be read: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** @param reference a tag or a digest */
    void manifest(String reference, Path into) throws PullException, InterruptedException {
        // Registries count who fetches a manifest, not who asks for it.
        fetch("/manifests/" + reference, request -> request.HEAD(), into);
    }

    void blob(String digest, Path into) throws PullException, InterruptedException {
        // Who only asks for a blob is not told who keeps it.
        fetch("/blobs/" + digest, request -> request.header("Range", "bytes=0-0"), into);
    }

    /** @param asking how it is asked whether it is there, and who has it */
    private void fetch(String what, UnaryOperator<HttpRequest.Builder> asking, Path into)
            throws PullException, InterruptedException {
        URI address = URI.create(endpoint.base() + "/" + repository + what + endpoint.query());
        HttpResponse<?> answer = asked(address, asking);
        if (answer.statusCode() == UNAUTHORIZED) {
            authorization = Optional.of(authorized(answer));
            answer = asked(address, asking);
        }
        Optional<String> place = answer.headers().firstValue("location");
        if (ELSEWHERE.contains(answer.statusCode()) && place.isPresent()) {
            received(address.resolve(place.get()), Map.of(), into);
        } else if (answer.statusCode() == OK || answer.statusCode() == PARTIAL) {
            received(address, headers(), into);
        } else {
            throw PullException.here(
                    answer.statusCode() == UNAUTHORIZED
                            ? endpoint.login().isPresent()
                                    ? "does not take the user and the password of registry_credentials"
                                    : "wants a user and a password (registry_credentials)"
                            : "answers with status " + answer.statusCode());
        }
    }

    private Map<String, SecretText> headers() {
        Map<String, SecretText> headers = new HashMap<>(Map.of("Accept", new SecretText(MANIFESTS + ", */*")));
        authorization.ifPresent(value -> headers.put(AUTHORIZATION, value));
        return headers;
    }

    private void received(URI address, Map<String, SecretText> headers, Path into)
            throws PullException, InterruptedException {
        Fetcher.Manner manner = new Fetcher.Manner(CONNECT, SILENCE, headers, trust);
        try (Fetcher fetcher = new Fetcher(proxies, manner)) {
            fetcher.fetch(address, into, progress);
        } catch (FetchException e) {
            throw PullException.here(String.valueOf(e.getMessage()));
        }
    }

    /** An answer of which the head alone is read. */
    private HttpResponse<?> asked(URI address, UnaryOperator<HttpRequest.Builder> asking)
            throws PullException, InterruptedException {
        HttpRequest.Builder request =
                asking.apply(HttpRequest.newBuilder(address).timeout(SILENCE));
        headers().forEach((name, value) -> request.header(name, value.reveal()));
        HttpResponse<InputStream> answer = answer(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try {
            answer.body().close();
        } catch (IOException e) {
            // Nobody reads it.
        }
        return answer;
    }

    private <T> HttpResponse<T> answer(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws PullException, InterruptedException {
        Optional<String> fault = proxies.fault(request.uri());
        if (fault.isPresent()) {
            throw PullException.here(fault.get());
        }
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw PullException.here("cannot be asked (" + reason(e) + ")");
        }
    }

    /** Exceptions of the client often have no message of their own. */
    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** What the server takes, by what it says: the login itself, or a token that somebody gives for it. */
    private SecretText authorized(HttpResponse<?> refusal) throws PullException, InterruptedException {
        String challenge = refusal.headers().firstValue("www-authenticate").orElse("");
        String scheme = challenge.replaceFirst(" .*", "");
        if (scheme.equalsIgnoreCase("bearer")) {
            return token(fields(challenge));
        }
        return endpoint.login()
                .filter(login -> scheme.equalsIgnoreCase("basic"))
                .map(RegistryLogin::basic)
                .orElseThrow(() -> PullException.here("wants a user and a password (registry_credentials)"));
    }

    private static Map<String, String> fields(String challenge) {
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(challenge);
        while (matcher.find()) {
            fields.put(matcher.group(1), matcher.group(2));
        }
        return fields;
    }

    private SecretText token(Map<String, String> challenge) throws PullException, InterruptedException {
        String realm = challenge.getOrDefault("realm", "");
        String scope = challenge.getOrDefault("scope", "repository:" + repository + ":pull");
        URI address;
        try {
            address = URI.create(realm + (realm.contains("?") ? "&" : "?") + "service="
                    + encoded(challenge.getOrDefault("service", "")) + "&scope=" + encoded(scope));
        } catch (IllegalArgumentException e) {
            throw PullException.here("has its tokens given by '" + realm + "', which is no address");
        }
        if (!realm.startsWith("https://") && !endpoint.base().startsWith("http://")) {
            throw PullException.here("has its tokens given by '" + realm + "', which is not encrypted");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(SILENCE);
        endpoint.login()
                .ifPresent(login -> request.header(AUTHORIZATION, login.basic().reveal()));
        HttpResponse<InputStream> answer = answer(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            JsonNode given = JSON.readTree(body.readNBytes(MOST_OF_A_TOKEN));
            String token = given.path("token").asText(given.path("access_token").asText(""));
            if (answer.statusCode() == OK && !token.isEmpty()) {
                return new SecretText("Bearer " + token);
            }
        } catch (JacksonException e) {
            // Said below.
        } catch (IOException e) {
            throw PullException.here("has its tokens given by " + address.getHost() + ", which broke off");
        }
        throw PullException.here(
                "has its tokens given by " + address.getHost() + ", which answers with status " + answer.statusCode()
                        + (endpoint.login().isEmpty() ? "; it may want a user (registry_credentials)" : ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
