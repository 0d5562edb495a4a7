package play.modules.openssl;

import play.module.ModuleSpec.Example;

/** Examples of {@code x509_crl}. */
final class CrlExamples {
    private static final String AUTHORITY = "openssl req -x509 -newkey rsa:2048 -nodes -keyout /etc/ca.key -subj"
            + " '/O=Example/CN=My CA' -days 90 -out /etc/ca.pem 2>/dev/null\n";

    /** A list that {@code openssl ca} has signed, with one entry. */
    private static final String LISTED = AUTHORITY + """
        mkdir -p /etc/ca
        printf '[ca]\\ndefault_ca = x\\n[x]\\ndatabase = /etc/ca/index\\ndefault_md = sha256\\n' >/etc/ca/settings
        printf 'R\\t491231235959Z\\t260101000000Z,keyCompromise\\t04D2\\tunknown\\t/CN=a\\n' >/etc/ca/index
        openssl ca -gencrl -config /etc/ca/settings -keyfile /etc/ca.key -cert /etc/ca.pem -crldays 7 \\
          -out /etc/ca.crl 2>/dev/null
        """;

    private static final String YAML = "path: /etc/ca.crl\nprivatekey_path: /etc/ca.key\n"
            + "issuer: {O: Example, CN: My CA}\nnext_update: +7d\nignore_timestamps: true\n";

    private static final String ENTRY =
            "- serial_number: 1234\n  revocation_date: 20260101000000Z\n  reason: key_compromise\n";

    private CrlExamples() {}

    static Example[] all() {
        return new Example[] {
            new Example(
                    "absent",
                    AUTHORITY
                            + "openssl req -x509 -newkey ed25519 -nodes -keyout /etc/k.pem -subj /CN=a"
                            + " -out /etc/c.pem\n",
                    YAML + "revoked_certificates:\n" + ENTRY
                            + "- path: /etc/c.pem\n  reason: superseded\n  reason_critical: true\n"
                            + "- serial_number: 99\n  issuer: ['dirName:CN=other']\n  issuer_critical: true\n"
                            + "  invalidity_date: 20251224000000Z\nreturn_content: true\nmode: '0644'\n"),
            new Example(
                    "drifted: of another certificate",
                    LISTED,
                    YAML + "revoked_certificates: [{serial_number: 77}]\nbackup: true\n"),
            new Example(
                    "drifted: with a certificate to be added",
                    LISTED,
                    YAML + "crl_mode: update\nrevoked_certificates: [{serial_number: 77}]\n"),
            new Example("drifted: of another key", LISTED + AUTHORITY, YAML + "revoked_certificates:\n" + ENTRY),
            new Example("right", LISTED, YAML + "revoked_certificates:\n" + ENTRY),
            new Example(
                    "right, with more than is asked for",
                    LISTED,
                    YAML + "crl_mode: update\nrevoked_certificates: []\n"),
            new Example(
                    "in another format",
                    LISTED,
                    YAML + "format: der\nreturn_content: true\nrevoked_certificates:\n" + ENTRY),
            new Example(
                    "with times",
                    AUTHORITY,
                    YAML.replace("+7d", "20310101000000Z").replace("true", "false")
                            + "last_update: 20260101000000Z\nrevoked_certificates: []\n"),
            new Example("to be removed", LISTED, "path: /etc/ca.crl\nstate: absent\n")
        };
    }
}
