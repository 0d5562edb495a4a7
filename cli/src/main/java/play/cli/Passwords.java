package play.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import play.source.FileNames;
import play.value.Secret;
import play.vault.VaultPassword;

/** Passwords as the command line asks for them: typed, or read from a file or a program. */
final class Passwords {
    /** What gives passwords of encrypted texts. */
    static final List<Option> VAULT_OPTIONS = List.of(
            Option.of(
                    "FILE",
                    "Read a vault password from a file or program. Repeatable.",
                    "--vault-pass-file",
                    "--vault-password-file"),
            Option.of(
                    "ID@FILE",
                    "The same, for texts with that label; prompt in place of the file asks. Repeatable.",
                    "--vault-id"),
            Option.flag("Ask for the vault password.", "-J", "--ask-vault-password", "--ask-vault-pass"));

    private static final int MOST_BYTES = 64 * 1024;
    private static final String PROMPT = "prompt";

    private Passwords() {}

    /** Of {@code -k} or {@code -K}, or from the file named instead. */
    static Optional<Secret> given(Arguments arguments, String askOption, String fileOption, String prompt)
            throws UsageException, InterruptedException {
        Optional<String> file = arguments.value(fileOption);
        if (file.isPresent()) {
            return Optional.of(new Secret(read(file.get())));
        }
        return arguments.has(askOption)
                ? Optional.of(new Secret(Keyboard.standard().password(prompt)))
                : Optional.empty();
    }

    static List<VaultPassword> vault(Arguments arguments) throws UsageException, InterruptedException {
        List<VaultPassword> passwords = new ArrayList<>();
        for (String file : arguments.all("--vault-password-file")) {
            passwords.add(new VaultPassword("default", read(file)));
        }
        for (String given : arguments.all("--vault-id")) {
            passwords.add(labelled(given));
        }
        if (arguments.has("--ask-vault-pass")) {
            passwords.add(
                    new VaultPassword("default", stripped(Keyboard.standard().password("Vault password: "))));
        }
        return passwords;
    }

    /** {@code ID@FILE}, {@code FILE}, or {@code prompt} in place of the file. */
    static VaultPassword labelled(String given) throws UsageException, InterruptedException {
        int at = given.indexOf('@');
        String label = at < 1 ? VaultPassword.DEFAULT_LABEL : given.substring(0, at);
        String source = given.substring(at + 1);
        return new VaultPassword(
                label,
                source.equals(PROMPT)
                        ? stripped(Keyboard.standard().password("Vault password (" + label + "): "))
                        : read(source));
    }

    /**
     * What a file holds or a program prints; blanks around it go where Ansible drops them, which are all but a
     * program's.
     */
    private static String read(String name) throws UsageException, InterruptedException {
        Path file = FileNames.path(name)
                .filter(Files::exists)
                .orElseThrow(() -> new UsageException("the password file " + name + " does not exist"));
        try {
            boolean program = Files.isRegularFile(file) && Files.isExecutable(file);
            String password = program ? ends("[\\r\\n]+").matcher(printed(file)).replaceAll("") : stripped(text(file));
            if (password.isEmpty()) {
                throw new UsageException(
                        "the password " + (program ? "program " : "file ") + file + " gave an empty password");
            }
            return password;
        } catch (CharacterCodingException e) {
            throw new UsageException("the password of " + file + " is not UTF-8 text");
        } catch (IOException e) {
            throw new UsageException("the password file " + file + " cannot be read: " + FileFault.why(e));
        }
    }

    private static Pattern ends(String blanks) {
        return Pattern.compile("\\A" + blanks + "|" + blanks + "\\z");
    }

    /** Without the blanks of ASCII around it; others may be meant. */
    static String stripped(String password) {
        return ends("[ \\t\\n\\x0B\\f\\r]+").matcher(password).replaceAll("");
    }

    private static String text(Path file) throws IOException, UsageException {
        try (InputStream in = Files.newInputStream(file)) {
            return text(in, file);
        }
    }

    private static String text(InputStream in, Path source) throws IOException, UsageException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new UsageException(
                    source + " gives more than " + MOST_BYTES / 1024 + " KiB, which is too long for a password");
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static String printed(Path program) throws IOException, InterruptedException, UsageException {
        Process process = new ProcessBuilder(program.toAbsolutePath().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        try (InputStream in = process.getInputStream()) {
            String printed = text(in, program);
            if (process.waitFor() != 0) {
                throw new UsageException(
                        "the password program " + program + " gave no password: exit code " + process.exitValue());
            }
            return printed;
        } finally {
            process.destroy();
        }
    }
}
