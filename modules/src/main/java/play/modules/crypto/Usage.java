package play.modules.crypto;

/** What a leaf certificate is for. */
public enum Usage {
    SERVER,
    CLIENT,
    BOTH;

    boolean server() {
        return this != CLIENT;
    }

    boolean client() {
        return this != SERVER;
    }
}
