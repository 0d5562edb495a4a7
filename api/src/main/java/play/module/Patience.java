package play.module;

import java.time.Duration;

/**
 * How long a gate goes on asking.
 *
 * @param deadline from the first look
 * @param pause between two looks
 * @param delay before the first look; a dry run looks at once
 */
public record Patience(Duration deadline, Duration pause, Duration delay) {
    public Patience(Duration deadline, Duration pause) {
        this(deadline, pause, Duration.ZERO);
    }
}
