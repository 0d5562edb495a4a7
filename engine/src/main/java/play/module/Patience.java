package play.module;

import java.time.Duration;

/**
 * How long a gate goes on asking.
 *
 * @param deadline from the first look
 * @param pause between two looks
 */
public record Patience(Duration deadline, Duration pause) {}
