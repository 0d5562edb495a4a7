package play.host;

/**
 * Looks numbers of accounts up, as the host's name service knows them.
 *
 * @param database of the name service: {@code passwd} or {@code group}
 */
public record NumberedAccounts(String database) implements LineFamily<NumberedAccount> {
    public static final NumberedAccounts USERS = new NumberedAccounts("passwd");
    public static final NumberedAccounts GROUPS = new NumberedAccounts("group");

    @Override
    public String name() {
        return "name of " + database;
    }

    @Override
    public Class<NumberedAccount> type() {
        return NumberedAccount.class;
    }

    /** Without {@code getent}, as in small images, there is no name service but the file. */
    @Override
    public String ask(String number) {
        return "line=$(getent " + database + " " + number + " 2>/dev/null || grep -m 1 '^[^:]*:[^:]*:" + number
                + "\\(:\\|$\\)' /etc/" + database + " 2>/dev/null); printf '%s\\n' \"${line%%:*}\"\n";
    }

    @Override
    public Script script(String lines) {
        return Script.of(lines);
    }

    @Override
    public NumberedAccount told(String number, String line) {
        return new NumberedAccount(line);
    }

    @Override
    public String silence(ScriptResult result) {
        return "the host does not tell the names of accounts: " + result.err().strip();
    }
}
