package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.value.Bytes;
import play.value.PrivateFiles;
import play.vault.Vault;
import play.vault.VaultException;
import play.vault.VaultPassword;

/** Encrypts, decrypts and shows files with the passwords that are given. What is written only its owner may read. */
final class VaultFiles {
    private static final String INDENT = " ".repeat(10);

    private final Arguments arguments;
    private final Terminal terminal;
    private final List<VaultPassword> passwords;

    VaultFiles(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        this.arguments = arguments;
        this.terminal = terminal;
        this.passwords = Passwords.vault(arguments);
        if (passwords.isEmpty()) {
            throw new UsageException(
                    "'play vault' needs a password: --vault-password-file FILE, --vault-id ID@FILE or -J");
        }
    }

    void work(String verb, Path named) throws IOException, VaultException, UsageException, InterruptedException {
        Path file = Files.exists(named) ? named.toRealPath() : named;
        switch (verb) {
            case "view" -> terminal.out().print(opened(file).utf8());
            case "encrypt" -> write(file, sealed(plain(file), encrypting()));
            case "decrypt" -> write(file, opened(file));
            case "rekey" -> {
                Bytes plain = opened(file);
                PrivateFiles.write(file, Bytes.of(Vault.seal(plain, replacing(), new SecureRandom())));
            }
            case "edit" -> edit(file, opened(file));
            default -> {
                if (Files.exists(file)) {
                    throw new IOException(named + " is there already; 'play vault edit' changes it");
                }
                edit(file, Bytes.EMPTY);
            }
        }
    }

    /** As a value of YAML. */
    int string(String text) throws UsageException {
        String name =
                arguments.value(VaultCommand.NAME.name()).map(key -> key + ": ").orElse("");
        terminal.out().println(name + "!vault |");
        sealed(Bytes.of(text), encrypting())
                .utf8()
                .lines()
                .forEach(line -> terminal.out().println(INDENT + line));
        return 0;
    }

    private static Bytes sealed(Bytes plain, VaultPassword password) {
        return Bytes.of(Vault.seal(plain, password, new SecureRandom()));
    }

    private static Bytes plain(Path file) throws IOException {
        Bytes content = VaultCommand.content(file);
        if (content.text().filter(Vault::isEncrypted).isPresent()) {
            throw new IOException(file + " is encrypted already; 'play vault rekey' changes its password");
        }
        return content;
    }

    private Bytes opened(Path file) throws IOException, VaultException {
        Optional<String> text = VaultCommand.content(file).text().filter(Vault::isEncrypted);
        if (text.isEmpty()) {
            throw new IOException(file + " is not encrypted");
        }
        try {
            return new Vault(passwords).open(text.get());
        } catch (VaultException e) {
            throw new IOException(file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private VaultPassword encrypting() throws UsageException {
        Optional<String> label = arguments.value(VaultCommand.LABEL.name());
        List<VaultPassword> chosen = passwords.stream()
                .filter(password ->
                        label.filter(wanted -> !wanted.equals(password.label())).isEmpty())
                .toList();
        if (chosen.size() != 1) {
            throw new UsageException("which password is to encrypt? Give one, or choose it by --encrypt-vault-id ID");
        }
        return chosen.getFirst();
    }

    private VaultPassword replacing() throws UsageException, InterruptedException {
        Optional<String> written = arguments.value(VaultCommand.NEW_PASSWORD.name());
        return written.isPresent()
                ? Passwords.labelled(written.get())
                : new VaultPassword(
                        VaultPassword.DEFAULT_LABEL, Keyboard.standard().password("New vault password: "));
    }

    private void write(Path file, Bytes content) throws IOException {
        Optional<String> output = arguments.value(VaultCommand.OUTPUT.name());
        if (output.equals(Optional.of("-"))) {
            terminal.out().print(content.utf8());
        } else {
            PrivateFiles.write(output.map(Path::of).orElse(file), content);
        }
    }

    /** In a directory that only its owner may enter, which is gone when the editor has ended. */
    private void edit(Path file, Bytes before) throws IOException, UsageException, InterruptedException {
        VaultPassword password = encrypting();
        Path folder = Files.createTempDirectory("play-vault");
        Path copy = folder.resolve(String.valueOf(file.getFileName()));
        try {
            PrivateFiles.write(copy, before);
            int code = new ProcessBuilder("sh", "-c", editor() + " \"$1\"", "sh", copy.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException(
                        "the editor '" + editor() + "' ended with " + code + "; " + file + " is as it was");
            }
            Bytes after = Bytes.of(Files.readAllBytes(copy));
            if (!after.equals(before)) {
                PrivateFiles.write(file, sealed(after, password));
            }
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(folder);
        }
    }

    private static String editor() {
        return editor(System.getenv());
    }

    /** The program that files are edited by. */
    static String editor(Map<String, String> environment) {
        return environment.getOrDefault("EDITOR", "vi");
    }
}
