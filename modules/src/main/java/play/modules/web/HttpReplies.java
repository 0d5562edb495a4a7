package play.modules.web;

import java.time.Duration;
import java.util.List;
import play.host.Base64Text;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.param.SecretText;

/**
 * Asks web servers by the curl of the host.
 *
 * @param config the request as curl's configuration; masked, for it may hold passwords
 */
record HttpReplies(SecretText config, Duration timeout) implements StateFamily<HttpReply> {
    /** Larger answers are cut off and count as none, in bytes. */
    static final int LIMIT = 16 << 20;

    private static final String NO_CURL =
            "the host has no curl, which asks web servers; install it, for example with `package: name=curl`";

    @Override
    public String name() {
        return "answer";
    }

    @Override
    public Class<HttpReply> type() {
        return HttpReply.class;
    }

    /** Keeps of an answer what is not too large. */
    static final String LIMITED = " | head -c " + LIMIT;

    /**
     * The command that makes the request: the configuration comes from a builtin and is in no argument list.
     *
     * @param taking where its answer goes, as shell has it after a command
     */
    static String command(String config, String taking) {
        return "command -v curl >/dev/null || { echo " + ShellWords.quote(NO_CURL) + " >&2; exit 127; }\n"
                + "printf '%s' " + ShellWords.quote(config) + " | curl -q -K -" + taking;
    }

    /** One family makes one request, so all its keys have the same answer. */
    @Override
    public Script read(List<StateKey<HttpReply>> keys) {
        return Script.of(command(config.reveal(), LIMITED + " | base64 | tr -d '\\n'"))
                .within(Script.PROMPT.plus(timeout));
    }

    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public Told<HttpReply> told(List<StateKey<HttpReply>> keys, ScriptResult result) throws UnknownStateException {
        if (result.exitCode() == 127) {
            throw result.unknown("the web server cannot be asked");
        }
        HttpReply reply = HttpReply.parse(Base64Text.decoded(result.out().strip()), result.err());
        return (index, id) -> reply;
    }
}
