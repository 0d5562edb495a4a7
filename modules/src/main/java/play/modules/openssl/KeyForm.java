package play.modules.openssl;

/** How a file holds a private key, as its first line tells. */
enum KeyForm {
    /** The form that kinds of keys have of their own: {@code BEGIN RSA PRIVATE KEY}. */
    PKCS1,
    /** One form for all: {@code BEGIN PRIVATE KEY}, {@code BEGIN ENCRYPTED PRIVATE KEY}. */
    PKCS8,
    /** Another. */
    OTHER;

    /** @param label of a block in PEM; empty where there is none */
    static KeyForm of(String label) {
        return switch (label) {
            case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" -> PKCS1;
            case "PRIVATE KEY", "ENCRYPTED PRIVATE KEY" -> PKCS8;
            default -> OTHER;
        };
    }
}
