package play.modules.kubeadm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.Paths;
import play.files.Steps;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.services.UnitState;
import play.modules.services.UnitState.Loaded;
import play.modules.services.Units;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.RequiredOneOf;
import play.param.TemplateFile;
import play.value.Content;
import play.value.Foreseen;

/** The parameters of each way into a cluster, and what it does with them. */
@RequiredOneOf({"template", "content"})
@MutuallyExclusive({"template", "content"})
public record KubeadmRun(
        @Doc("Template on the controller of the file for kubeadm's --config: one document or several, of"
                + " kubeadm.k8s.io and of components.")
        Optional<TemplateFile> template,

        @Doc("Text of that file. It may hold a token: it is on the host only while kubeadm runs, readable for root"
                + " alone.")
        Optional<Content> content,

        @Doc("URL of the API server, as the kubelet is to know it. A host that belongs to another cluster is refused.")
        @Matches(value = "https://[^\\s\"\\\\/]+", expected = "an https URL without a path")
        String server,

        @Doc("The kubeadm program on the host. The directory it is in is searched for the kubelet, too.")
        @HostPath
        @Default("/usr/local/bin/kubeadm")
        String kubeadm,

        @Doc("How long it may take, with images that are pulled.") @Default("10m")
        Duration timeout) {

    private static final Mode SECRET = new Mode(0600);
    private static final Mode OPEN = new Mode(0644);

    /** kubeadm starts it, and by that name. */
    private static final StateKey<UnitState> KUBELET = Units.at("kubelet.service");

    private WantedFile config(String verb) {
        Content text = content.or(() -> template.map(TemplateFile::content)).orElseThrow();
        return new WantedFile("/run/kubeadm-" + verb + ".yaml", text, WantedAttributes.of("root", 0600));
    }

    List<StateKey<?>> probes(String verb) {
        List<StateKey<?>> keys = new ArrayList<>(config(verb).probes());
        keys.add(KubeadmHost.KEY);
        keys.add(KUBELET);
        return keys;
    }

    /**
     * Nothing for a host that is what it is to be, the program's work for a blank one.
     *
     * @param work what the program leaves behind
     */
    Plan plan(Work work, Knowledge known) {
        return Plan.on(known.of(KubeadmHost.KEY), state -> switch (state) {
            case KubeadmHost.Blank blank -> run(work, known);
            case KubeadmHost.Member member -> member(work, member);
            case KubeadmHost.Unfinished(List<String> files) ->
                new Plan.Rejected("an earlier run of kubeadm did not complete: /etc/kubernetes has "
                        + String.join(", ", files)
                        + ". See `journalctl -u kubelet` and `crictl ps -a` on the host for the reason, then remove it "
                        + "(`kubeadm reset`, or playbooks/reset.yml) and try again.");
        });
    }

    private Plan member(Work work, KubeadmHost.Member member) {
        if (!member.server().agrees(new Foreseen.Exactly<>(server))) {
            return new Plan.Rejected("the host belongs to the cluster of " + member.server() + ", not of " + server
                    + ": remove it from that cluster first");
        }
        return member.role() == work.role()
                ? Plan.UNCHANGED
                : new Plan.Rejected("the host is " + member.role().shown() + " already, and is to be "
                        + work.role().shown() + ": remove it from the cluster first");
    }

    private Plan run(Work work, Knowledge known) {
        return Plan.on(known.of(KUBELET), state -> switch (state) {
            case Loaded unit -> Steps.inOrder(known, List.of(config(work.verb())::plan, now -> start(work, unit)));
            case UnitState other ->
                new Plan.Rejected(
                        "there is no unit kubelet.service that kubeadm could start; write it before, with `systemd`");
        });
    }

    private Plan start(Work work, Loaded unit) {
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Sets<>(
                KubeadmHost.KEY, new KubeadmHost.Member(work.role(), new Foreseen.Exactly<>(server))));
        effects.add(new Effect.Sets<>(
                KUBELET, new Loaded(new Foreseen.Exactly<>("active"), unit.enablement(), unit.type(), false)));
        effects.add(new Effect.Sets<>(Files.at(config(work.verb()).path()), FileState.ABSENT));
        work.secrets().forEach(path -> effects.add(new Effect.Sets<>(Files.at(path), file(SECRET))));
        work.certificates().forEach(path -> effects.add(new Effect.Sets<>(Files.at(path), file(OPEN))));
        return new Plan.Change(
                "kubeadm " + work.verb(), new Action.Run("kubeadm " + work.verb(), script(work.verb()), effects));
    }

    private static FileState file(Mode mode) {
        return new FileState.Regular(
                FileState.Attributes.of("root", "root", mode),
                new Foreseen.Later<>("kubeadm makes its key"),
                new Foreseen.Later<>("kubeadm makes its key"));
    }

    /** What it prints for people holds the token; what went wrong stands on the other stream. */
    private Script script(String verb) {
        String text = """
            export LC_ALL=C
            PATH=%1$s:$PATH:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin
            trap 'rm -f %2$s' EXIT HUP INT TERM
            said=$(%3$s %4$s --config %2$s 2>&1 >/dev/null) || {
              printf '%%s\\n' "$said" | grep -v '^[IW][0-9]' | tail -n 20 >&2
              exit 1
            }
            """;
        return Script.of(text.formatted(
                        ShellWords.quote(Paths.parent(Paths.clean(kubeadm))),
                        config(verb).path(),
                        ShellWords.quote(kubeadm),
                        verb))
                .within(timeout);
    }

    /**
     * A way into a cluster.
     *
     * @param verb of kubeadm: {@code init}, {@code join}
     * @param secrets files with keys that it leaves behind, for root alone
     * @param certificates files of them that it leaves behind
     */
    record Work(String verb, KubeadmHost.Role role, List<String> secrets, List<String> certificates) {
        Work {
            secrets = List.copyOf(secrets);
            certificates = List.copyOf(certificates);
        }
    }
}
