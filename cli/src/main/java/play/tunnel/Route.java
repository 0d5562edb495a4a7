package play.tunnel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.connection.transport.Endpoint;
import play.diag.Diagnostic;
import play.source.Span;

/**
 * {@code LOCAL_PORT:SERVICE}. A slash tells services of Kubernetes from addresses.
 *
 * @param localPort 0: any that is free
 */
public record Route(int localPort, Target target) {
    private static final int MOST = 65535;
    private static final Pattern LOCAL = Pattern.compile("([0-9]{1,5}):(.*)");
    private static final Pattern SERVICE =
            Pattern.compile("([a-z0-9-]{1,63})/([a-z0-9-]{1,63})(?::([a-z0-9-]{1,15}))?");
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)\\]|([A-Za-z0-9._-]+)):([0-9]{1,5})");

    /** @param word where it stands on the command line */
    public static Route read(Span word) throws TunnelException {
        Matcher local = LOCAL.matcher(word.text());
        if (!local.matches() || Integer.parseInt(local.group(1)) > MOST) {
            throw refused(
                    "'" + word.text() + "' does not begin with a port of this machine: a number up to " + MOST
                            + " and a colon. 0 takes any port that is free.",
                    word);
        }
        Span target = word.file().span(word.start() + local.start(2), word.end());
        return new Route(
                Integer.parseInt(local.group(1)), local.group(2).contains("/") ? service(target) : address(target));
    }

    private static Target service(Span word) throws TunnelException {
        Matcher service = SERVICE.matcher(word.text());
        if (!service.matches()) {
            throw refused(
                    "'" + word.text()
                            + "' is not a Kubernetes service: NAMESPACE/NAME, or NAMESPACE/NAME:PORT where it has"
                            + " several ports.",
                    word);
        }
        return new Target.Service(service.group(1), service.group(2), Optional.ofNullable(service.group(3)), word);
    }

    private static Target address(Span word) throws TunnelException {
        Matcher address = ADDRESS.matcher(word.text());
        if (!address.matches()) {
            throw refused(
                    "'" + word.text()
                            + "' is neither NAMESPACE/NAME, a service of Kubernetes, nor ADDRESS:PORT, what the host"
                            + " reaches by it.",
                    word);
        }
        int port = Integer.parseInt(address.group(3));
        if (port < 1 || port > MOST) {
            throw refused("'" + address.group(3) + "' is not a port: ports are 1 to " + MOST + ".", word);
        }
        return new Target.Address(
                new Endpoint(Optional.ofNullable(address.group(1)).orElseGet(() -> address.group(2)), port), word);
    }

    private static TunnelException refused(String detail, Span place) {
        return new TunnelException(Diagnostic.error("tunnel-route", "Invalid tunnel route", detail, place));
    }
}
