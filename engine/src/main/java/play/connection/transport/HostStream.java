package play.connection.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A TCP connection that a host has made for us. Both directions may be used by different threads. */
public interface HostStream extends Closeable {
    /** @throws Refused by the first read, where it is only then known that the connection could not be made */
    InputStream in();

    /** What is written is on its way only after a flush; a peer that does not read holds the writer back. */
    OutputStream out();

    /** Nothing more is sent; the other direction stays open. */
    void endOutput() throws IOException;

    /** Ends both directions. Does not wait. */
    @Override
    void close() throws IOException;

    /** The host could not make the connection; the message is its reason. */
    final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }

        /** Its SSH server does not make connections for this user. */
        public static Refused forbidden() {
            return new Refused(
                    "its sshd forbids it; AllowTcpForwarding and PermitOpen of its sshd_config must allow it");
        }
    }
}
