package play.modules.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Reach;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.module.Action;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Procedure;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.Range;

/** Makes all pods of a workload anew, or goes back to what it was. */
public final class KubectlRolloutModule implements Procedure<KubectlRolloutModule.Params> {
    /** What is done. */
    public enum Verb {
        RESTART,
        UNDO
    }

    public record Params(
            @Doc("restart: all pods are recreated in a rolling update; undo: the workload is rolled back.")
            Verb action,

            @Doc("Kind of the workload.") Rollout.Kind kind,

            @Doc("Its name.") @Matches(value = "[a-z0-9.-]+", expected = "a workload's name")
            String name,

            @Doc("Its namespace.") @Matches(value = "[a-z0-9-]{1,63}", expected = "a namespace's name")
            String namespace,

            @Doc("For undo: the revision to roll back to; the previous one if not given.")
            @Range(from = 1, to = Integer.MAX_VALUE)
            Optional<Integer> toRevision,

            @Inline KubeAccess access) {

        private String shown() {
            return kind.shown() + " " + namespace + "/" + name;
        }

        private List<String> words() {
            List<String> words = new ArrayList<>(
                    List.of("rollout", action == Verb.RESTART ? "restart" : "undo", kind.resource(), name));
            toRevision.filter(number -> action == Verb.UNDO).ifPresent(number -> words.add("--to-revision=" + number));
            return words;
        }
    }

    record Result(
            @Doc("Exit code of kubectl.") int rc,
            @Doc("What kubectl printed.") String stdout) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "kubectl_rollout",
                    "Restarts the pods of a Deployment, DaemonSet or StatefulSet in a rolling update, or rolls its last"
                            + " change back; k8s_gate waits for the end.",
                    Params.class,
                    new Example(
                            "restart",
                            "",
                            "action: restart\n"
                                    + "kind: Deployment\n"
                                    + "name: web\n"
                                    + "namespace: default\n"
                                    + "kubeconfig: /etc/kubernetes/admin.conf\n"),
                    new Example(
                            "undo",
                            "",
                            "action: undo\n"
                                    + "kind: Deployment\n"
                                    + "name: web\n"
                                    + "namespace: default\n"
                                    + "kubeconfig: /etc/kubernetes/admin.conf\n"))
            .inGroups(KubeAccess.GROUPS)
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        String title = (params.action() == Verb.RESTART ? "restart the pods of " : "roll back the last change of ")
                + params.shown();
        KubeClient client = params.access().client(Optional.of(params.namespace()));
        return new Decision.Do(new Action.Run(
                title,
                client.script("ctl " + ShellWords.join(params.words()) + "\n"),
                List.of(new Effect.Opaque(
                        "the pods of " + params.shown() + " are recreated", new Reach.Service(client.service())))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        return Map.of("rc", (long) done.exitCode(), "stdout", done.out().strip());
    }

    @Override
    public Optional<String> failure(Params params, ScriptResult done) {
        return done.succeeded() ? Optional.empty() : Optional.of(KubeClient.words(done.err()));
    }
}
