package play.modules.kubernetes;

import java.time.Instant;
import java.util.List;

/** Whether the user may do something. */
record RightCheck(String verb, String resource) implements GateCheck {
    @Override
    public List<String> arguments() {
        return List.of("auth", "can-i", verb, resource);
    }

    @Override
    public Finding judge(Sections.Answer answer, Instant now) {
        return answer.succeeded()
                ? Finding.FINE
                : GateCheck.unanswered("the user may not " + verb + " " + resource, answer);
    }
}
