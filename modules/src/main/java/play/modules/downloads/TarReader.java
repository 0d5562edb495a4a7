package play.modules.downloads;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Reads a tar (plain or gzipped) from its start to its end: ustar, GNU long names and pax paths. */
public final class TarReader implements AutoCloseable {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 1 << 16;
    private static final Pattern PAX = Pattern.compile("[0-9]+ (path|linkpath)=(.*)");

    private final InputStream in;
    private String longName = "";
    private String longTarget = "";

    /** Bytes of the entry last given that nobody has read, and those that fill its last block. */
    private long left;

    private long padding;

    private TarReader(InputStream in) {
        this.in = in;
    }

    /** What an entry is. */
    public enum Kind {
        FILE,
        FOLDER,
        LINK,
        /** Hard links, devices and whatever else there is. */
        OTHER
    }

    /**
     * One entry.
     *
     * @param name as written, without a leading {@code ./}; may lead anywhere
     * @param mode its permission bits
     * @param target where a link leads, as written
     */
    public record Entry(String name, Kind kind, int mode, long size, String target) {}

    /** Opens an archive. */
    public static TarReader of(Path archive) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(archive));
        try {
            raw.mark(2);
            boolean gzipped = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return new TarReader(gzipped ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16)) : raw);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The next entry; nothing at the end. */
    public Optional<Entry> next() throws IOException {
        while (true) {
            in.skipNBytes(left + padding);
            left = 0;
            padding = 0;
            byte[] header = in.readNBytes(BLOCK);
            if (header.length < BLOCK || header[0] == 0) {
                return Optional.empty();
            }
            left = octal(header, 124, 12);
            padding = (left + BLOCK - 1) / BLOCK * BLOCK - left;
            switch ((char) header[156]) {
                case 'L' -> longName = words();
                case 'K' -> longTarget = words();
                case 'x' -> pax();
                case 'g' -> {}
                default -> {
                    Entry entry = entry(header);
                    longName = "";
                    longTarget = "";
                    return Optional.of(entry);
                }
            }
        }
    }

    private Entry entry(byte[] header) throws IOException {
        Kind kind = switch ((char) header[156]) {
            case '0', '\0' -> Kind.FILE;
            case '5' -> Kind.FOLDER;
            case '2' -> Kind.LINK;
            default -> Kind.OTHER;
        };
        String name = (longName.isEmpty() ? name(header) : longName).replaceFirst("^(\\./)+", "");
        return new Entry(
                name,
                kind,
                (int) octal(header, 100, 8) & 0777,
                left,
                longTarget.isEmpty() ? text(header, 157, 100) : longTarget);
    }

    /** Writes what the entry last given holds. */
    public void copy(OutputStream out) throws IOException {
        content().transferTo(out);
    }

    /** What the entry last given holds, as a stream that ends where it does, and closes the archive. */
    public InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int read = in.read(into, from, (int) Math.min(most, left));
                if (read < 0) {
                    throw new IOException("the archive ends within a file");
                }
                left -= read;
                return read;
            }

            @Override
            public void close() throws IOException {
                TarReader.this.close();
            }
        };
    }

    private String words() throws IOException {
        if (left > LONGEST_NAME) {
            throw new IOException("the archive has a name of " + left + " bytes");
        }
        byte[] content = in.readNBytes((int) left);
        left = 0;
        return new String(content, StandardCharsets.UTF_8).replaceAll("\0.*", "");
    }

    /** Records are {@code LENGTH key=value\n}. */
    private void pax() throws IOException {
        Map<String, String> known = words().lines()
                .map(PAX::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(
                        record -> record.group(1), record -> record.group(2), (first, second) -> second));
        longName = known.getOrDefault("path", longName);
        longTarget = known.getOrDefault("linkpath", longTarget);
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
}
