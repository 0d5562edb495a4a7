package play.connection.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;

/**
 * Makes sockets without Nagle's algorithm, which would add 40 ms to every command, and knows what a server said first
 * and when it said anything last.
 */
final class PromptSockets extends SocketFactory {
    private static final int MOST = 200;

    private final StringBuffer heard = new StringBuffer();
    private volatile boolean connected;
    private volatile long lastHeard = System.nanoTime();

    /** Whether a server was reached, whatever it said. */
    boolean hasConnected() {
        return connected;
    }

    /** The first line of what a server said; empty while it has said nothing. */
    String firstWords() {
        return heard.toString().lines().findFirst().orElse("");
    }

    /** Whether a server has said anything since a moment of {@link System#nanoTime}. */
    boolean hasHeardSince(long moment) {
        return lastHeard - moment > 0;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Listened();
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("sockets are connected after they were made");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host.getHostAddress(), port);
    }

    private final class Listened extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            connected = true;
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int count = in.read(bytes, offset, length);
                    lastHeard = System.nanoTime();
                    if (count > 0 && heard.length() < MOST) {
                        heard.append(new String(bytes, offset, count, StandardCharsets.ISO_8859_1));
                    }
                    return count;
                }
            };
        }
    }
}
