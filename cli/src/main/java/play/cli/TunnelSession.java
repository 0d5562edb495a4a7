package play.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import play.connection.Connections;
import play.connection.Forward;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Endpoint;
import play.diag.Diagnostic;
import play.diag.DiagnosticText;
import play.diag.Printable;
import play.diag.ProblemList;
import play.diag.Suggestions;
import play.event.Redactor;
import play.expression.ExpressionException;
import play.host.HostException;
import play.lab.LabException;
import play.run.Access;
import play.run.HostAccess;
import play.source.SourceFile;
import play.source.Span;
import play.tunnel.Route;
import play.tunnel.ServiceLookup;
import play.tunnel.Target;
import play.tunnel.TunnelException;
import play.vault.Vault;
import play.vault.VaultPassword;

/** One call of {@code play tunnel}, from its words to its exit code. */
final class TunnelSession {
    private static final int GENERIC = 1;
    private static final int FAILED = 2;
    private static final int BACKLOG = 50;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Arguments arguments;
    private final Terminal terminal;
    private final Redactor redactor = new Redactor();
    private final Span host;
    private final Span way;

    /** @param arguments with two words that are no options */
    TunnelSession(Arguments arguments, Terminal terminal) {
        this.arguments = arguments;
        this.terminal = terminal;
        String name = arguments.rest().getFirst();
        SourceFile line = new SourceFile("command line", String.join(" ", arguments.rest()));
        host = line.span(0, name.length());
        way = line.span(name.length() + 1, line.text().length());
    }

    /** Ends by an interruption of this thread, which is what Ctrl-C becomes. */
    int run() throws UsageException, InterruptedException {
        try (Interruptions _ = Interruptions.of(Thread.currentThread())) {
            Route route = Route.read(way);
            List<VaultPassword> passwords = Passwords.vault(arguments);
            passwords.forEach(password -> redactor.learnText(password.password()));
            ProblemList problems = new ProblemList();
            Loaded loaded = Loaded.read(arguments, Loaded.Asked.of(List.of()), new Vault(passwords), problems);
            checkHost(loaded, problems);
            if (!problems.isEmpty()) {
                Loaded.print(problems.sorted(), arguments, terminal.err());
            }
            return problems.hasErrors() ? RunSession.PROBLEMS : listen(route, loaded);
        } catch (TunnelException e) {
            return refuse(RunSession.PROBLEMS, e.diagnostic());
        }
    }

    private void checkHost(Loaded loaded, ProblemList problems) {
        String name = host.text();
        if (loaded.inventory().host(name).isPresent()) {
            return;
        }
        String detail = loaded.inventory().group(name).isPresent()
                ? "'" + name + "' is a group: a tunnel goes through one host, such as "
                        + String.join(" or ", loaded.inventory().hostsOf(name)) + "."
                : "The inventory has no host '" + name + "'."
                        + hint(name, loaded.inventory().hosts().keySet());
        problems.report(Diagnostic.error("unknown-host", "Unknown host", detail, host));
    }

    private static String hint(String name, Set<String> hosts) {
        String near = Suggestions.hint(name, hosts);
        return near.isEmpty() && !hosts.isEmpty() ? " It has " + String.join(", ", hosts) + "." : near;
    }

    private int listen(Route route, Loaded loaded) throws UsageException, InterruptedException {
        Access access = AccessOptions.read(arguments);
        access.password().ifPresent(redactor::learn);
        access.become().password().ifPresent(redactor::learn);
        loaded.variables().witness(redactor::learn);
        try (ServerSocket listener = new ServerSocket(route.localPort(), BACKLOG, InetAddress.getByAddress(LOOPBACK))) {
            return connect(route, listener, loaded, access);
        } catch (IOException e) {
            return refuse(
                    RunSession.PROBLEMS,
                    Diagnostic.error(
                            "local-port",
                            "Cannot listen on the local port",
                            "Port " + route.localPort() + " of this machine: " + e.getMessage()
                                    + ". Take another, or 0 for any that is free.",
                            way));
        }
    }

    private int connect(Route route, ServerSocket listener, Loaded loaded, Access access) throws InterruptedException {
        try (Connections connections = new Connections(notice -> complain(notice.host() + ": " + notice.text()))) {
            loaded.bringUpLabs(terminal.err()::println);
            HostAccess hosts = new HostAccess(connections, loaded.variables(), access, loaded.inventory()::isImplicit);
            ConnectionSpec spec = hosts.spec(host.text());
            Endpoint to = switch (route.target()) {
                case Target.Address address -> address.endpoint();
                case Target.Service service -> new ServiceLookup(host.text(), hosts.shell(host.text())).find(service);
            };
            try (Forward forward = connections.forward(spec, new Forward.Route(listener, to, this::complain))) {
                return forwarding(
                        forward,
                        listener,
                        route.target() + (route.target() instanceof Target.Service ? " (" + to + ")" : ""));
            }
        } catch (LabException e) {
            terminal.err().println("play: " + e.getMessage());
            return GENERIC;
        } catch (ExpressionException e) {
            return refuse(RunSession.PROBLEMS, e.diagnostic());
        } catch (TunnelException e) {
            return refuse(FAILED, e.diagnostic());
        } catch (HostException.BecomeFailed e) {
            return refuse(
                    FAILED, Diagnostic.error("become-failed", "Cannot become the user", e.getMessage() + ".", host));
        } catch (HostException e) {
            return refuse(
                    RunSession.PROBLEMS,
                    Diagnostic.error("unreachable", "Host is unreachable", e.getMessage() + ".", host));
        }
    }

    private int forwarding(Forward forward, ServerSocket listener, String to) {
        terminal.out()
                .println("Forwarding 127.0.0.1:" + listener.getLocalPort() + " to " + to + " by " + host.text()
                        + "; Ctrl-C ends it");
        terminal.out().flush();
        try {
            forward.awaitLoss();
        } catch (InterruptedException e) {
            return 0;
        }
        return refuse(
                RunSession.PROBLEMS,
                Diagnostic.error(
                        "unreachable",
                        "Connection to the host is lost",
                        "The connection to " + host.text() + " is lost, and the tunnel with it.",
                        host));
    }

    private void complain(String sentence) {
        terminal.err().println("play: " + Printable.lines(redactor.redact(sentence), "  "));
    }

    private int refuse(int code, Diagnostic problem) {
        terminal.err().print(redactor.redact(DiagnosticText.render(problem)));
        return code;
    }
}
