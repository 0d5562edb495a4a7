package play.modules.downloads;

/** The configuration of curl, which it reads line by line: what stands there is in no list of processes. */
public final class CurlText {
    private final StringBuilder text = new StringBuilder();

    public CurlText flag(String name) {
        text.append(name).append('\n');
        return this;
    }

    public CurlText flag(String name, boolean on) {
        return on ? flag(name) : this;
    }

    /** Within quotes, where a line feed would begin an option of its own. */
    public CurlText set(String name, String value) {
        text.append(name).append(" = \"");
        value.chars().forEach(c -> text.append(escaped((char) c)));
        text.append("\"\n");
        return this;
    }

    private static String escaped(char c) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '"' -> "\\\"";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.valueOf(c);
        };
    }

    /** All lines. */
    @Override
    public String toString() {
        return text.toString();
    }
}
