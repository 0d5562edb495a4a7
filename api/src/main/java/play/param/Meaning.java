package play.param;

/** What parameters mean to the engine and to rules of {@code play lint}, which know none of their names. */
public enum Meaning {
    /** A flag: each {@link FileSource} and {@link PathSource} is of the host. */
    ON_HOST,

    /** A flag: files of the controller that are encrypted by ansible-vault are decrypted; so they are without it. */
    DECRYPTED,

    /** A flag: links in directories of the controller are followed; so they are without it. */
    LINKS_FOLLOWED,

    /** How {@link TemplateFile}s are written: its name is one of {@link play.value.TemplateStyle#OPTIONS}. */
    TEMPLATE_OPTION,

    /** A command line, or a list of its words, that the module runs on the host. */
    COMMAND,

    /** The path on the host of the file to which the module writes the content, file or template it is given. */
    DESTINATION,

    /**
     * The path on the host at which, and below which, all stands that the module changes: so far goes a task of which
     * nobody can tell what it does. Backups have names that nobody can foretell, and do not count.
     */
    ALL_IT_CHANGES
}
