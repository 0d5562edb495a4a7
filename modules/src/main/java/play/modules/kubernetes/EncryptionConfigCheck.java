package play.modules.kubernetes;

import java.time.Instant;
import java.util.List;

/**
 * Whether an API server encrypts by a configuration: it reads a new one by itself, within a minute or so.
 *
 * @param sha256 of the file
 */
record EncryptionConfigCheck(String sha256) implements GateCheck {
    private static final String METRIC = "apiserver_encryption_config_controller_last_config_info{";

    @Override
    public List<String> arguments() {
        return List.of("get", "--raw", "/metrics");
    }

    @Override
    public Finding judge(Sections.Answer answer, Instant now) {
        if (!answer.succeeded()) {
            return GateCheck.unanswered("the API server does not tell its metrics", answer);
        }
        return answer.text().lines().anyMatch(line -> line.startsWith(METRIC) && line.contains("sha256:" + sha256))
                ? Finding.FINE
                : new Finding.NotYet("the API server has not read the encryption configuration with SHA-256 " + sha256);
    }
}
