package play.modules.kubernetes;

import java.time.Instant;
import java.util.List;
import play.param.Doc;
import play.param.Matches;

/**
 * Whether an API server rejects a ConfigMap with certain words, as a webhook does that it asks. Nothing is made, even
 * where it is admitted.
 */
public record RejectionCheck(
        @Doc("The namespace.") @Matches(value = "[a-z0-9-]+", expected = "a namespace")
        String namespace,

        @Doc("Words of the rejection.") @Matches(value = ".*\\S.*", expected = "words")
        String message)
        implements GateCheck {
    @Override
    public List<String> arguments() {
        return List.of(
                "create",
                "configmap",
                "--namespace",
                namespace,
                "play-rejected",
                "--dry-run=server",
                "--request-timeout=10s");
    }

    @Override
    public Finding judge(Sections.Answer answer, Instant now) {
        if (answer.succeeded()) {
            return new Finding.NotYet(
                    "a ConfigMap in " + namespace + " is admitted, and should be rejected with '" + message + "'");
        }
        return answer.text().contains(message)
                ? Finding.FINE
                : GateCheck.unanswered(
                        "a ConfigMap in " + namespace + " is not rejected with '" + message + "'", answer);
    }
}
