package play.expression.call;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    /**
     * What name servers are asked.
     *
     * @param type of records: {@code MX}
     * @param servers names or addresses; those that this machine asks where there are none
     */
    record Question(String name, String type, List<String> servers, int port) {
        public Question {
            servers = List.copyOf(servers);
        }
    }

    /**
     * The records that a name server tells, as texts; nothing where there is no such name.
     *
     * @throws IOException no server answers
     */
    default Optional<List<String>> ask(Question question) throws IOException {
        throw new IOException("name servers are not asked yet");
    }

    /** Tells of something that does not stop the evaluation, in a whole sentence; before the run nobody is told. */
    default void warn(String sentence) {}

    /** What the run was started with, as settings of Ansible; empty where it says nothing. */
    default Map<ConfigSetting, Optional<Object>> settings() {
        return Map.of();
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
        public Text read(Path file, Charset charset) throws IOException {
            throw new IOException("files are not read yet");
        }

        @Override
        public List<String> hosts(List<String> patterns) {
            return List.of();
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

        @Override
        public Ran run(String command) throws IOException {
            throw new IOException("nothing is started yet");
        }

        @Override
        public String fetch(WebRequest request) throws IOException {
            throw new IOException("nothing is asked yet");
        }

        @Override
        public Optional<String> kept(String name) {
            return Optional.empty();
        }

        @Override
        public void keep(String name, String text) throws IOException {
            throw new IOException("nothing is kept yet");
        }

        @Override
        public String sealed(String text, Seal seal) throws IOException {
            throw new IOException("nothing is encrypted yet");
        }

        @Override
        public String opened(String text, String password) throws IOException {
            throw new IOException("nothing is decrypted yet");
        }

        @Override
        public boolean isEncrypted(Path file) throws IOException {
            throw new IOException("files are not read yet");
        }
    }

    /** What a program of the controller came to. */
    record Ran(int code, String out, String err) {}

    /**
     * What a server of the web is asked.
     *
     * @param login a user and a password, for servers that want one
     * @param loginFirst whether it is sent before the server has asked for it
     * @param patience how long connecting and answering may take
     */
    record WebRequest(
            String address,
            Map<String, String> headers,
            Optional<Login> login,
            boolean loginFirst,
            Duration patience,
            Trust trust,
            boolean proxies,
            boolean redirects) {
        public WebRequest {
            headers = Map.copyOf(headers);
        }
    }

    /** A user and a password. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login of " + user;
        }
    }

    /** Which certificates of servers are taken: any, or those that the authorities of a file or of Java have signed. */
    record Trust(boolean any, Optional<Path> authorities) {}

    /** The text of a file; {@code secret} when it was encrypted. */
    record Text(SourceFile source, boolean secret) {}

    /** What a text is encrypted with. */
    record Seal(String password, String label, byte[] salt) {
        @Override
        public String toString() {
            return "Seal " + label;
        }
    }

    /** The first existing file of that name on the search path; a name may be absolute. */
    Optional<Path> find(Folder folder, String name);

    /**
     * Reads a file that {@link #find} or {@link #glob} gave; the message of the exception says which, where and why.
     */
    Text read(Path file, Charset charset) throws IOException;

    /** The names of hosts that patterns mean, taken together; patterns that mean nothing give none. */
    List<String> hosts(List<String> patterns);

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

    /** Runs a line of shell on the controller, in the playbook's directory. */
    Ran run(String command) throws IOException;

    /** What a server answers, as UTF-8; the message of the exception says why there is no answer. */
    String fetch(WebRequest request) throws IOException;

    /** The text of a file that {@link #keep} has kept; relative to the playbook's directory. */
    Optional<String> kept(String name) throws IOException;

    /** Keeps a text in a file that is its owner's alone; whole or not at all. */
    void keep(String name, String text) throws IOException;

    /** The text encrypted in the format of {@code ansible-vault}. */
    String sealed(String text, Seal seal) throws IOException;

    /** A text of that format decrypted; one that is not encrypted is given back as it is. */
    String opened(String text, String password) throws IOException;

    /** Whether a file begins like an encrypted one. */
    boolean isEncrypted(Path file) throws IOException;
}
