package play.files;

/** Names of users and groups as owners of files; those of a directory service may hold blanks and backslashes. */
public final class Names {
    /** A number of a user or group. */
    public static final String NUMBER = "[0-9]{1,10}";

    /** Of those that must have a name: a number would be one of an account that may not be there yet. */
    public static final String PATTERN =
            "(?![0-9]+$)[^-:/\\x00-\\x20\\x7f]([^:/\\x00-\\x1f\\x7f]*[^:/\\x00-\\x20\\x7f])?";

    /** Either of them. */
    public static final String OR_NUMBER = NUMBER + "|" + PATTERN;

    /** What to tell the user where {@link #PATTERN} does not match. */
    public static final String EXPECTED_NAME = "a name (not a number)";

    /** What to tell the user where {@link #OR_NUMBER} does not match. */
    public static final String EXPECTED = "a name or number of an account";

    private Names() {}
}
