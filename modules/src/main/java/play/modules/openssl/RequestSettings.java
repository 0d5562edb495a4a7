package play.modules.openssl;

import play.value.Foreseen;

/** Settings by which {@code openssl} makes what is wanted. */
final class RequestSettings {
    private RequestSettings() {}

    /** @param ownKeyId whether the identifier of the key is made of the key */
    static String of(RequestText wanted, boolean ownKeyId) {
        StringBuilder settings = new StringBuilder("""
                [req]
                prompt = no
                utf8 = yes
                string_mask = utf8only
                distinguished_name = subject
                """);
        String extensions = extensions(wanted, ownKeyId);
        settings.append(extensions.isEmpty() ? "" : "req_extensions = extensions\n")
                .append("[subject]\n");
        for (int i = 0; i < wanted.subject().size(); i++) {
            NamePart part = wanted.subject().get(i);
            settings.append(i)
                    .append('.')
                    .append(part.type())
                    .append(" = ")
                    .append(part.written())
                    .append('\n');
        }
        return settings + "[extensions]\n" + extensions;
    }

    /** A line for each extension, as far as they are known. */
    static String extensions(RequestText wanted, boolean ownKeyId) {
        StringBuilder lines = new StringBuilder();
        wanted.extensions().forEach(extension -> lines.append(extension.line()));
        if (ownKeyId) {
            lines.append("subjectKeyIdentifier = hash\n");
        } else if (wanted.keyId() instanceof Foreseen.Exactly<String>(String hex) && !hex.isEmpty()) {
            lines.append("subjectKeyIdentifier = ").append(hex).append('\n');
        }
        if (wanted.authority() instanceof Foreseen.Exactly<String>(String hex) && !hex.isEmpty()) {
            lines.append("2.5.29.35 = DER:").append(hex).append('\n');
        }
        return lines.toString();
    }
}
