package play.param;

import org.jspecify.annotations.Nullable;

/**
 * The parameter type for a YAML file on the controller: its name as written, and the data it holds.
 *
 * @param data plain immutable data of the one document
 */
public record DataFile(String name, @Nullable Object data) {}
