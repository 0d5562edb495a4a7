package play.modules.network;

import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.param.SecretText;
import play.value.Bytes;

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

    /** The command that makes the request: the configuration comes from a builtin and is in no argument list. */
    static String command(String config) {
        return "command -v curl >/dev/null || { echo " + ShellWords.quote(NO_CURL) + " >&2; exit 127; }\n"
                + "printf '%s' " + ShellWords.quote(config) + " | curl -q -K - | head -c " + LIMIT;
    }

    /** One family makes one request, so all its keys have the same answer. */
    @Override
    public Script read(List<StateKey<HttpReply>> keys) {
        return Script.of(command(config.reveal()) + " | base64 | tr -d '\\n'").within(Script.PROMPT.plus(timeout));
    }

    @Override
    public Map<StateKey<HttpReply>, Observed<HttpReply>> parse(List<StateKey<HttpReply>> keys, ScriptResult result) {
        Observed<HttpReply> reply = result.exitCode() == 127
                ? new Observed.Unknown<>(result.err().strip())
                : Observed.read(HttpReply.parse(
                        Bytes.of(Base64.getDecoder().decode(result.out().strip())), result.err()));
        Map<StateKey<HttpReply>, Observed<HttpReply>> states = new LinkedHashMap<>();
        keys.forEach(key -> states.put(key, reply));
        return states;
    }
}
