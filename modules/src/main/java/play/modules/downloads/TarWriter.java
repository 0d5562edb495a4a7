package play.modules.downloads;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a tar of plain files, as ustar has it: of nobody in particular, mode 0644, and of no moment, so that the same
 * files give the same bytes. A name that ustar has no room for stands in a pax record.
 */
public final class TarWriter implements AutoCloseable {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int CHECKSUM = 148;
    private static final int BLANKS_OF_CHECKSUM = 8 * ' ';

    private final OutputStream out;

    private TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Begins an archive, in place of what the file held. */
    public static TarWriter to(Path archive) throws IOException {
        return new TarWriter(new BufferedOutputStream(Files.newOutputStream(archive), 1 << 16));
    }

    /** Adds a file with what another one holds. */
    public void add(String name, Path file) throws IOException {
        long size = Files.size(file);
        begin(name, size);
        if (Files.copy(file, out) != size) {
            throw new IOException(file + " changed while it was read");
        }
        fill(size);
    }

    /** Adds a file with these bytes. */
    public void add(String name, byte[] content) throws IOException {
        begin(name, content.length);
        out.write(content);
        fill(content.length);
    }

    private void begin(String name, long size) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > NAME) {
            byte[] pax = pax(name);
            out.write(header("pax", pax.length, 'x'));
            out.write(pax);
            fill(pax.length);
        }
        out.write(header(bytes.length > NAME ? "long" : name, size, '0'));
    }

    /** {@code LENGTH path=NAME\n}, where the length counts its own digits. */
    private static byte[] pax(String name) {
        String rest = " path=" + name + "\n";
        int others = rest.getBytes(StandardCharsets.UTF_8).length;
        int length = others;
        while (length != others + String.valueOf(length).length()) {
            length = others + String.valueOf(length).length();
        }
        return (length + rest).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] header(String name, long size, char type) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
        put(header, 124, "%011o".formatted(size) + "\0" + "00000000000\0");
        header[156] = (byte) type;
        put(header, 257, "ustar\0" + "00");
        int sum = BLANKS_OF_CHECKSUM;
        for (byte some : header) {
            sum += some & 0xff;
        }
        put(header, CHECKSUM, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    /** Files fill whole blocks. */
    private void fill(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    /** Ends the archive. */
    @Override
    public void close() throws IOException {
        try (out) {
            out.write(new byte[2 * BLOCK]);
        }
    }
}
