package play.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that notes where it is asked to lead, and leads nowhere. */
final class ClosedProxy implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    ClosedProxy(String address) throws IOException {
        this.socket = new ServerSocket(0, 10, InetAddress.getByName(address));
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The first lines of requests: {@code CONNECT registry.k8s.io:443 HTTP/1.1}. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                String line = in.readLine();
                if (line != null) {
                    asked.add(line);
                }
                client.getOutputStream()
                        .write("HTTP/1.1 502 Closed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // Of one client, or closed.
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
