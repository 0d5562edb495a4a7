package play.modules.openssl;

import java.time.Duration;
import java.util.Optional;
import play.host.ShellWords;
import play.param.SecretText;

/** What all modules of this package tell {@code openssl}, and of it. */
final class Openssl {
    static final String LACKING = "the host has no program openssl; install the package that brings it (openssl)";

    /** A key of 16384 bits takes minutes. */
    static final Duration LONGEST = Duration.ofMinutes(30);

    /** Ends a script on a host without it, with what to do. */
    static final String NEEDED = "command -v openssl >/dev/null || play_fail " + ShellWords.quote(LACKING) + "\n";

    private Openssl() {}

    /**
     * Shell that has {@code -passin env:PLAY_PASSPHRASE} mean this passphrase: programs get it by their environment, so
     * that no list of processes shows it.
     */
    static String passphrase(Optional<SecretText> passphrase) {
        return passphrase
                .map(text -> "export PLAY_PASSPHRASE=" + ShellWords.quote(text.reveal()) + "\n")
                .orElse("unset PLAY_PASSPHRASE\n");
    }

    /** The words with which a program is told of the passphrase; with none it fails where one is needed. */
    static String passin(Optional<SecretText> passphrase) {
        return passphrase.isPresent() ? "-passin env:PLAY_PASSPHRASE" : "-passin pass:";
    }

    /** Why nothing can be signed by what is at a path. */
    static String unusable(String path, HeldKey held) {
        return held.present()
                ? path + " holds no private key that opens by the passphrase, or without one where none is given"
                : "there is no private key in " + path + "; openssl_privatekey makes one";
    }
}
