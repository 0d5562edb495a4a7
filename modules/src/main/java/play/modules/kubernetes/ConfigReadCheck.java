package play.modules.kubernetes;

import java.time.Instant;
import java.util.List;

/**
 * Whether an API server works by a configuration: it reads a new one by itself, within a minute or so.
 *
 * @param kind of configuration, as metrics have it
 * @param sha256 of the file
 */
record ConfigReadCheck(Kind kind, String sha256) implements GateCheck {
    /** What an API server reads again while it runs. */
    enum Kind {
        ENCRYPTION("encryption"),
        AUTHENTICATION("authentication");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        private String metric() {
            return "apiserver_" + word + "_config_controller_last_config_info{";
        }
    }

    @Override
    public List<String> arguments() {
        return List.of("get", "--raw", "/metrics");
    }

    @Override
    public Finding judge(Sections.Answer answer, Instant now) {
        if (!answer.succeeded()) {
            return GateCheck.unanswered("the API server does not tell its metrics", answer);
        }
        return answer.text()
                        .lines()
                        .anyMatch(line -> line.startsWith(kind.metric()) && line.contains("sha256:" + sha256))
                ? Finding.FINE
                : new Finding.NotYet(
                        "the API server has not read the " + kind.word + " configuration with SHA-256 " + sha256);
    }
}
