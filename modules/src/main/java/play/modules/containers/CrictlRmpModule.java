package play.modules.containers;

import java.util.List;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.modules.remains.Remains;
import play.modules.remains.Removal;
import play.modules.remains.Search;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;

/** Stops and removes all pods of a host, with the networks and processes they have. */
public final class CrictlRmpModule implements Resource<CrictlRmpModule.Params> {
    public record Params(
            @Doc("The crictl program on the host; without it, the host has no pods if it has no processes of pods.")
            @HostPath
            @Default("/usr/local/bin/crictl")
            String crictl,

            @Doc("Socket of the container runtime on the host.") @HostPath @Default("/run/containerd/containerd.sock")
            String socket) {

        private String client() {
            return ShellWords.quote(crictl) + " --runtime-endpoint " + ShellWords.quote("unix://" + socket)
                    + " --timeout 60s";
        }

        private StateKey<Remains> pods() {
            return new Search("pods", LOOK.formatted(client())).key(crictl);
        }
    }

    /** Without a runtime that answers, what keeps a container's processes tells: it outlives the runtime. */
    private static final String LOOK = """
        if [ -x "$1" ] && p=$(%s pods -q 2>/dev/null); then printf '%%s\\n' "$p"; return 0; fi
        for c in /proc/[0-9]*/cmdline; do
          case $(tr '\\0' ' ' 2>/dev/null <"$c") in
            *containerd-shim*" -namespace k8s.io "*)
              echo "pods run, but the container runtime does not answer; start it"; return 1 ;;
          esac
        done
        return 0
        """;

    private static final String RUNTIME = """
        - package: {name: [containerd, runc], provides: {units: [containerd], paths: [/usr/bin/ctr]}}
        - artifact: {name: image-pause, dest: /srv/pause.tar}
        - artifact: {name: crictl, dest: /usr/local/bin/crictl, mode: "0755"}
        """;

    private static final String PREPARED = """
        mkdir -p /etc/containerd
        cat >/etc/containerd/config.toml <<'T'
        version = 2
        [plugins."io.containerd.grpc.v1.cri"]
        sandbox_image = "localhost/pause:1.0.0"
        restrict_oom_score_adj = true
        T
        systemctl restart containerd
        ctr -n k8s.io images import /srv/pause.tar
        """;

    private static final String A_POD = PREPARED + """
        echo '{"metadata": {"name": "a", "namespace": "b", "uid": "c"}, "log_directory": "/tmp", \
        "linux": {"security_context": {"namespace_options": {"network": 2}}}}' >/srv/pod.json
        crictl --runtime-endpoint unix:///run/containerd/containerd.sock runp /srv/pod.json
        """;

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "crictl_rmp",
            "Stops and removes all pods of a host by its container runtime.",
            Params.class,
            new Example("absent, which is right", "", "{}\n"),
            new Example("drifted", A_POD, "{}\n", RUNTIME),
            new Example("right", PREPARED, "{}\n", RUNTIME));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.pods());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Removal.of(params.pods(), "all pods", known, found -> {
            String pods = ShellWords.join(found);
            return params.client() + " stopp " + pods + " >/dev/null && " + params.client() + " rmp -f " + pods
                    + " >/dev/null\n";
        });
    }
}
