package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the cluster knows how busy nodes are, as {@code kubectl top nodes} shows it.
 *
 * @param names of the nodes
 */
record NodeMetricsCheck(List<String> names) implements GateCheck {
    NodeMetricsCheck {
        names = List.copyOf(names);
    }

    @Override
    public List<String> arguments() {
        return List.of("get", "--raw", "/apis/metrics.k8s.io/v1beta1/nodes");
    }

    @Override
    public Finding judge(Sections.Answer answer, Instant now) {
        Optional<List<JsonNode>> metrics = answer.succeeded() ? KubeJson.objects(answer.text()) : Optional.empty();
        if (metrics.isEmpty()) {
            return GateCheck.unanswered("the metrics API does not answer", answer);
        }
        Set<String> told = new TreeSet<>();
        metrics.get()
                .forEach(node -> told.add(node.path("metadata").path("name").asText()));
        List<String> missing = new ArrayList<>(names);
        missing.removeAll(told);
        return missing.isEmpty()
                ? Finding.FINE
                : new Finding.NotYet("the metrics API has no metrics yet of " + String.join(", ", missing));
    }
}
