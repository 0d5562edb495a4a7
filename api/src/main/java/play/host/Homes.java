package play.host;

/** Homes of accounts, by the accounts' names; by {@link #HERE} the directory that commands begin in. */
public record Homes() implements LineFamily<Home> {
    /** What no account is called. */
    public static final String HERE = "/";

    public static StateKey<Home> of(String account) {
        return new Homes().key(account);
    }

    @Override
    public String name() {
        return "home";
    }

    @Override
    public Class<Home> type() {
        return Home.class;
    }

    /** A shell leaves the name of an account as it is that it does not know. */
    @Override
    public String ask(String account) {
        if (account.equals(HERE)) {
            return "pwd -P\n";
        }
        return "home=~" + account + "; printf '%s\\n' \"$home\"\n";
    }

    @Override
    public Script script(String lines) {
        return Script.of(lines);
    }

    @Override
    public Home told(String account, String line) throws UnknownStateException {
        if (line.startsWith("/")) {
            return new Home(line);
        }
        if (line.equals("~" + account)) {
            return new Home("");
        }
        throw UnknownStateException.expected("an absolute path", line);
    }

    @Override
    public String silence(ScriptResult result) {
        return "the host does not tell of homes: " + result.err().strip();
    }
}
