package play.cli;

import java.util.Optional;

/** Where the lines of a console come from. */
interface ConsoleInput extends AutoCloseable {
    /** The next line, or lines that belong together; nothing at the end. */
    Optional<String> next(String prompt) throws UsageException;

    @Override
    default void close() {}
}
