package play.modules.kubeadm;

import java.time.Duration;
import java.util.List;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.modules.services.SinceStart;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;

/** A static pod whose container goes by files as they are. */
public final class StaticPodModule implements Resource<StaticPodModule.Params> {
    public record Params(
            @Doc("The pod of namespace kube-system, without the host's name, which its container has too:"
                    + " kube-apiserver.")
            @Matches(value = "[a-z0-9]([a-z0-9-]*[a-z0-9])?", expected = "a pod's name")
            String name,

            @Doc("Files that it reads at its start; one that is not there does not count.") @HostPath
            List<String> files,

            @Doc("How long it may take until the kubelet has started it anew.") @Default("3m")
            Duration timeout,

            @Inline ContainerRuntime runtime) {

        private StateKey<SinceStart> start() {
            return new StaticPodStart(runtime, name, files).key();
        }
    }

    /**
     * The kubelet starts another container as soon as one has ended, the first time at once; it may have ended by then.
     */
    private static final String RESTART = """
        old=$(running)
        [ -z "$old" ] || ctl stop --timeout 30 $old >/dev/null || exit 1
        while :; do
          for id in $(running); do
            case " $(echo $old) " in *" $id "*) ;; *) exit 0 ;; esac
          done
          sleep 1
        done
        """;

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "static_pod",
            "Restarts the container of a static pod that runs since before files that it reads at its start were"
                    + " changed. Whether the pod is ready then is for a gate to tell.",
            Params.class,
            Examples.cluster("absent, which is right", "", "name: kube-scheduler\nfiles: [/etc/kubernetes/none]\n"),
            Examples.cluster(
                    "drifted",
                    "sleep 1; touch /etc/kubernetes/scheduler.conf\n",
                    "name: kube-scheduler\nfiles: [/etc/kubernetes/scheduler.conf]\n"),
            Examples.cluster("right", "", "name: kube-scheduler\nfiles: [/etc/kubernetes/scheduler.conf]\n"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.start());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.start()), start -> {
            if (!start.runs()) {
                return new Plan.Rejected("no container of static pod " + params.name()
                        + " runs: see `crictl ps -a` and `journalctl -u kubelet` on the host");
            }
            return start.newer().isEmpty() ? Plan.UNCHANGED : restart(params);
        });
    }

    private static Plan restart(Params params) {
        String title = "restart static pod " + params.name();
        Script script =
                Script.of(params.runtime().functions(params.name()) + RESTART).within(params.timeout());
        return new Plan.Change(
                title,
                new Action.Run(
                        title, script, List.of(new Effect.Sets<>(params.start(), new SinceStart(true, List.of())))));
    }
}
