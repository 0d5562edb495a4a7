package play.connection.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import play.connection.transport.HostStream;

/** A connection that a host has made for us, as a channel. */
record ChannelStream(DirectConnection channel, InputStream in, OutputStream out) implements HostStream {
    /** The end of a channel's output is its own message; the channel stays. */
    @Override
    public void endOutput() throws IOException {
        out.close();
    }

    /** The host confirms it only when whoever it connected to has taken all. */
    @Override
    public void close() {
        Thread.ofVirtual().start(this::end);
    }

    private void end() {
        try {
            channel.close();
        } catch (IOException e) {
            // the connection is lost, and the channel with it
        }
    }
}
