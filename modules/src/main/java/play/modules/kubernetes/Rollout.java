package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/** How far a workload is with its newest template: the rules of {@code kubectl rollout status}. */
sealed interface Rollout {
    /** Kinds of workloads that roll out. */
    enum Kind {
        DEPLOYMENT("Deployment"),
        DAEMONSET("DaemonSet"),
        STATEFULSET("StatefulSet");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }

        /** As manifests spell it. */
        String shown() {
            return shown;
        }

        /** As kubectl takes it, whatever other groups define. */
        String resource() {
            return shown.toLowerCase(java.util.Locale.ROOT) + ".apps";
        }

        static Optional<Kind> of(ObjectId id) {
            return id.apiVersion().equals("apps/v1")
                    ? Stream.of(values())
                            .filter(kind -> kind.shown.equals(id.kind()))
                            .findFirst()
                    : Optional.empty();
        }
    }

    record Done() implements Rollout {}

    record Going(String why) implements Rollout {}

    /** Its controller has given up. */
    record Stuck(String why) implements Rollout {}

    static Rollout of(Kind kind, JsonNode object) {
        if (object.path("status").path("observedGeneration").asLong()
                < object.path("metadata").path("generation").asLong()) {
            return new Going("its controller has not seen the newest version yet");
        }
        return switch (kind) {
            case DEPLOYMENT -> deployment(object);
            case DAEMONSET -> daemonSet(object.path("status"));
            case STATEFULSET -> statefulSet(object);
        };
    }

    private static Rollout deployment(JsonNode object) {
        JsonNode status = object.path("status");
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals("Progressing")
                    && condition.path("reason").asText().equals("ProgressDeadlineExceeded")) {
                return new Stuck("the rollout exceeded its progress deadline: "
                        + condition.path("message").asText());
            }
        }
        long wanted = object.path("spec").path("replicas").asLong(1);
        long all = status.path("replicas").asLong();
        long updated = status.path("updatedReplicas").asLong();
        long available = status.path("availableReplicas").asLong();
        if (updated < wanted) {
            return new Going(updated + " of " + wanted + " new replicas have been made");
        }
        if (all > updated) {
            return new Going((all - updated) + " old replicas are still to end");
        }
        return available < updated ? new Going(available + " of " + updated + " replicas are available") : new Done();
    }

    private static Rollout daemonSet(JsonNode status) {
        long wanted = status.path("desiredNumberScheduled").asLong();
        long updated = status.path("updatedNumberScheduled").asLong();
        long available = status.path("numberAvailable").asLong();
        if (updated < wanted) {
            return new Going(updated + " of " + wanted + " new pods have been made");
        }
        return available < wanted ? new Going(available + " of " + wanted + " pods are available") : new Done();
    }

    private static Rollout statefulSet(JsonNode object) {
        JsonNode status = object.path("status");
        long wanted = object.path("spec").path("replicas").asLong(1);
        long ready = status.path("readyReplicas").asLong();
        long updated = status.path("updatedReplicas").asLong();
        if (ready < wanted) {
            return new Going(ready + " of " + wanted + " pods are ready");
        }
        JsonNode partition =
                object.path("spec").path("updateStrategy").path("rollingUpdate").path("partition");
        if (partition.asLong() > 0) {
            long due = wanted - partition.asLong();
            return updated < due ? new Going(updated + " of " + due + " new pods have been made") : new Done();
        }
        boolean same = status.path("updateRevision")
                .asText()
                .equals(status.path("currentRevision").asText());
        return same ? new Done() : new Going(updated + " of " + wanted + " new pods have been made");
    }
}
