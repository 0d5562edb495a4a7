package play.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Looks into messages. */
final class Says {
    private Says() {}

    /** Asserts that a message has all these words. */
    static void assertSays(Throwable failure, String... words) {
        String message = String.valueOf(failure.getMessage());
        for (String word : words) {
            assertTrue(message.contains(word), () -> "not '" + word + "': " + message);
        }
    }
}
