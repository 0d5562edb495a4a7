package play.modules.openssl;

import play.module.ModuleSpec.Example;

/** Examples of {@code x509_certificate}. */
final class X509Examples {
    private static final String KEY = "openssl genpkey -algorithm ED25519 -out /etc/k.pem\n";
    private static final String REQUEST = KEY + "openssl req -new -key /etc/k.pem -subj /CN=www.example.org -addext"
            + " subjectAltName=DNS:www.example.org -out /etc/r.csr\n";
    private static final String SIGNED = REQUEST + "printf 'subjectAltName = DNS:www.example.org\\n"
            + "subjectKeyIdentifier = hash\\n' >/etc/e; openssl x509 -req -in /etc/r.csr -signkey /etc/k.pem"
            + " -extfile /etc/e -out /etc/c.pem 2>/dev/null; rm /etc/e\n";
    private static final String AUTHORITY = "openssl req -x509 -newkey rsa:2048 -nodes -keyout /etc/ca.key -subj /CN=ca"
            + " -out /etc/ca.pem 2>/dev/null\n";
    private static final String YAML =
            "path: /etc/c.pem\nprivatekey_path: /etc/k.pem\ncsr_path: /etc/r.csr\nprovider: selfsigned\n";
    private static final String OWN = "path: /etc/c.pem\ncsr_path: /etc/r.csr\nprovider: ownca\n"
            + "ownca_path: /etc/ca.pem\nownca_privatekey_path: /etc/ca.key\n";

    private X509Examples() {}

    static Example[] all() {
        return new Example[] {
            new Example("absent", REQUEST, YAML + "selfsigned_not_after: +90d\nmode: '0644'\n"),
            new Example("drifted: of another key", SIGNED + REQUEST, YAML + "backup: true\n"),
            new Example("right", SIGNED, YAML),
            new Example("of an authority", AUTHORITY + REQUEST, OWN + "return_content: true\n"),
            new Example("of an authority, signed by itself so far", AUTHORITY + SIGNED, OWN),
            new Example("to be removed", "echo x >/etc/c.pem\n", "path: /etc/c.pem\nstate: absent\n")
        };
    }
}
