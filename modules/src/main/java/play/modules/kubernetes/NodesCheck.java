package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.Range;

/** Whether nodes are there, ready, without pressure, and of the right version. */
public record NodesCheck(
        @Doc("Names of the nodes that must exist and be healthy; all nodes if not given.")
        @Matches(value = "[a-z0-9.-]+", expected = "a node's name")
        @Default("[]")
        List<String> names,

        @Doc("Label selector, such as node-role.kubernetes.io/control-plane: only these nodes are asked for.")
        @Matches(value = "[^\\s'\"]+", expected = "a label selector")
        Optional<String> selector,

        @Doc("How many there must be, no more and no fewer.") @Range(from = 0, to = 5000)
        Optional<Integer> count,

        @Doc("The version each node's kubelet must have: v1.36.4.")
        @Matches(value = "v[0-9]+\\.[0-9]+\\.[0-9]+\\S*", expected = "a version such as v1.36.4")
        Optional<String> kubeletVersion,

        @Doc("Whether a cordoned node counts as unhealthy.") @Default("false")
        boolean schedulable)
        implements GateCheck {
    /** Conditions that mean trouble where they are true. */
    private static final Set<String> PRESSURES =
            Set.of("MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable");

    @Override
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("get", "nodes", "-o", "json"));
        selector.ifPresent(labels -> arguments.add("--selector=" + labels));
        return arguments;
    }

    @Override
    public Finding judge(Sections.Answer answer, Instant now) {
        Optional<List<JsonNode>> all = answer.succeeded() ? KubeJson.objects(answer.text()) : Optional.empty();
        if (all.isEmpty()) {
            return GateCheck.unanswered("nodes cannot be listed", answer);
        }
        List<JsonNode> asked = all.get().stream()
                .filter(node -> names.isEmpty() || names.contains(name(node)))
                .toList();
        List<String> faults = new ArrayList<>();
        names.stream()
                .filter(name -> asked.stream().noneMatch(node -> name(node).equals(name)))
                .forEach(name -> faults.add("the node " + name + " is not there: its kubelet has not registered"));
        count.filter(wanted -> wanted != asked.size())
                .ifPresent(wanted -> faults.add("there are " + asked.size() + " nodes, not " + wanted));
        if (asked.isEmpty() && faults.isEmpty() && count.isEmpty()) {
            faults.add("there is no node");
        }
        asked.forEach(node -> faults(node, faults));
        return faults.isEmpty()
                ? new Finding.Fine(
                        "nodes", asked.stream().map(NodesCheck::shown).toList())
                : new Finding.NotYet(String.join("; ", faults));
    }

    private void faults(JsonNode node, List<String> faults) {
        Optional<JsonNode> ready = condition(node, "Ready");
        if (!ready.map(condition -> condition.path("status").asText()).equals(Optional.of("True"))) {
            String why = ready.map(condition -> ": " + condition.path("reason").asText() + ", "
                            + condition.path("message").asText())
                    .orElse("");
            faults.add("the node " + name(node) + " is not Ready" + why);
        }
        for (JsonNode condition : node.path("status").path("conditions")) {
            if (PRESSURES.contains(condition.path("type").asText())
                    && condition.path("status").asText().equals("True")) {
                faults.add("the node " + name(node) + " has "
                        + condition.path("type").asText() + ": "
                        + condition.path("message").asText());
            }
        }
        kubeletVersion
                .filter(wanted -> !wanted.equals(version(node)))
                .ifPresent(wanted ->
                        faults.add("the node " + name(node) + " has kubelet " + version(node) + ", not " + wanted));
        if (schedulable && node.path("spec").path("unschedulable").asBoolean()) {
            faults.add("the node " + name(node) + " is cordoned");
        }
    }

    private static Optional<JsonNode> condition(JsonNode node, String type) {
        for (JsonNode condition : node.path("status").path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> shown(JsonNode node) {
        return Map.of(
                "name",
                name(node),
                "kubelet_version",
                version(node),
                "unschedulable",
                node.path("spec").path("unschedulable").asBoolean());
    }

    private static String name(JsonNode node) {
        return node.path("metadata").path("name").asText();
    }

    private static String version(JsonNode node) {
        return node.path("status").path("nodeInfo").path("kubeletVersion").asText();
    }
}
