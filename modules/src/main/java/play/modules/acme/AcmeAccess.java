package play.modules.acme;

import java.util.Optional;
import play.host.ShellWords;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.NoEffect;
import play.param.Range;
import play.param.SecretText;

/** How an authority is reached from the host, and as whom. */
record AcmeAccess(
        @Doc("File on the host with the account's private key, RSA or elliptic curve; openssl_privatekey makes one.")
        @Alias("account_key")
        @HostPath
        Optional<String> accountKeySrc,

        @Doc("The account's private key itself. On the host it is in a file that only this user can read, as long as"
                + " the task takes.")
        Optional<SecretText> accountKeyContent,

        @Doc("Passphrase of that key.") Optional<SecretText> accountKeyPassphrase,

        @Doc("Address of the account, where it is known; without, the authority is asked for it by the key.")
        @Matches(value = "https?://\\S+", expected = "an address")
        Optional<String> accountUri,

        @Doc("Address of the authority's directory: https://acme-v02.api.letsencrypt.org/directory.")
        @Matches(value = "https?://\\S+", expected = "an address")
        String acmeDirectory,

        @Doc("Version of the protocol; the first one is spoken nowhere any more.")
        @Default("2")
        @Range(from = 2, to = 2)
        int acmeVersion,

        @Doc("Whether the authority's own TLS certificate is verified.") @Default("true")
        boolean validateCerts,

        @Doc("How long each answer is waited for, in seconds.") @Default("10") @Range(from = 1, to = 600)
        int requestTimeout,

        @Doc("Which library of Python's is used.")
        @NoEffect("openssl of the host does it. Leave it out.")
        @Default("auto")
        String selectCryptoBackend) {

    /** Shell that sets what {@link AcmeScript} reads. */
    String settings() {
        StringBuilder shell = new StringBuilder();
        set(shell, "directory", acmeDirectory);
        set(shell, "kid", accountUri.orElse(""));
        set(shell, "longest", String.valueOf(requestTimeout));
        set(shell, "insecure", validateCerts ? "" : "--insecure");
        shell.append(accountKeyPassphrase
                .map(text ->
                        "export PLAY_PASSPHRASE=" + ShellWords.quote(text.reveal()) + "\npassin=env:PLAY_PASSPHRASE\n")
                .orElse("passin=pass:\n"));
        set(shell, "key", accountKeySrc.orElse(""));
        accountKeyContent.ifPresent(text -> shell.append("key=$work/key\nprintf '%s\\n' ")
                .append(ShellWords.quote(text.reveal()))
                .append(" >\"$key\"\n"));
        return shell.toString();
    }

    private static void set(StringBuilder shell, String name, String value) {
        shell.append(name).append('=').append(ShellWords.quote(value)).append('\n');
    }
}
