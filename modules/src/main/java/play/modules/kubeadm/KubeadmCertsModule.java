package play.modules.kubeadm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import play.files.Paths;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.value.Foreseen;

/** Certificates that kubeadm has issued and that are renewed by it: same names, same CA, another key. */
public final class KubeadmCertsModule implements Resource<KubeadmCertsModule.Params> {
    public record Params(
            @Doc("The certificates, by the names that `kubeadm certs renew` has for them: apiserver, etcd-server,"
                    + " admin.conf. One that the host does not have is left out.")
            @Matches(
                    value = "apiserver|apiserver-etcd-client|apiserver-kubelet-client|front-proxy-client|"
                            + "etcd-(healthcheck-client|peer|server)|(super-)?admin[.]conf|"
                            + "(controller-manager|scheduler)[.]conf",
                    expected = "a certificate of `kubeadm certs renew`")
            List<String> names,

            @Doc("How long before its end one is renewed.") @Default("720h")
            Duration renewBefore,

            @Doc("One that was written before this moment is renewed too. Its file tells when that was: kubeadm dates"
                    + " certificates back.")
            Optional<Instant> renewIssuedBefore,

            @Doc("The kubeadm program on the host.") @HostPath @Default("/usr/local/bin/kubeadm")
            String kubeadm) {

        private StateKey<KubeadmCertificate> at(String name) {
            return new KubeadmCertificate.Family(new KubeadmCertificate.Rule(renewBefore, renewIssuedBefore))
                    .key(KubeadmCertificate.path(name));
        }
    }

    private static final Mode KEY = new Mode(0600);
    private static final Mode CERTIFICATE = new Mode(0644);
    private static final String WHEN = "kubeadm makes its key";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "kubeadm_certs",
            "Renews certificates of a control plane that kubeadm has made, by the CA on the host, before they expire."
                    + " What reads them only at its start is restarted by module static_pod.",
            Params.class,
            Examples.certificates("absent, which is right", "", "names: [super-admin.conf]\n"),
            Examples.certificates(
                    "drifted: they are older",
                    Examples.CERTIFICATES
                            + "touch -d 2020-01-01 /etc/kubernetes/pki/apiserver.crt /etc/kubernetes/pki/etcd/peer.crt"
                            + " /etc/kubernetes/admin.conf\n",
                    "names: [apiserver, front-proxy-client, etcd-peer, admin.conf]\n"
                            + "renew_issued_before: 2021-01-01T00:00:00Z\n"),
            Examples.certificates("right", Examples.CERTIFICATES, "names: [apiserver, admin.conf]\n"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.names().stream().<StateKey<?>>map(params::at).toList();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.onEach(known, params.names(), params::at, found -> {
            Map<String, String> due = new LinkedHashMap<>();
            found.forEach((name, certificate) -> {
                if (!certificate.due().isEmpty()) {
                    due.put(name, certificate.due());
                }
            });
            return due.isEmpty() ? Plan.UNCHANGED : renew(params, due);
        });
    }

    private static Plan renew(Params params, Map<String, String> due) {
        String title = due.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; ", "renew ", ""));
        List<Action> actions = new ArrayList<>();
        due.keySet().forEach(name -> actions.add(renew(params, name)));
        return new Plan.Change(title, actions);
    }

    private static Action renew(Params params, String name) {
        List<Effect> effects = new ArrayList<>();
        String path = KubeadmCertificate.path(name);
        if (name.endsWith(KubeadmCertificate.KUBECONFIG)) {
            effects.add(written(path, KEY));
        } else {
            effects.add(written(path.replaceFirst("crt$", "key"), KEY));
            effects.add(written(path, CERTIFICATE));
        }
        effects.add(new Effect.Sets<>(params.at(name), KubeadmCertificate.RENEWED));
        return new Action.Run("kubeadm certs renew " + name, script(params, name), effects);
    }

    private static Effect written(String path, Mode mode) {
        return new Effect.Sets<>(
                Files.at(path),
                new FileState.Regular(
                        FileState.Attributes.of("root", "root", mode),
                        new Foreseen.Later<>(WHEN),
                        new Foreseen.Later<>(WHEN)));
    }

    /** Without an API server it takes its own defaults, the kind of key among them, which serve as well. */
    private static Script script(Params params, String name) {
        return Script.of("""
            export LC_ALL=C
            said=$(%s certs renew %s 2>&1) || { printf '%%s\\n' "$said" | tail -n 20 >&2; exit 1; }
            case $said in *"can't be renewed"*) printf '%%s\\n' "$said" | tail -n 20 >&2; exit 1 ;; esac
            """.formatted(ShellWords.quote(Paths.clean(params.kubeadm())), name));
    }
}
