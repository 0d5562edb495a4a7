package play.web;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proxies as curl and others take them from {@code https_proxy}, {@code http_proxy} and {@code no_proxy}, in small or
 * capital letters; with a user and a password where the address has them.
 */
public final class Proxies extends ProxySelector {
    private static final int DEFAULT_PORT = 3128;

    private final Map<String, String> environment;

    public Proxies(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The same client, with these proxies. */
    public HttpClient.Builder over(HttpClient.Builder client) {
        return client.proxy(this).authenticator(new Credentials());
    }

    /**
     * Why an address cannot be reached as the environment says, in a phrase. No value is shown: it may have a password.
     */
    public Optional<String> fault(URI uri) {
        String name = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT) + "_proxy";
        String proxy = isExempt(String.valueOf(uri.getHost())) ? "" : variable(name);
        if (proxy.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI address = URI.create(whole(proxy));
            credentials(address);
            return "http".equals(address.getScheme()) && address.getHost() != null
                    ? Optional.empty()
                    : Optional.of("cannot be asked through what " + name + " names: only proxies as"
                            + " http://HOST:PORT are known");
        } catch (IllegalArgumentException e) {
            return Optional.of("cannot be asked, since " + name
                    + " is no address such as http://user:password@proxy:3128 (in the password, '%' is written %25, '@'"
                    + " %40, ' ' %20)");
        }
    }

    /** The proxy for an address, if it is not reached directly. */
    public Optional<InetSocketAddress> of(URI uri) {
        return isExempt(String.valueOf(uri.getHost()))
                ? Optional.empty()
                : address(uri.getScheme())
                        .map(proxy -> InetSocketAddress.createUnresolved(
                                proxy.getHost(), proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort()));
    }

    private boolean isExempt(String host) {
        for (String suffix : variable("no_proxy").split(",")) {
            String bare = suffix.strip().replaceFirst("^\\*?\\.", "");
            if (!bare.isEmpty() && (bare.equals("*") || host.equals(bare) || host.endsWith("." + bare))) {
                return true;
            }
        }
        return false;
    }

    private Optional<URI> address(@Nullable String scheme) {
        String proxy = variable(String.valueOf(scheme).toLowerCase(Locale.ROOT) + "_proxy");
        return proxy.isEmpty() ? Optional.empty() : Optional.of(URI.create(whole(proxy)));
    }

    private static String whole(String proxy) {
        return proxy.contains("://") ? proxy : "http://" + proxy;
    }

    /** User and password, where it has them. */
    private static Optional<PasswordAuthentication> credentials(URI proxy) {
        String[] words = String.valueOf(proxy.getRawUserInfo()).split(":", 2);
        return proxy.getRawUserInfo() == null || words.length < 2
                ? Optional.empty()
                : Optional.of(new PasswordAuthentication(
                        decoded(words[0]), decoded(words[1]).toCharArray()));
    }

    private String variable(String name) {
        return environment.getOrDefault(name, environment.getOrDefault(name.toUpperCase(Locale.ROOT), ""));
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(
                of(uri).map(address -> new Proxy(Proxy.Type.HTTP, address)).orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException problem) {
        // Whoever asked is told.
    }

    /** What a proxy is told, and no server behind it. */
    private final class Credentials extends Authenticator {
        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            if (getRequestorType() != RequestorType.PROXY) {
                return null;
            }
            return address(getRequestingURL().getProtocol())
                    .flatMap(Proxies::credentials)
                    .orElse(null);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
