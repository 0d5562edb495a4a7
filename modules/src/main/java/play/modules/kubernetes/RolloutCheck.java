package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import play.param.Doc;
import play.param.Matches;

/** Whether a workload has been rolled out, by the rules of {@code kubectl rollout status}. */
public record RolloutCheck(
        @Doc("Kind of the workload.") Rollout.Kind kind,

        @Doc("Its name.") @Matches(value = "[a-z0-9.-]+", expected = "a workload's name")
        String name,

        @Doc("Its namespace.") @Matches(value = "[a-z0-9-]{1,63}", expected = "a namespace's name")
        String namespace)
        implements GateCheck {
    @Override
    public List<String> arguments() {
        return List.of("--namespace=" + namespace, "get", kind.resource(), name, "-o", "json", "--ignore-not-found");
    }

    @Override
    public Finding judge(Sections.Answer answer, Instant now) {
        String shown = kind.shown() + " " + namespace + "/" + name;
        if (!answer.succeeded()) {
            return GateCheck.unanswered(shown + " cannot be read", answer);
        }
        Optional<JsonNode> found = KubeJson.objects(answer.text())
                .flatMap(objects -> objects.stream().findFirst());
        if (found.isEmpty()) {
            return new Finding.NotYet(shown + " is not there");
        }
        return switch (Rollout.of(kind, found.get())) {
            case Rollout.Done() -> Finding.FINE;
            case Rollout.Going(String why) -> new Finding.NotYet(shown + ": " + why);
            case Rollout.Stuck(String why) -> new Finding.Never(shown + ": " + why);
        };
    }
}
