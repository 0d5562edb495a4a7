package play.host;

/** What an action is expected to leave behind. */
public sealed interface Effect {
    /** The key has this state afterwards. */
    record Sets<S extends HostState>(StateKey<S> key, S after) implements Effect {}

    /**
     * May change anything that nobody has foreseen.
     *
     * @param why a phrase, for example {@code the command may change anything}
     */
    record Opaque(String why) implements Effect {}
}
