package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether an extension of the API is available: the API server reaches its service and trusts its certificate.
 *
 * @param name of the APIService: {@code v1beta1.metrics.k8s.io}
 */
record ApiServiceCheck(String name) implements GateCheck {
    @Override
    public List<String> arguments() {
        return List.of("get", "apiservices.apiregistration.k8s.io", name, "-o", "json", "--ignore-not-found");
    }

    @Override
    public Finding judge(Sections.Answer answer, Instant now) {
        if (!answer.succeeded()) {
            return GateCheck.unanswered("the APIService " + name + " cannot be read", answer);
        }
        Optional<JsonNode> found = KubeJson.objects(answer.text())
                .flatMap(objects -> objects.stream().findFirst());
        if (found.isEmpty()) {
            return new Finding.NotYet("the APIService " + name + " is not there");
        }
        for (JsonNode condition : found.get().path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Available")) {
                return condition.path("status").asText().equals("True")
                        ? Finding.FINE
                        : new Finding.NotYet("the APIService " + name + " is not available: "
                                + condition.path("reason").asText() + ", "
                                + condition.path("message").asText());
            }
        }
        return new Finding.NotYet("the APIService " + name + " has no condition yet");
    }
}
