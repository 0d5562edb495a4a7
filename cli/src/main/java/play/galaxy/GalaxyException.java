package play.galaxy;

/** Why something cannot be had, as a sentence without its first word: {@code has no version 2.0}. */
final class GalaxyException extends Exception {
    private static final long serialVersionUID = 1L;

    GalaxyException(String message) {
        super(message);
    }
}
