package play.modules.kubernetes;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the server's own checks are all well. */
record ReadyCheck() implements GateCheck {
    @Override
    public List<String> arguments() {
        return List.of("get", "--raw", "/readyz?verbose");
    }

    @Override
    public Finding judge(Sections.Answer answer, Instant now) {
        if (answer.succeeded()) {
            return Finding.FINE;
        }
        if (answer.text().contains("(Forbidden)")) {
            // For some seconds after its start a server lets nobody in: it has still to make or read its RBAC roles.
            return new Finding.NotYet(
                    "the API server does not let this user see /readyz, as right after its start or by its"
                            + " configuration: "
                            + last(answer));
        }
        return new Finding.NotYet("/readyz reports a failure: " + last(answer));
    }

    /** What is well is left out. */
    private static String last(Sections.Answer answer) {
        List<String> lines = answer.text()
                .lines()
                .filter(line -> !line.startsWith("[+]") && !line.isBlank())
                .map(String::strip)
                .toList();
        return lines.subList(Math.max(0, lines.size() - 6), lines.size()).stream()
                .collect(Collectors.joining(" "));
    }
}
