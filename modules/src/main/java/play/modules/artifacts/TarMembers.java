package play.modules.artifacts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Takes single files out of a tar (plain or gzipped): ustar, GNU long names and pax paths. */
final class TarMembers {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 1 << 16;

    private final InputStream in;
    private final Map<String, Path> wanted;
    private String longName = "";

    private TarMembers(InputStream in, Map<String, Path> wanted) {
        this.in = in;
        this.wanted = new HashMap<>(wanted);
    }

    /**
     * Writes members of an archive to files.
     *
     * @param members name in the archive, without a leading {@code ./}, to the file it becomes
     * @return names that the archive does not have
     */
    static List<String> extract(Path archive, Map<String, Path> members) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(archive))) {
            raw.mark(2);
            boolean gzipped = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            TarMembers tar = new TarMembers(gzipped ? new GZIPInputStream(raw, 1 << 16) : raw, members);
            while (!tar.wanted.isEmpty() && tar.next()) {}
            return new ArrayList<>(tar.wanted.keySet());
        }
    }

    private boolean next() throws IOException {
        byte[] header = in.readNBytes(BLOCK);
        if (header.length < BLOCK || header[0] == 0) {
            return false;
        }
        long size = octal(header, 124, 12);
        char type = (char) header[156];
        if (type == 'L') {
            longName = new String(content(size), StandardCharsets.UTF_8).replaceAll("\0.*", "");
        } else if (type == 'x') {
            longName = paxPath(new String(content(size), StandardCharsets.UTF_8));
        } else {
            entry(header, size, type);
            longName = "";
        }
        return true;
    }

    private void entry(byte[] header, long size, char type) throws IOException {
        String name = (longName.isEmpty() ? name(header) : longName).replaceFirst("^\\./", "");
        Path file = wanted.get(name);
        if (file == null || (type != '0' && type != '\0')) {
            in.skipNBytes(padded(size));
            return;
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            copy(size, out);
        }
        in.skipNBytes(padded(size) - size);
        wanted.remove(name);
    }

    private void copy(long size, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (long left = size; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the archive ends within a file");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private byte[] content(long size) throws IOException {
        if (size > LONGEST_NAME) {
            throw new IOException("the archive has a name of " + size + " bytes");
        }
        byte[] content = in.readNBytes((int) size);
        in.skipNBytes(padded(size) - size);
        return content;
    }

    private static long padded(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static String name(byte[] header) {
        String prefix = new String(header, 257, 5, StandardCharsets.US_ASCII).equals("ustar") && header[263] == '0'
                ? text(header, 345, 155)
                : "";
        String name = text(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int length) throws IOException {
        String digits = text(header, from, length).strip();
        if (!digits.matches("[0-7]{1,12}")) {
            throw new IOException("it is not a tar archive");
        }
        return Long.parseLong(digits, 8);
    }

    /** Records are {@code LENGTH key=value\n}. */
    private static String paxPath(String records) {
        return records.lines()
                .filter(line -> line.matches("[0-9]+ path=.*"))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElse("");
    }
}
