package play.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import play.diag.Printable;
import play.source.FileNames;
import play.value.Bytes;
import play.vault.Vault;
import play.vault.VaultException;
import play.vault.VaultPassword;

/** {@code play state}: what this machine keeps of clusters, and its way to another administrator. */
final class StateCommand implements Command {
    private static final int FAILED = 1;
    private static final String FORMAT = "play_state";

    private final Path state;

    StateCommand() {
        this(Home.state());
    }

    /** @param state the folder of what is kept */
    StateCommand(Path state) {
        this.state = state;
    }

    @Override
    public String name() {
        return "state";
    }

    @Override
    public String synopsis() {
        return "show | export FILE | import FILE [options]";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.of(
                        "FILE",
                        "Read the vault password from a file or program: export encrypts with it, import opens with"
                                + " it.",
                        "--vault-password-file"),
                Option.flag("Ask for the vault password.", "-J", "--ask-vault-pass"),
                ShownValues.JSON,
                Option.flag("export: replace the file. import: replace what is kept and differs.", "--replace"));
    }

    @Override
    public List<String> words() {
        return List.of("show", "export", "import");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        List<String> words = arguments.rest();
        String verb = words.isEmpty() ? "" : words.getFirst() + " " + (words.size() - 1);
        StateFiles files = new StateFiles(state);
        try {
            return switch (verb) {
                case "show 0" -> show(files, arguments, terminal);
                case "export 1" -> export(files, named(words.get(1)), arguments, terminal);
                case "import 1" -> take(files, named(words.get(1)), arguments, terminal);
                default -> throw new UsageException("'play state' needs 'show', 'export FILE' or 'import FILE'");
            };
        } catch (FileAlreadyExistsException e) {
            return refuse(terminal, e.getFile() + " is there already; --replace replaces it");
        } catch (NoSuchFileException e) {
            return refuse(terminal, e.getFile() + " does not exist");
        } catch (AccessDeniedException e) {
            return refuse(terminal, e.getFile() + ": permission denied");
        } catch (IOException e) {
            return refuse(terminal, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static Path named(String name) throws NoSuchFileException {
        return FileNames.path(name).orElseThrow(() -> new NoSuchFileException(name));
    }

    private static int refuse(Terminal terminal, String why) {
        terminal.err().println("play: " + Printable.lines(why, "  "));
        return FAILED;
    }

    private int show(StateFiles files, Arguments arguments, Terminal terminal) throws IOException {
        SortedMap<String, Bytes> all = files.all();
        if (arguments.has(ShownValues.JSON.name())) {
            Map<String, Object> kinds = new TreeMap<>();
            all.forEach((name, content) -> kinds.put(name, kind(name, content)));
            terminal.out().print(ShownValues.json(Map.of("directory", state.toString(), "kept", kinds)));
            return 0;
        }
        terminal.out().println(Printable.line("Kept in " + state + (all.isEmpty() ? ": nothing yet." : ":")));
        all.forEach((name, content) ->
                terminal.out().println(Printable.line("  %-44s %s".formatted(name, kind(name, content)))));
        if (!all.isEmpty()) {
            terminal.out()
                    .println("These files give full access to the clusters; without them, no certificates can be issued"
                            + " for them. 'play state export FILE' saves them.");
        }
        return 0;
    }

    /** What a file is, told from its name and its first lines; nothing of what it holds. */
    private static String kind(String name, Bytes content) {
        String text = content.text().orElse("");
        if (name.startsWith("secrets/")) {
            return "secret";
        }
        if (name.startsWith("artifacts/")) {
            return "digest of a download";
        }
        if (text.contains("-----BEGIN CERTIFICATE-----")) {
            return "certificate and key"
                    + (Vault.isEncrypted(text) || text.contains("$ANSIBLE_VAULT") ? ", encrypted" : "");
        }
        return text.contains("PUBLIC KEY") || text.contains("PRIVATE KEY")
                ? "key pair"
                : Vault.isEncrypted(text) ? "encrypted" : content.length() + " bytes";
    }

    private static int export(StateFiles files, Path target, Arguments arguments, Terminal terminal)
            throws UsageException, InterruptedException, IOException {
        VaultPassword password = password(arguments);
        SortedMap<String, Bytes> all = files.alone(files::all);
        ObjectNode archive = new ObjectMapper().createObjectNode();
        archive.put(FORMAT, 1);
        ObjectNode entries = archive.putObject("files");
        all.forEach((name, content) -> entries.put(name, Base64.getEncoder().encodeToString(content.toArray())));
        StateFiles.export(
                target,
                Vault.seal(Bytes.of(archive.toString()), password, new SecureRandom()),
                arguments.has("--replace"));
        terminal.out()
                .println(Printable.line(
                        all.size() + " files written to " + target + ", encrypted with the vault password."));
        return 0;
    }

    private static VaultPassword password(Arguments arguments) throws UsageException, InterruptedException {
        List<VaultPassword> passwords = Passwords.vault(arguments);
        if (passwords.size() != 1 || passwords.getFirst().password().isBlank()) {
            throw new UsageException("keys of CAs leave this machine encrypted only: give one vault password, by"
                    + " --vault-password-file or --ask-vault-pass");
        }
        return passwords.getFirst();
    }

    private static int take(StateFiles files, Path source, Arguments arguments, Terminal terminal)
            throws UsageException, InterruptedException, IOException {
        String text = text(source);
        SortedMap<String, Bytes> given = read(opened(text, password(arguments), source), source);
        given.keySet().removeIf(StateFiles::isOfThisMachine);
        return files.alone(() -> {
            Map<String, Bytes> kept = files.all();
            List<String> differing = given.keySet().stream()
                    .filter(name -> kept.containsKey(name) && !same(given, kept, name))
                    .toList();
            if (!differing.isEmpty() && !arguments.has("--replace")) {
                return refuse(
                        terminal,
                        "nothing is imported: what is kept here differs from " + source + " in\n"
                                + String.join("\n", differing)
                                + "\n"
                                + "--replace takes those of the file; certificates issued by what is replaced are then"
                                + " no longer trusted");
            }
            SortedMap<String, Bytes> fresh = new TreeMap<>(given);
            fresh.keySet().removeIf(name -> same(given, kept, name));
            files.put(fresh);
            terminal.out()
                    .println(
                            fresh.size() + " files imported, " + (given.size() - fresh.size()) + " were here already.");
            return 0;
        });
    }

    private static String text(Path source) throws IOException {
        if (Files.isDirectory(source)) {
            throw new IOException(source + " is a directory; name the exported file");
        }
        try {
            return Files.readString(source);
        } catch (CharacterCodingException e) {
            throw new IOException(source + " is not an exported state: it is not text", e);
        }
    }

    private static Bytes opened(String text, VaultPassword password, Path source) throws IOException {
        try {
            return new Vault(List.of(password)).open(text);
        } catch (VaultException e) {
            throw new IOException(source + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static boolean same(Map<String, Bytes> given, Map<String, Bytes> kept, String name) {
        return Objects.equals(given.get(name), kept.get(name));
    }

    /** Names are checked one by one: the file may come from anybody who knows the password. */
    private static SortedMap<String, Bytes> read(Bytes plain, Path source) throws IOException {
        SortedMap<String, Bytes> files = new TreeMap<>();
        try {
            JsonNode archive = new ObjectMapper().readTree(plain.toArray());
            if (archive.path(FORMAT).asInt() != 1 || !archive.path("files").isObject()) {
                throw new IOException(source + " is not an exported state of this version of play");
            }
            for (Map.Entry<String, JsonNode> entry : archive.path("files").properties()) {
                if (!StateFiles.isName(entry.getKey())) {
                    throw new IOException(source + " names a file that may not be in the state: " + entry.getKey());
                }
                files.put(
                        entry.getKey(),
                        Bytes.of(Base64.getDecoder().decode(entry.getValue().asText())));
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(source + " is not an exported state: what is in it cannot be read", e);
        }
        return files;
    }
}
