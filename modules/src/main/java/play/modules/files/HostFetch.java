package play.modules.files;

import java.util.List;
import java.util.Optional;
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
        return !config(false).isEmpty();
    }

    /**
     * Lines of curl's configuration.
     *
     * @param named whether the task has a user
     */
    String config(boolean named) {
        StringBuilder config = new StringBuilder();
        clientCert.ifPresent(path -> set(config, "cert", path));
        clientKey.ifPresent(path -> set(config, "key", path));
        if (!ciphers.isEmpty()) {
            set(config, "ciphers", String.join(":", ciphers));
        }
        if (useNetrc.orElse(false) && !named) {
            config.append("netrc-optional\n");
        }
        if (useGssapi) {
            config.append("negotiate\n");
            set(config, "user", ":");
        }
        if (!useProxy) {
            set(config, "noproxy", "*");
        }
        return config.toString();
    }

    private static void set(StringBuilder config, String name, String value) {
        config.append(name).append(" = \"").append(FetchScript.quoted(value)).append("\"\n");
    }
}
