package play.connection.transport;

import java.time.Duration;

/** Something that people want to hear while a connection is used. */
public sealed interface Notice {
    /** The name of the host in the inventory. */
    String host();

    /** In words, without the name of the host. */
    String text();

    /**
     * A host does not answer, and is waited for.
     *
     * @param since how long it has been silent
     * @param limit of silence, after which it counts as lost
     */
    record Silent(String host, Duration since, Duration limit) implements Notice {
        @Override
        public String text() {
            return "no answer for " + Words.of(since) + "; it counts as lost after " + Words.of(limit);
        }
    }

    /**
     * A host is reached by {@code ssh} instead of the built-in client.
     *
     * @param why what its configuration asks for
     */
    record HandedOver(String host, String why) implements Notice {
        @Override
        public String text() {
            return "reached by ssh itself, because its configuration asks for what the built-in client can't do: "
                    + why;
        }
    }

    /**
     * A variable of Ansible's that says nothing here.
     *
     * @param why it does not
     */
    record IgnoredVariable(String host, String variable, String why) implements Notice {
        @Override
        public String text() {
            return "'" + variable + "' has no effect: " + why;
        }
    }
}
