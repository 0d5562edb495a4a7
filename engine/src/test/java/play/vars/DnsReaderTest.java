package play.vars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import play.expression.call.LookupContext;

/** A name server of its own: it knows {@code here.test}, {@code text.test} and the name of 192.0.2.7. */
class DnsReaderTest {
    private static final int HEADER = 12;
    private static final int NO_SUCH_NAME = 3;

    private DatagramSocket socket;
    private Thread server;

    @BeforeEach
    void start() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        server = Thread.ofPlatform().daemon().start(this::serve);
    }

    @AfterEach
    void stop() throws InterruptedException {
        socket.close();
        server.join();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        try {
            while (true) {
                DatagramPacket asked = new DatagramPacket(buffer, buffer.length);
                socket.receive(asked);
                byte[] answer = answer(Arrays.copyOf(buffer, asked.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
            }
        } catch (IOException e) {
            // The socket was closed: the test is over.
        }
    }

    private static byte[] answer(byte[] question) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        while (question[at] != 0) {
            name.append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII))
                    .append('.');
            at += question[at] + 1;
        }
        int type = ByteBuffer.wrap(question, at + 1, 2).getShort();
        byte[] data = data(name.toString(), type);
        boolean known =
                List.of("here.test.", "text.test.", "7.2.0.192.in-addr.arpa.").contains(name.toString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(question, 0, 2);
        out.writeShort(0x8400 | (known ? 0 : NO_SUCH_NAME));
        out.writeShort(1);
        out.writeShort(data.length == 0 ? 0 : 1);
        out.writeShort(0);
        out.writeShort(0);
        out.write(question, HEADER, at + 5 - HEADER);
        if (data.length > 0) {
            out.writeShort(0xc000 | HEADER);
            out.writeShort(type);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(data.length);
            out.write(data);
        }
        return bytes.toByteArray();
    }

    private static byte[] data(String name, int type) {
        return switch (name + type) {
            case "here.test.1" -> new byte[] {(byte) 192, 0, 2, 7};
            case "text.test.16" -> "\013v=spf1 -all".getBytes(StandardCharsets.US_ASCII);
            case "7.2.0.192.in-addr.arpa.12" -> "\004here\004test\0".getBytes(StandardCharsets.US_ASCII);
            default -> new byte[0];
        };
    }

    private Optional<List<String>> ask(String name, String type) throws IOException {
        return DnsReader.ask(new LookupContext.Question(name, type, List.of("127.0.0.1"), socket.getLocalPort()));
    }

    @Test
    void tellsRecordsAsTexts() throws IOException {
        assertEquals(Optional.of(List.of("192.0.2.7")), ask("here.test", "A"));
        assertEquals(Optional.of(List.of("v=spf1 -all")), ask("text.test.", "TXT"));
        assertEquals(Optional.of(List.of("here.test.")), ask("7.2.0.192.in-addr.arpa.", "PTR"));
    }

    @Test
    void tellsNoRecordsAndNoNameApart() throws IOException {
        assertEquals(Optional.of(List.of()), ask("here.test", "TXT"));
        assertEquals(Optional.empty(), ask("gone.test", "A"));
    }

    @Test
    void failsWhereNobodyAnswers() {
        socket.close();
        assertThrows(IOException.class, () -> ask("here.test", "A"));
    }
}
