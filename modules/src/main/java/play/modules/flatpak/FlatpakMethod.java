package play.modules.flatpak;

/** Whose flatpaks are meant, by Ansible's names. */
public enum FlatpakMethod {
    /** Those of the whole host. */
    SYSTEM,
    /** Those of the user that a task acts as. */
    USER
}
