package play.host;

import java.util.List;

/** What an action is expected to leave behind. */
public sealed interface Effect {
    /** The key has this state afterwards. */
    record Sets<S extends HostState>(StateKey<S> key, S after) implements Effect {}

    /**
     * These come along on the host a task acts upon, each where nothing is in its place: what is there already stays.
     * They may be many, so no diff tells of them and no run reads them back.
     */
    record Brings(List<Sets<?>> things) implements Effect {
        public Brings {
            things = List.copyOf(things);
        }
    }

    /**
     * May change what nobody has foreseen.
     *
     * @param why a phrase, for example {@code the command may change anything}
     * @param reach how far that goes; narrower is better for what comes after in a dry run, as long as it is true
     */
    record Opaque(String why, Reach reach) implements Effect {}
}
