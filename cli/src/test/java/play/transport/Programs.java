package play.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of OpenSSH on this machine. */
final class Programs {
    private Programs() {}

    /** What a program printed; fails unless it succeeded. */
    static String run(String... words) throws Exception {
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> String.join(" ", words) + ": " + printed);
        return printed;
    }

    /**
     * A new private key, its public key beside it.
     *
     * @param options of {@code ssh-keygen}, such as {@code -t rsa -N passphrase}; without {@code -N} it is not
     *     encrypted
     */
    static Path key(Path file, String options) throws Exception {
        List<String> words = new ArrayList<>(List.of("ssh-keygen", "-q", "-f", file.toString()));
        words.addAll(List.of(options.split(" ")));
        if (!words.contains("-N")) {
            words.addAll(List.of("-N", ""));
        }
        run(words.toArray(String[]::new));
        return file;
    }

    /** The type and the base64 of a public key, without its comment. */
    static String publicKey(Path key) throws Exception {
        String[] words = Files.readString(Path.of(key + ".pub")).split(" ");
        return words[0] + " " + words[1].strip();
    }
}
