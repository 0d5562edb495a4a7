package play.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.value.Secret;
import play.vault.VaultPassword;

/** Passwords as the command line asks for them: typed, or read from a file or a program. */
final class Passwords {
  private Passwords() {}

  /** Of {@code -k} or {@code -K}, or from the file named instead. */
  static Optional<Secret> given(Arguments arguments, String askOption, String fileOption, String prompt)
      throws UsageException, InterruptedException {
    Optional<String> file = arguments.value(fileOption);
    if (file.isPresent()) {
      return Optional.of(new Secret(read(Path.of(file.get()))));
    }
    return arguments.has(askOption) ? Optional.of(new Secret(Keyboard.standard().password(prompt))) : Optional.empty();
  }

  static List<VaultPassword> vault(Arguments arguments) throws UsageException, InterruptedException {
    List<VaultPassword> passwords = new ArrayList<>();
    for (String file : arguments.all("--vault-password-file")) {
      passwords.add(new VaultPassword("default", read(Path.of(file))));
    }
    if (arguments.has("--ask-vault-pass")) {
      passwords.add(new VaultPassword("default", Keyboard.standard().password("Vault password: ")));
    }
    return passwords;
  }

  /** The first line of a file, or of what a program prints. */
  private static String read(Path file) throws UsageException, InterruptedException {
    try {
      if (Files.isExecutable(file)) {
        return printed(file);
      }
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new UsageException("the password file " + file + " cannot be read: " + e.getMessage());
    }
  }

  private static String printed(Path program) throws IOException, InterruptedException, UsageException {
    Process process =
        new ProcessBuilder(program.toAbsolutePath().toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String first = reader.readLine();
      if (process.waitFor() != 0 || first == null) {
        throw new UsageException("the password program " + program + " gave no password");
      }
      return first;
    }
  }
}
