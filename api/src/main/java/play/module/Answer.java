package play.module;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a query found. */
public sealed interface Answer {
    /** The result that {@code register} gets. */
    record Found(Map<String, @Nullable Object> value) implements Answer {}

    /** Not yet; {@code why} says what is seen instead. Without patience left it is a failure. */
    record Waiting(String why) implements Answer {}

    /** No, and waiting would not help. */
    record Failed(String why) implements Answer {}
}
