package play.connection.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import play.connection.transport.Endpoint;
import play.connection.transport.HostStream;

/** A connection this machine has made itself. */
record SocketStream(Socket socket, InputStream in, OutputStream out) implements HostStream {
    static SocketStream to(Endpoint endpoint) throws IOException {
        Socket socket = new Socket();
        boolean open = false;
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(endpoint.address(), endpoint.port()));
            SocketStream stream = new SocketStream(socket, socket.getInputStream(), socket.getOutputStream());
            open = true;
            return stream;
        } catch (UnknownHostException e) {
            throw new Refused("no address is known for " + endpoint.address());
        } catch (IOException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        } finally {
            if (!open) {
                socket.close();
            }
        }
    }

    @Override
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
