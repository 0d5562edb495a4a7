package play.modules.web;

import java.util.Optional;
import play.host.Script;
import play.param.PathSource;
import play.param.SecretText;
import play.value.Bytes;

/**
 * What is asked of a web server.
 *
 * @param method in any case
 */
record HttpRequest(String method, String url, HttpBody body, HttpOptions options) {
    /** Curl reads its configuration from its standard input, so that of the script gets another number. */
    private static final String KEEP_INPUT = "exec 8<&0\n";

    private static final String INPUT = "/dev/fd/8";

    /** As curl's configuration. */
    SecretText config() {
        return new SecretText(CurlConfig.of(this));
    }

    String shown() {
        return method + " " + url;
    }

    /** What curl is to send of a file, in its own words. */
    Optional<String> file() {
        return body.src().map(src -> "@" + (src instanceof PathSource.OnHost(String path) ? path : INPUT));
    }

    /**
     * The script that sends it.
     *
     * @param taking where its answer goes, as shell has it after a command
     */
    Script script(String taking) {
        return Script.of(KEEP_INPUT + HttpReplies.command(config().reveal(), taking))
                .withStdin(body.file().orElse(Bytes.EMPTY))
                .within(Script.PROMPT.plus(options.timeout()));
    }
}
