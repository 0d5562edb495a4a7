package play.load;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.argspec.Options;
import play.param.ReadBy;

/**
 * The argument spec that a task is given.
 *
 * @param written as it was given
 * @param variables those of the names of its options that are defined
 */
@ReadBy(TaskSpecType.class)
public record TaskSpec(Map<?, ?> written, Options options, Map<String, @Nullable Object> variables) {}
