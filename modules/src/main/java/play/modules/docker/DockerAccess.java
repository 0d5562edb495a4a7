package play.modules.docker;

import java.util.List;
import play.host.Script;
import play.host.ShellWords;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.NoEffect;

/** How docker or podman is called on the host. */
record DockerAccess(
        @Inline DockerClient client,

        @Doc("How long to wait for answers, in seconds.")
        @NoEffect("The client of the host knows how long. Leave it out.")
        @Default("60")
        int timeout,

        @Doc("Whether more is told.") @NoEffect("-vvv tells more. Leave it out.") @Default("false")
        boolean debug) {
    /** See {@link DockerClient#daemon}. */
    String daemon() {
        return client.daemon();
    }

    /** See {@link DockerClient#asking}. */
    Script asking(String shell) {
        return client.asking(shell);
    }

    /** See {@link DockerClient#acting}. */
    Script acting(List<List<String>> calls) {
        return client.acting(calls);
    }

    /** See {@link DockerClient#doing}. */
    Script doing(String shell) {
        return client.doing(shell);
    }

    /** Shell for one call. */
    static String call(List<String> words) {
        return "client " + ShellWords.join(words) + " >/dev/null\n";
    }

    /** What command lines match that do other things than these, of which there is a pattern. */
    static String unless(String verbs) {
        return "^(?!(\\S*/)?(docker|podman)\\s+(" + verbs + ")\\b)";
    }
}
