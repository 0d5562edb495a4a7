package play.connection.openssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import play.connection.transport.Endpoint;
import play.connection.transport.HostStream;

/**
 * Forwards of a control connection of {@code ssh}: it listens on a socket in our folder for each endpoint, and has the
 * host connect whenever somebody connects there. Only its log says why the host could not.
 */
final class ControlForwards {
    private static final String REFUSAL = "open failed: ";
    private static final String FORBIDDEN = "administratively prohibited";

    private final Path folder;
    private final Function<List<String>, ProcessBuilder> control;
    private final Map<Endpoint, Path> sockets = new HashMap<>();

    /** @param control a command of {@code ssh} to its control connection, given options */
    ControlForwards(Path folder, Function<List<String>, ProcessBuilder> control) {
        this.folder = folder;
        this.control = control;
    }

    static Path log(Path folder) {
        return folder.resolve("log");
    }

    HostStream connect(Endpoint to) throws IOException {
        Path socket = socket(to);
        int told = refusals().size();
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean open = false;
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            open = true;
        } finally {
            if (!open) {
                channel.close();
            }
        }
        return new Forwarded(
                channel, new Answer(Channels.newInputStream(channel), told), Channels.newOutputStream(channel));
    }

    private synchronized Path socket(Endpoint to) throws IOException {
        Path known = sockets.get(to);
        if (known != null) {
            return known;
        }
        Path socket = folder.resolve("forward-" + sockets.size());
        Process asked = control.apply(List.of("-O", "forward", "-L", socket + ":" + to))
                .redirectErrorStream(true)
                .start();
        asked.getOutputStream().close();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (asked.waitFor() != 0) {
                throw new HostStream.Refused("ssh does not forward: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        sockets.put(to, socket);
        return socket;
    }

    private List<String> refusals() throws IOException {
        if (!Files.exists(log(folder))) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log(folder), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(REFUSAL))
                    .map(line -> line.substring(line.indexOf(REFUSAL) + REFUSAL.length()))
                    .toList();
        }
    }

    private Optional<String> refusal(int told) throws IOException {
        List<String> all = refusals();
        return all.size() > told ? Optional.of(all.getLast()) : Optional.empty();
    }

    private static HostStream.Refused refused(String words) {
        return words.startsWith(FORBIDDEN)
                ? HostStream.Refused.forbidden()
                : new HostStream.Refused(words.replaceFirst("^connect failed: ", ""));
    }

    private record Forwarded(SocketChannel channel, InputStream in, OutputStream out) implements HostStream {
        @Override
        public void endOutput() throws IOException {
            channel.shutdownOutput();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** An end before the first byte may be a refusal. */
    private final class Answer extends FilterInputStream {
        private final int told;
        private boolean begun;

        Answer(InputStream in, int told) {
            super(in);
            this.told = told;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count < 0 && !begun) {
                Optional<String> refusal = refusal(told);
                if (refusal.isPresent()) {
                    throw refused(refusal.get());
                }
            }
            begun = true;
            return count;
        }
    }
}
