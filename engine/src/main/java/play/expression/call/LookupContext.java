package play.expression.call;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.source.SourceFile;

/** What lookups and a few filters may reach outside an expression; only the caller knows its search path. */
public interface LookupContext {
    /** Which sub-folder of a role or playbook a file is looked for in. */
    enum Folder {
        FILES,
        TEMPLATES,
        VARS
    }

    /** Before anything can be looked up. */
    LookupContext NOTHING = new Nothing();

    /** See {@link #NOTHING}. */
    record Nothing() implements LookupContext {
        @Override
        public Optional<Path> find(Folder folder, String name) {
            return Optional.empty();
        }

        @Override
        public Text read(Path file) throws IOException {
            throw new IOException("files are not read yet");
        }

        @Override
        public List<Path> glob(String pattern) {
            return List.of();
        }

        @Override
        public Optional<String> environment(String name) {
            return Optional.empty();
        }

        @Override
        public @Nullable Object yaml(String text) throws IOException {
            throw new IOException("YAML is not read yet");
        }

        @Override
        public List<@Nullable Object> documents(String text) throws IOException {
            throw new IOException("YAML is not read yet");
        }

        @Override
        public Stage stage() {
            return Stage.BEFORE_RUN;
        }
    }

    /** The text of a file; {@code secret} when it was encrypted. */
    record Text(SourceFile source, boolean secret) {}

    /** The first existing file of that name on the search path; a name may be absolute. */
    Optional<Path> find(Folder folder, String name);

    /**
     * Reads a file that {@link #find} or {@link #glob} gave, as UTF-8; the message of the exception says which, where
     * and why.
     */
    Text read(Path file) throws IOException;

    /** Plain files that match a shell pattern in its last part, on the search path, sorted by name. */
    List<Path> glob(String pattern);

    /** A variable of the controller's environment. */
    Optional<String> environment(String name);

    /**
     * Data written as YAML, of the kinds of {@link play.value.Values}.
     *
     * @throws IOException when it is no YAML; the message says where and why
     */
    @Nullable
    Object yaml(String text) throws IOException;

    /** The same for a text of any number of documents. */
    List<@Nullable Object> documents(String text) throws IOException;

    /** When this is evaluated. */
    Stage stage();
}
