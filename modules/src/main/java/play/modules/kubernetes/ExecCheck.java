package play.modules.kubernetes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import play.param.Doc;
import play.param.Matches;

/** Whether a command runs in a pod, which takes the way from the API server to the kubelet of its node. */
public record ExecCheck(
        @Doc("Name of the pod.") @Matches(value = "[a-z0-9.-]+", expected = "a pod's name")
        String pod,

        @Doc("Its namespace.") @Matches(value = "[a-z0-9-]+", expected = "a namespace")
        String namespace,

        @Doc("The command and its arguments; it must change nothing, and be done within seconds.")
        List<String> command)
        implements GateCheck {
    public ExecCheck {
        command = List.copyOf(command);
    }

    @Override
    public List<String> arguments() {
        List<String> arguments =
                new ArrayList<>(List.of("exec", "--namespace", namespace, pod, "--request-timeout=10s", "--"));
        arguments.addAll(command);
        return arguments;
    }

    @Override
    public Finding judge(Sections.Answer answer, Instant now) {
        return answer.succeeded()
                ? Finding.FINE
                : GateCheck.unanswered("no command runs in pod " + namespace + "/" + pod, answer);
    }
}
