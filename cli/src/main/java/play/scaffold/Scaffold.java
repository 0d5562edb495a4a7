package play.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The first files of something.
 *
 * @param files what is in each, by where it is in the project
 */
public record Scaffold(Map<Path, String> files) {
    public Scaffold {
        files = new LinkedHashMap<>(files);
    }

    /** @param name fits {@link Kind#names()} */
    public static Scaffold of(Kind kind, String name) {
        Map<Path, String> files = new LinkedHashMap<>();
        kind.files().forEach((place, resource) -> files.put(Path.of(filled(place, name)), text(resource, name)));
        return new Scaffold(files);
    }

    /**
     * Writes them all, or none where one is there already.
     *
     * @param project the directory they come to
     */
    public void write(Path project) throws IOException {
        for (Path file : files.keySet()) {
            if (Files.exists(project.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(project.resolve(file).toString());
            }
        }
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path place = project.resolve(file.getKey());
            Files.createDirectories(
                    Objects.requireNonNull(place.toAbsolutePath().getParent()));
            Files.writeString(place, file.getValue(), StandardOpenOption.CREATE_NEW);
        }
    }

    public List<Path> places() {
        return List.copyOf(files.keySet());
    }

    private static String text(String resource, String name) {
        try (InputStream stream = Objects.requireNonNull(Scaffold.class.getResourceAsStream(resource), resource)) {
            return filled(new String(stream.readAllBytes(), StandardCharsets.UTF_8), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String filled(String text, String name) {
        return text.replace("NAME", name).replace("IDENT", name.replace('-', '_'));
    }
}
