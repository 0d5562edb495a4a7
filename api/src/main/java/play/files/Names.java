package play.files;

/**
 * Names of users and groups as owners of files; those of a directory service may hold blanks and backslashes. Numbers
 * are not taken: {@code stat} shows names, and they would differ for ever.
 */
public final class Names {
    public static final String PATTERN =
            "(?![0-9]+$)[^-:/\\x00-\\x20\\x7f]([^:/\\x00-\\x1f\\x7f]*[^:/\\x00-\\x20\\x7f])?";
    public static final String EXPECTED = "a name (not a number)";

    private Names() {}
}
