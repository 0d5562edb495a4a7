package play.diag;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import play.source.FileNames;
import play.source.SourceFile;

/**
 * Reads files that hold text, or what counts instead ({@link UnsavedTexts}); what is wrong with one as a whole is
 * reported.
 */
public final class TextFiles {
    /** The largest file that is read. */
    static final int MOST_BYTES = 64 * 1024 * 1024;

    private TextFiles() {}

    /** The file's text; nothing when it cannot be read or is no UTF-8, which is reported. */
    public static Optional<SourceFile> read(Path file, Problems problems) {
        Optional<String> unsaved = UnsavedTexts.of(file);
        if (unsaved.isPresent()) {
            SourceFile source = new SourceFile(file.toString(), unsaved.get());
            problems.took(source);
            return Optional.of(source);
        }
        if (Files.isDirectory(file)) {
            return unreadable(file, "is a directory; name a file in it", problems);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES
                    ? unreadable(
                            file,
                            "is larger than " + MOST_BYTES / 1024 / 1024 + " MiB, which no file of a playbook may be",
                            problems)
                    : decoded(file, bytes, problems);
        } catch (NoSuchFileException e) {
            return unreadable(file, "does not exist", problems);
        } catch (AccessDeniedException e) {
            return unreadable(file, "may not be read by this user: permission denied", problems);
        } catch (IOException e) {
            return unreadable(file, "cannot be read: " + e.getMessage(), problems);
        }
    }

    /** The same of a file by its name. */
    public static Optional<SourceFile> read(String name, Problems problems) {
        Optional<Path> file = FileNames.path(name);
        return file.isPresent() ? read(file.get(), problems) : unreadable(name, "does not exist", problems);
    }

    /** The file's text. The message of the exception says which file, where in it, and why. */
    public static SourceFile read(Path file) throws IOException {
        ProblemList problems = new ProblemList();
        Optional<SourceFile> read = read(file, problems);
        if (read.isPresent()) {
            return read.get();
        }
        Diagnostic problem = problems.sorted().getFirst();
        throw new IOException(problem.subject().map(place -> place + ": ").orElse("") + problem.detail());
    }

    /** The same of a file in another encoding. */
    public static SourceFile read(Path file, Charset charset) throws IOException {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return read(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException(file + " is larger than " + MOST_BYTES / 1024 / 1024 + " MiB");
            }
            return new SourceFile(
                    file.toString(),
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not " + charset, e);
        }
    }

    private static Optional<SourceFile> unreadable(Object file, String why, Problems problems) {
        problems.report(Diagnostic.error("unreadable-file", "File cannot be read", "'" + file + "' " + why + "."));
        return Optional.empty();
    }

    private static Optional<SourceFile> decoded(Path file, byte[] bytes, Problems problems) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (!result.isError()) {
            SourceFile source = new SourceFile(file.toString(), out.flip().toString());
            problems.took(source);
            return Optional.of(source);
        }
        int at = out.position();
        SourceFile shown = new SourceFile(file.toString(), new String(bytes, StandardCharsets.UTF_8));
        problems.report(Diagnostic.error(
                "not-utf8",
                "File is not UTF-8",
                "The byte 0x%02X here is not UTF-8. Save the file as UTF-8, for example by 'iconv -f %s -t UTF-8'."
                        .formatted(bytes[in.position()], encoding(bytes)),
                shown.span(at, Math.min(at + 1, shown.text().length()))));
        return Optional.empty();
    }

    private static String encoding(byte[] bytes) {
        boolean marked = bytes.length >= 2 && (bytes[0] & 0xFE) == 0xFE && (bytes[1] & 0xFE) == 0xFE;
        return marked ? "UTF-16" : "ISO-8859-1";
    }
}
