package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import play.host.HostState;
import play.host.UnknownStateException;

/**
 * A node and the pods on it that a drain has to move.
 *
 * @param cordoned whether it takes no new pods
 * @param pods sorted by name; those that the kubelet runs from files of its own are not among them
 */
record NodePods(boolean present, boolean cordoned, List<Pod> pods) implements HostState {
    /**
     * A pod.
     *
     * @param daemon whether a DaemonSet would put it back at once
     * @param unmanaged whether nothing would make it anew elsewhere
     * @param local whether data in an emptyDir would be lost with it
     */
    record Pod(String name, boolean daemon, boolean unmanaged, boolean local) {
        @Override
        public String toString() {
            return name;
        }
    }

    NodePods {
        pods = List.copyOf(pods);
    }

    /** Reads it, by node. */
    record Family(KubeClient client) implements KubeStates<NodePods> {
        private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

        @Override
        public String name() {
            return "node";
        }

        @Override
        public Class<NodePods> type() {
            return NodePods.class;
        }

        @Override
        public List<List<String>> calls(String id) {
            return List.of(
                    List.of("get", "node", id, "-o", "json", "--ignore-not-found"),
                    List.of("get", "pods", "--all-namespaces", "--field-selector=spec.nodeName=" + id, "-o", "json"));
        }

        @Override
        public NodePods state(String id, List<Sections.Answer> answers) throws UnknownStateException {
            List<Pod> pods = new ArrayList<>();
            for (JsonNode pod : KubeJson.told(answers.get(1).text())) {
                if (!pod.path("metadata").path("annotations").has("kubernetes.io/config.mirror")) {
                    pods.add(pod(pod));
                }
            }
            return KubeStates.object(answers.getFirst())
                    .map(node -> new NodePods(
                            true, node.path("spec").path("unschedulable").asBoolean(), pods))
                    .orElse(new NodePods(false, false, List.of()));
        }

        private static Pod pod(JsonNode pod) {
            String controller = "";
            for (JsonNode owner : pod.path("metadata").path("ownerReferences")) {
                controller = owner.path("controller").asBoolean()
                        ? owner.path("kind").asText()
                        : controller;
            }
            boolean local = false;
            for (JsonNode volume : pod.path("spec").path("volumes")) {
                local = local || volume.has("emptyDir");
            }
            boolean ended = ENDED.contains(pod.path("status").path("phase").asText());
            String name = pod.path("metadata").path("namespace").asText() + "/"
                    + pod.path("metadata").path("name").asText();
            return new Pod(
                    name, controller.equals("DaemonSet") && !ended, controller.isEmpty() && !ended, local && !ended);
        }
    }
}
