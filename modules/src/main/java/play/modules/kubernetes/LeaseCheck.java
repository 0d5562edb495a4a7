package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether somebody holds a lease of kube-system and goes on renewing it.
 *
 * @param age how long ago it may have been renewed
 */
record LeaseCheck(String name, Duration age) implements GateCheck {
    @Override
    public List<String> arguments() {
        return List.of("--namespace=kube-system", "get", "lease", name, "-o", "json", "--ignore-not-found");
    }

    @Override
    public Finding judge(Sections.Answer answer, Instant now) {
        if (!answer.succeeded()) {
            return GateCheck.unanswered("the lease " + name + " cannot be read", answer);
        }
        Optional<JsonNode> spec = KubeJson.objects(answer.text())
                .flatMap(found -> found.stream().findFirst())
                .map(lease -> lease.path("spec"));
        String holder =
                spec.map(lease -> lease.path("holderIdentity").asText("")).orElse("");
        Optional<Instant> renewed =
                spec.flatMap(lease -> time(lease.path("renewTime").asText("")));
        if (holder.isEmpty() || renewed.isEmpty()) {
            return new Finding.NotYet("no one holds the lease " + name);
        }
        Duration since = Duration.between(renewed.get(), now);
        return since.compareTo(age) > 0
                ? new Finding.NotYet("the lease " + name + " was renewed " + since.toSeconds() + " s ago, by " + holder)
                : new Finding.Fine("leases", Map.of(name, holder));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
