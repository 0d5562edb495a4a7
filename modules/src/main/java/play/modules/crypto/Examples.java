package play.modules.crypto;

import play.module.ModuleSpec.Example;

/** Tasks that examples of this area share. */
final class Examples {
    static final String AUTHORITY = "- certgen_ca: {name: example-ca, cluster: example}\n";

    private static final String ARGUMENTS = """
        name: web
        issuer: example-ca
        cluster: example
        cn: web.example
        san: [web.example, 192.0.2.10]
        usage: server
        cert_dest: /etc/web/tls.crt
        key_dest: /etc/web/tls.key
        """;

    private static final String DIRECTORY = "- file: {path: /etc/web, state: directory}\n";

    static final String CERTIFICATE = DIRECTORY + "- certgen:\n" + ARGUMENTS.indent(4);

    private Examples() {}

    static Example certificate(String title, String before) {
        return new Example(title, before, ARGUMENTS, AUTHORITY + DIRECTORY);
    }
}
