package play.connection.ssh;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import play.value.Bytes;

/** A running {@code ssh-agent}, spoken to by its protocol (draft-miller-ssh-agent). */
final class Agent {
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGNATURE = 14;
    private static final int MOST = 256 << 10;

    private final Path socket;

    Agent(Path socket) {
        this.socket = socket;
    }

    /** A key the agent holds. */
    record Key(Bytes blob, String comment) {}

    /** The agent can't be asked, or says no. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    List<Key> keys() throws Failed {
        ByteBuffer answer = ask(IDENTITIES, message(out -> out.writeByte(REQUEST_IDENTITIES)));
        List<Key> keys = new ArrayList<>();
        int count = answer.getInt();
        for (int i = 0; i < count; i++) {
            keys.add(new Key(Bytes.of(string(answer)), Bytes.of(string(answer)).utf8()));
        }
        return List.copyOf(keys);
    }

    /**
     * Signs.
     *
     * @param flags 2 for rsa-sha2-256, 4 for rsa-sha2-512, else 0
     * @return the signature with the name of its algorithm, as the SSH protocol wants it
     */
    byte[] sign(Key key, byte[] data, int flags) throws Failed {
        return string(ask(SIGNATURE, message(out -> {
            out.writeByte(SIGN_REQUEST);
            out.writeInt(key.blob().length());
            out.write(key.blob().toArray());
            out.writeInt(data.length);
            out.write(data);
            out.writeInt(flags);
        })));
    }

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] message(Writing writing) throws Failed {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new Failed("the request could not be written: " + e);
        }
    }

    private ByteBuffer ask(int wanted, byte[] message) throws Failed {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer request = ByteBuffer.allocate(Integer.BYTES + message.length)
                    .putInt(message.length)
                    .put(message)
                    .flip();
            while (request.hasRemaining()) {
                channel.write(request);
            }
            ByteBuffer answer = answer(new DataInputStream(Channels.newInputStream(channel)));
            if (answer.get() != wanted) {
                throw new Failed("it refuses");
            }
            return answer;
        } catch (IOException e) {
            throw new Failed("no answer at " + socket);
        }
    }

    private static ByteBuffer answer(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > MOST) {
            throw new IOException("not an agent");
        }
        return ByteBuffer.wrap(in.readNBytes(length));
    }

    private static byte[] string(ByteBuffer buffer) throws Failed {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new Failed("its answer is broken");
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }
}
