package play.modules.crypto;

import java.util.Optional;
import play.value.Bytes;

/**
 * What a kubeconfig says beside certificates.
 *
 * @param server URL of the API server
 * @param namespace of the context, where it names one
 */
record KubeconfigNames(String server, String cluster, String user, Optional<String> namespace) {
    /** What a name must match: it stands between double quotes. */
    static final String PLAIN = "[^\"\\\\\\p{Cntrl}]+";

    static final String PLAIN_EXPECTED = "text without quotes, backslashes and line ends";

    /** The file without its data lines. */
    Bytes rest() {
        return Bytes.of(text("", "", ""));
    }

    /** The whole file, from three PEM texts. */
    String withData(Bytes authority, Bytes certificate, Bytes key) {
        return text(
                line("    certificate-authority-data: ", authority),
                line("    client-certificate-data: ", certificate),
                line("    client-key-data: ", key));
    }

    private static String line(String start, Bytes pem) {
        return start + pem.base64() + "\n";
    }

    private String text(String authority, String certificate, String key) {
        String context = "\"" + user + "@" + cluster + "\"";
        String inNamespace =
                namespace.map(name -> "    namespace: \"" + name + "\"\n").orElse("");
        return "apiVersion: v1\nkind: Config\nclusters:\n- name: \"" + cluster + "\"\n  cluster:\n" + authority
                + "    server: \"" + server + "\"\ncontexts:\n- name: " + context + "\n  context:\n    cluster: \""
                + cluster
                + "\"\n    user: \"" + user + "\"\n" + inNamespace + "current-context: " + context
                + "\nusers:\n- name: \"" + user
                + "\"\n  user:\n" + certificate + key;
    }
}
