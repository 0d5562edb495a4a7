package play.tunnel;

import java.time.Duration;
import play.connection.transport.Endpoint;
import play.diag.Diagnostic;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shell;

/**
 * Asks the API server for a service, from a host of the control plane and with the administrator's access that lies
 * there.
 */
public final class ServiceLookup {
    private static final String KUBECONFIG = "/etc/kubernetes/admin.conf";
    private static final int NO_PROGRAM = 69;
    private static final int NO_ACCESS = 66;
    private static final int NO_RIGHT = 77;

    private static final Script LIST = Script.of("""
        command -v kubectl >/dev/null 2>&1 || exit %d
        if ! [ -r %s ]; then [ "$(id -u)" = 0 ] && exit %d; id -un; exit %d; fi
        exec kubectl --kubeconfig=%2$s --request-timeout=15s get services --all-namespaces --output=json
        """.formatted(NO_PROGRAM, KUBECONFIG, NO_ACCESS, NO_RIGHT))
            .within(Duration.ofSeconds(30));

    private final String host;
    private final Shell shell;

    /** @param shell on {@code host}, as somebody who may read the administrator's access */
    public ServiceLookup(String host, Shell shell) {
        this.host = host;
        this.shell = shell;
    }

    /** The address and port of the service. */
    public Endpoint find(Target.Service wanted) throws TunnelException, HostException, InterruptedException {
        ScriptResult result = shell.run(LIST);
        if (!result.succeeded()) {
            throw refused(reason(result), wanted);
        }
        return Services.parse(result.out())
                .orElseThrow(() -> refused("kubectl on " + host + " did not answer in JSON.", wanted))
                .find(wanted);
    }

    private String reason(ScriptResult result) {
        String other = " Name a host of the control plane, or ADDRESS:PORT instead of the service.";
        return switch (result.exitCode()) {
            case NO_PROGRAM -> "There is no kubectl on " + host + " to ask for its address." + other;
            case NO_ACCESS -> "There is no " + KUBECONFIG + " on " + host + " to ask for its address with." + other;
            case NO_RIGHT ->
                result.out().strip() + " may not read " + KUBECONFIG + " on " + host
                        + ", to ask for its address. Become root (-b)." + other;
            default ->
                "kubectl on " + host + " can't tell its address: "
                        + result.err().strip();
        };
    }

    private static TunnelException refused(String detail, Target.Service wanted) {
        return new TunnelException(
                Diagnostic.error("service-lookup", "Service cannot be looked up", detail, wanted.span()));
    }
}
