package play.param;

/** What parameters mean to the engine, which knows none of their names. */
public enum Meaning {
    /** A flag: each {@link FileSource} is a file of the host. */
    ON_HOST,

    /** A flag: files of the controller that are encrypted by ansible-vault are decrypted; so they are without it. */
    DECRYPTED
}
