package play.cli;

import java.util.List;

/** One word after {@code play}. */
interface Command {
    String name();

    /** One line for the overview. */
    default String purpose() {
        return Commands.purpose(name());
    }

    /** What follows the name, for the usage line. */
    String synopsis();

    List<Option> options();

    /** What its first word can be, where that is one of a few; for completion. */
    default List<String> words() {
        return List.of();
    }

    /** Does it; the exit code. */
    int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException;

    /** The exit code where its command line says nothing that can be done. */
    default int usageCode() {
        return Main.USAGE;
    }
}
