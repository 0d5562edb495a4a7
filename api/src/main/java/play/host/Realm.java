package play.host;

/** Where a state lives, and so which shell reads it and who shares what is known of it. */
public sealed interface Realm {
    Realm TARGET = new Target();
    Realm CONTROLLER = new Controller();

    /** The host a task acts upon. */
    record Target() implements Realm {}

    /**
     * The machine {@code play} runs on. Its scripts find {@code $PLAY_STATE} (what must be kept: keys, certificates)
     * and {@code $PLAY_CACHE} (what can be fetched again) set to absolute folders.
     */
    record Controller() implements Realm {}

    /**
     * An API or store that several hosts share; it is reached by scripts on the task's host.
     *
     * @param endpoint names it, the same for every host that means the same service
     */
    record Service(String endpoint) implements Realm {}
}
