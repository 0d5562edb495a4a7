package play.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A line of a journal. Texts of playbooks and hosts in it have their secrets masked. */
public sealed interface Entry {
    /**
     * The first one.
     *
     * @param play the version
     * @param started as ISO 8601
     * @param folder that it was started in
     * @param words the command line of {@code play run}, without the values of variables in it
     * @param variables the fingerprint of those values; empty without any
     * @param key which key fingerprints are made by
     * @param files the fingerprints of all files it was made of, by their names
     * @param before the run that it goes on with
     */
    record Begin(
            String play,
            String started,
            String folder,
            List<String> words,
            String variables,
            String key,
            Map<String, String> files,
            Optional<String> before)
            implements Entry {
        public Begin {
            words = List.copyOf(words);
        }
    }

    /**
     * What a task is called.
     *
     * @param place where it stands; empty where nowhere
     */
    record Named(String task, String name, String module, String place) implements Entry {}

    /**
     * A task is done on a host.
     *
     * @param how {@code ok}, {@code changed}, {@code skipped}, {@code failed}, {@code ignored}, {@code unreachable}
     * @param why of what has failed, one line
     */
    record Ended(String task, String host, String how, String why) implements Entry {}

    /** A task on a host, and of a loop the item, from 0. */
    record Instance(String host, String task, OptionalInt item) {}

    /** Something is about to be changed. */
    record Changing(Instance instance) implements Entry {}

    /** What was about to be changed was not: nothing was begun. */
    record Withdrawn(Instance instance) implements Entry {}

    /**
     * A call has ended well.
     *
     * @param sharers the hosts that it was made for once; empty where each makes its own
     * @param print of all that decides what it does; empty where it is to be done again in any case
     * @param registered sealed; empty where nobody asks for it
     * @param facts sealed; empty without any
     */
    record Done(Instance instance, List<String> sharers, String print, boolean changed, String registered, String facts)
            implements Entry {
        public Done {
            sharers = List.copyOf(sharers);
        }
    }

    /** A block has failed on a host, and was dealt with. */
    record Undone(String host, String block) implements Entry {}

    /**
     * A host has run a handler to its end.
     *
     * @param handler where it stands, and its name
     */
    record Handled(String host, String handler) implements Entry {}

    /**
     * The last one.
     *
     * @param at as ISO 8601
     * @param code the exit code
     * @param failed the hosts that have
     */
    record End(String at, int code, List<String> failed) implements Entry {
        public End {
            failed = List.copyOf(failed);
        }
    }
}
