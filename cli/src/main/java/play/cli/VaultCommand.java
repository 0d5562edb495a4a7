package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import play.diag.Printable;
import play.source.FileNames;
import play.value.Bytes;
import play.vault.VaultException;

/** {@code play vault}: files and texts that are encrypted as ansible-vault does it. */
final class VaultCommand implements Command {
    static final Option OUTPUT = Option.of("FILE", "encrypt, decrypt: write there; - is standard output.", "--output");

    static final Option NAME = Option.of("NAME", "encrypt-string: the variable that is to hold it.", "-n", "--name");

    static final Option NEW_PASSWORD =
            Option.of("[ID@]FILE", "rekey: the new password.", "--new-vault-password-file", "--new-vault-id");

    static final Option LABEL =
            Option.of("ID", "Which password encrypts, where several are given.", "--encrypt-vault-id");

    private static final List<String> VERBS = List.of("create", "decrypt", "edit", "encrypt", "rekey", "view");
    private static final int FAILED = 1;

    @Override
    public String name() {
        return "vault";
    }

    @Override
    public String synopsis() {
        return String.join(" | ", VERBS) + " FILE...\n       play vault encrypt-string [TEXT] [options]";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(Passwords.VAULT_OPTIONS);
        options.addAll(List.of(OUTPUT, NAME, NEW_PASSWORD, LABEL));
        return List.copyOf(options);
    }

    @Override
    public List<String> words() {
        return Stream.concat(VERBS.stream(), Stream.of("encrypt-string")).toList();
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        List<String> words = arguments.rest();
        String verb = words.isEmpty() ? "" : words.getFirst();
        List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
        VaultFiles files = new VaultFiles(arguments, terminal);
        if (verb.equals("encrypt-string") && rest.size() <= 1) {
            String text = rest.isEmpty() ? Keyboard.standard().password("String to encrypt: ") : rest.getFirst();
            return files.string(text);
        }
        boolean several = !arguments.has(OUTPUT.name()) && !verb.equals("create");
        if (!VERBS.contains(verb) || rest.isEmpty() || (rest.size() > 1 && !several)) {
            throw new UsageException(
                    "'play vault' needs one of " + String.join(", ", VERBS) + " and a file, or 'encrypt-string'");
        }
        try {
            for (String name : rest) {
                files.work(verb, FileNames.path(name).orElseThrow(() -> new NoSuchFileException(name)));
            }
            return 0;
        } catch (NoSuchFileException e) {
            return refuse(terminal, e.getFile() + " does not exist");
        } catch (IOException | VaultException e) {
            return refuse(terminal, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** What a file holds; of a directory that it is one. */
    static Bytes content(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a directory; name its files");
        }
        return Bytes.of(Files.readAllBytes(file));
    }

    private static int refuse(Terminal terminal, String why) {
        terminal.err().println("play: " + Printable.lines(why, "  "));
        return FAILED;
    }
}
