package play.plugin;

/** A plugin that cannot be loaded; the message is a sentence that says why, and what to do. */
final class PluginException extends Exception {
    private static final long serialVersionUID = 1L;

    PluginException(String message) {
        super(message);
    }
}
