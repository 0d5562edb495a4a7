package play.modules.openssh;

import java.time.Duration;
import java.util.Optional;
import play.host.ShellWords;
import play.param.SecretText;

/** How {@code ssh-keygen} is told of things. */
final class Keygen {
    static final String LACKING =
            "the host has no program ssh-keygen; install the package that brings it (openssh-client)";

    /** A key of 16384 bits takes minutes. */
    static final Duration LONGEST = Duration.ofMinutes(30);

    /** Ends a script on a host without it, with what to do. */
    static final String NEEDED = "command -v ssh-keygen >/dev/null || play_fail " + ShellWords.quote(LACKING) + "\n";

    /**
     * A program that prints the passphrase is asked for it: so it is in no list of processes. It stands in a folder
     * that the script removes, and has the passphrase from its environment.
     */
    private static final String FOLDER = """
        asked() { DISPLAY=:0 SSH_ASKPASS="$d/ask" SSH_ASKPASS_REQUIRE=force "$@"; }
        umask 077
        d=$(mktemp -d) || exit 1
        trap 'rm -rf "$d"' EXIT
        printf '#!/bin/sh\\nprintf "%%s\\\\n" "$PLAY_PASSPHRASE"\\n' >"$d/ask"
        chmod 700 "$d/ask"
        """;

    private Keygen() {}

    /** Shell that makes a folder {@code $d} for copies, and a function {@code asked} before programs that ask. */
    static String folder(Optional<SecretText> passphrase) {
        return passphrase
                        .map(text -> "export PLAY_PASSPHRASE=" + ShellWords.quote(text.reveal()) + "\n")
                        .orElse("unset PLAY_PASSPHRASE\n")
                + FOLDER;
    }

    /** The words with which a key is made, or opened, that has no passphrase or the one that is asked for. */
    static String call(Optional<SecretText> passphrase, String option) {
        return passphrase.isPresent() ? "asked ssh-keygen" : "ssh-keygen " + option + " ''";
    }
}
