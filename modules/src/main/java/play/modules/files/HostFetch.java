package play.modules.files;

import java.util.List;
import java.util.Optional;
import play.modules.downloads.CurlText;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;

/**
 * What only the host's curl can do for a download: parameters of {@code get_url}, with which it is the one that asks.
 */
record HostFetch(
        @Doc("File on the host with a certificate to show the server; the host fetches then, with curl.") @HostPath
        Optional<String> clientCert,

        @Doc("File on the host with its key, likewise; without, the certificate's file has it.") @HostPath
        Optional<String> clientKey,

        @Doc("Ciphers that may be used, by names of OpenSSL; the host fetches then, with curl.") @Default("[]")
        List<String> ciphers,

        @Doc("Whether the host's ~/.netrc may bring user name and password, where the task has none; it fetches then,"
                + " with curl.")
        Optional<Boolean> useNetrc,

        @Doc("Whether the user's ticket of Kerberos is offered; the host fetches then, with curl.") @Default("false")
        boolean useGssapi,

        @Doc("Whether proxies are used that the environment of the task names; without, the host fetches, with curl.")
        @Default("true")
        boolean useProxy) {
    /** None of it. */
    static final HostFetch NONE =
            new HostFetch(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), false, true);

    HostFetch {
        ciphers = List.copyOf(ciphers);
    }

    /** Whether there is something that nobody else can do. */
    boolean isAsked() {
        return !config(false).toString().isEmpty();
    }

    /**
     * What curl is told.
     *
     * @param named whether the task has a user
     */
    CurlText config(boolean named) {
        CurlText config = new CurlText();
        clientCert.ifPresent(path -> config.set("cert", path));
        clientKey.ifPresent(path -> config.set("key", path));
        if (!ciphers.isEmpty()) {
            config.set("ciphers", String.join(":", ciphers));
        }
        config.flag("netrc-optional", useNetrc.orElse(false) && !named);
        if (useGssapi) {
            config.flag("negotiate").set("user", ":");
        }
        return useProxy ? config : config.set("noproxy", "*");
    }
}
