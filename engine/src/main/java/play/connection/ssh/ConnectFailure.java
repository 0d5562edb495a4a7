package play.connection.ssh;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Words;

/** Why a server could not be connected to, from what went wrong and the first words of who answered. */
record ConnectFailure(Exception failure, String said) {
    /** What sshj says before its reason. */
    private static final String CERTIFICATE = "certificate check failed: ";

    /** What newer servers say to those they turn away. */
    private static final List<String> FULL = List.of("Exceeded MaxStartups", "Not allowed at this time");

    /** A full server closes the connection, or says a word that is no SSH before it does. */
    boolean isBusy() {
        boolean closed = switch (failure) {
            case ConnectException _, NoRouteToHostException _, SocketTimeoutException _, UnknownHostException _ ->
                false;
            case IOException _ -> true;
            default -> false;
        };
        return closed && (said.isEmpty() || FULL.stream().anyMatch(said::startsWith));
    }

    /** Completes a sentence that begins with the host. */
    String reason(ConnectionSpec.Ssh spec) {
        String limit = Words.of(spec.timing().connect());
        return switch (failure) {
            case UnknownHostException _ -> "can't be found: no address is known for " + spec.address();
            case ConnectException _ -> "refuses the connection: is sshd running there, on this port?";
            case NoRouteToHostException _ -> "can't be reached: there is no route to it";
            case SocketTimeoutException _ -> "did not answer within " + limit;
            case TimeoutException _ -> "did not answer within " + limit;
            case Exception late
            when isLate(late) ->
                "did not finish the handshake of SSH within " + limit
                        + ": it is busy, or this machine is; --timeout waits longer";
            default ->
                said.isEmpty() || said.startsWith("SSH-")
                        ? broken(String.valueOf(failure.getMessage()))
                        : "broke off while connecting: what answers there is no SSH server, it says: " + said.strip();
        };
    }

    /** sshj waits for each step by itself, and wraps what it says then. */
    private static boolean isLate(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    private static String broken(String said) {
        return said.contains(CERTIFICATE)
                ? "shows a certificate that does not hold: "
                        + said.substring(said.indexOf(CERTIFICATE) + CERTIFICATE.length())
                        + "; have its key signed anew by its CA, for this address"
                : "broke off while connecting: " + said;
    }
}
