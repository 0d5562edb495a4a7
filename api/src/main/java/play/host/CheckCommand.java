package play.host;

/** A command in which {@code %s} stands for a path, wherever in its quotes that is. */
final class CheckCommand {
    private static final String PLACEHOLDER = "%s";

    /** How the path is written between double quotes. */
    private final String path;

    private final StringBuilder shell = new StringBuilder();
    private char quote;

    private CheckCommand(String path) {
        this.path = path;
    }

    /**
     * The command as shell source.
     *
     * @param path of the file, as it is written between double quotes
     */
    static String of(String command, String path) {
        CheckCommand check = new CheckCommand(path);
        for (int at = 0; at < command.length(); ) {
            at += check.take(command, at);
        }
        return check.shell.toString();
    }

    /** How many chars were taken. */
    private int take(String command, int at) {
        char c = command.charAt(at);
        if (command.startsWith(PLACEHOLDER, at)) {
            shell.append(
                    switch (quote) {
                        case '"' -> path;
                        case '\'' -> "'\"" + path + "\"'";
                        default -> "\"" + path + "\"";
                    });
            return PLACEHOLDER.length();
        }
        if (c == '\\' && quote != '\'' && at + 1 < command.length()) {
            shell.append(c).append(command.charAt(at + 1));
            return 2;
        }
        if (c == quote) {
            quote = 0;
        } else if (quote == 0 && (c == '"' || c == '\'')) {
            quote = c;
        }
        shell.append(c);
        return 1;
    }
}
