package play.modules.users;

/** Names of users and groups. */
final class AccountName {
    /** A pattern for parameters that take the name of a user or group. */
    static final String PATTERN = "[A-Za-z_][A-Za-z0-9_.-]*\\$?";

    /** What to tell the user where {@link #PATTERN} does not match. */
    static final String EXPECTED = "a name of letters, digits, '_', '-' and '.', not a number";

    private AccountName() {}
}
