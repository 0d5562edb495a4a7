package play.diag;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Texts that count instead of what files hold, such as those that somebody is typing. They hold for what is done within
 * {@link #call}, in its thread; a file that is nowhere but among them is there too, when it is asked for by its name.
 */
public final class UnsavedTexts {
    private static final ScopedValue<UnsavedTexts> NOW = ScopedValue.newInstance();

    private final Map<Path, String> texts;

    private UnsavedTexts(Map<Path, String> texts) {
        this.texts = texts;
    }

    /** Does something while these texts count, by the names of their files. */
    public static <T> T call(Map<Path, String> texts, Callable<T> what) throws Exception {
        Map<Path, String> all = new HashMap<>();
        texts.forEach((file, text) -> all.put(whole(file), text));
        return ScopedValue.where(NOW, new UnsavedTexts(all)).call(what::call);
    }

    /** The text that counts instead of a file's; usually none. */
    static Optional<String> of(Path file) {
        return NOW.isBound() ? Optional.ofNullable(NOW.get().texts.get(whole(file))) : Optional.empty();
    }

    /** Whether there is a file, or a text that counts as one. */
    public static boolean exists(Path file) {
        return Files.exists(file) || of(file).isPresent();
    }

    private static Path whole(Path file) {
        return file.toAbsolutePath().normalize();
    }
}
