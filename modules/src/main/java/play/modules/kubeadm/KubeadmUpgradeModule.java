package play.modules.kubeadm;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Reach;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.module.Action;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Procedure;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/** What kubeadm does to a host when its cluster gets another version. */
public final class KubeadmUpgradeModule implements Procedure<KubeadmUpgradeModule.Params> {
    /** Which part. */
    public enum Step {
        /** Static pods of the first host of the control plane, and what the cluster keeps of its version. */
        APPLY,
        /** Settings of the kubelet on a host; its static pods too where it has some. */
        NODE
    }

    public record Params(
            @Doc("apply is for the first host of the control plane, node for any other host.")
            Step step,

            @Doc("Version of Kubernetes that it gets, without a leading v; that of the kubeadm program.")
            @Matches(
                    value = "[0-9]{1,4}[.][0-9]{1,4}[.][0-9]{1,4}(-[0-9A-Za-z.]+)?",
                    expected = "a version such as 1.37.2")
            String version,

            @Doc("Whether etcd gets the version that kubeadm has for it, where that differs.") @Default("true")
            boolean etcdUpgrade,

            @Doc("Whether the certificates of what is upgraded are renewed.") @Default("true")
            boolean certificateRenewal,

            @Doc("When images are pulled.")
            @Matches(value = "Always|IfNotPresent|Never", expected = "Always, IfNotPresent or Never")
            @Default("IfNotPresent")
            String imagePullPolicy,

            @Doc("Checks of kubeadm whose errors are only told, by name: SystemVerification.")
            @Matches(value = "[A-Za-z0-9._-]+", expected = "the name of a check")
            @Default("[]")
            List<String> ignorePreflightErrors,

            @Doc("The kubeadm program on the host, of the new version.") @HostPath @Default("/usr/local/bin/kubeadm")
            String kubeadm,

            @Doc("How long it may take, with images that are pulled.") @Default("15m")
            Duration timeout) {

        private String config() {
            String version = switch (step) {
                case APPLY -> "  kubernetesVersion: v" + this.version + "\n";
                case NODE -> "";
            };
            return "apiVersion: kubeadm.k8s.io/v1beta4\nkind: UpgradeConfiguration\n" + verb() + ":\n" + version
                    + "  etcdUpgrade: " + etcdUpgrade + "\n  certificateRenewal: " + certificateRenewal
                    + "\n  imagePullPolicy: " + imagePullPolicy + "\n  ignorePreflightErrors: ["
                    + String.join(", ", ignorePreflightErrors) + "]\n";
        }

        private String verb() {
            return step.name().toLowerCase(Locale.ROOT);
        }

        private String words() {
            return switch (step) {
                case APPLY -> "apply --yes";
                case NODE -> "node";
            };
        }

        /** What the program may write. */
        private Reach reach() {
            Reach settings = Reach.files(
                    "/etc/kubernetes/manifests",
                    "/etc/kubernetes/tmp",
                    "/etc/kubernetes/kubelet.conf",
                    "/var/lib/kubelet/config.yaml",
                    "/var/lib/kubelet/instance-config.yaml",
                    "/var/lib/kubelet/kubeadm-flags.env");
            return certificateRenewal
                    ? Reach.of(
                            settings,
                            Reach.files(
                                    "/etc/kubernetes/pki",
                                    "/etc/kubernetes/admin.conf",
                                    "/etc/kubernetes/super-admin.conf",
                                    "/etc/kubernetes/controller-manager.conf",
                                    "/etc/kubernetes/scheduler.conf"))
                    : settings;
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "kubeadm_upgrade",
            "Upgrades a host of a cluster by kubeadm (`kubeadm upgrade apply`, `kubeadm upgrade node`). Whether"
                    + " there is anything to upgrade is asked before, by unit_versions. The kubelet is"
                    + " restarted by others.",
            Params.class,
            new Example(
                    "the first host of the control plane",
                    "",
                    "step: apply\nversion: 1.37.2\nkubeadm: /opt/kubeadm-1.37.2/kubeadm\n"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        return new Decision.Do(new Action.Run(
                "kubeadm upgrade " + params.words(),
                script(params),
                List.of(new Effect.Opaque("kubeadm writes them", params.reach()))));
    }

    /** One that goes on after the connection has broken is waited for: two at a time would spoil each other's files. */
    private static Script script(Params params) {
        String text = """
            export LC_ALL=C
            PATH=%1$s:$PATH:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin
            exec 9>/run/kubeadm-upgrade.lock
            flock 9 || exit 1
            file=/run/kubeadm-upgrade.yaml
            trap 'rm -f "$file"' EXIT
            printf '%%s' %2$s >"$file" || exit 1
            said=$(%3$s upgrade %4$s --config "$file" 2>&1) || {
              printf '%%s\n' "$said" | grep -v '^[IW][0-9]' | tail -n 20 >&2
              exit 1
            }
            """;
        return Script.of(text.formatted(
                        ShellWords.quote(Paths.parent(Paths.clean(params.kubeadm()))),
                        ShellWords.quote(params.config()),
                        ShellWords.quote(params.kubeadm()),
                        params.words()))
                .within(params.timeout());
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        return Map.of();
    }

    @Override
    public Optional<String> failure(Params params, ScriptResult done) {
        return done.succeeded() ? Optional.empty() : Optional.of(done.err().strip());
    }
}
