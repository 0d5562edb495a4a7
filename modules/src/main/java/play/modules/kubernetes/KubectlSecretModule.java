package play.modules.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import play.files.FirstStart;
import play.files.Paths;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
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
import play.param.Inline;
import play.param.Matches;
import play.value.Foreseen;

/** A Secret that holds files of the host, such as a certificate with its key. */
public final class KubectlSecretModule implements Resource<KubectlSecretModule.Params> {
    public record Params(
            @Doc("Name of the Secret.") @Matches(value = "[a-z0-9.-]+", expected = "a Secret's name")
            String name,

            @Doc("Its namespace, which must be there.")
            @Matches(value = "[a-z0-9-]{1,63}", expected = "a namespace's name")
            String namespace,

            @Doc("What it holds, no more and no less: the path of a file on the host for each key.")
            Map<String, String> files,

            @Doc("Its type: Opaque, kubernetes.io/tls.")
            @Matches(value = "[A-Za-z0-9./-]+", expected = "a Secret's type")
            @Default("Opaque")
            String type,

            @Inline KubeAccess access,

            @Doc("Unit of the API server on this host. A dry run that foresees its first start foresees the Secret,"
                    + " too.")
            Optional<String> unit,

            @Doc("Directory of etcd's data, where it is on this host, for the same purpose.") @HostPath
            Optional<String> store) {

        private KubeClient client() {
            return access.client(Optional.of(namespace));
        }

        private StateKey<SecretDigests> secret() {
            return new SecretDigests.Family(client()).at(name);
        }

        private FirstStart firstStart() {
            return new FirstStart(unit, store);
        }
    }

    private static final String WANTED =
            "name: example\nnamespace: default\nfiles: {word: /srv/word}\nkubeconfig: /root/admin.conf\n";
    private static final String FILE = "mkdir -p /srv; printf '%s' one >/srv/word\n";
    private static final String MADE = FILE + Examples.CTL + "create secret generic example --from-file=/srv/word\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "kubectl_secret",
                    "Keeps files of the host in a Secret. They are compared by digest, and never shown.",
                    Params.class,
                    Examples.served("absent", FILE, WANTED, ""),
                    Examples.served("drifted", MADE + "printf '%s' two >/srv/word\n", WANTED, ""),
                    Examples.served("right", MADE, WANTED, ""))
            .inGroups(KubeAccess.GROUPS);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(params.firstStart().probes());
        keys.add(params.secret());
        params.files().values().forEach(path -> keys.add(Files.at(Paths.clean(path))));
        return keys.stream().distinct().toList();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        Map<String, Foreseen<String>> digests = new TreeMap<>();
        for (Map.Entry<String, String> file : params.files().entrySet()) {
            switch (known.of(Files.at(Paths.clean(file.getValue())))) {
                case Observed.Unknown<FileState>(String reason) -> {
                    return new Plan.Undetermined(reason);
                }
                case Observed.Known<FileState>(FileState.Regular regular, var how) ->
                    digests.put(file.getKey(), regular.sha256());
                case Observed.Known<FileState>(FileState other, var how) -> {
                    return new Plan.Rejected(file.getValue() + " is " + other.described() + ", not a file");
                }
            }
        }
        SecretDigests wanted = new SecretDigests(true, params.type(), digests);
        return Plan.on(
                params.firstStart().of(params.secret(), SecretDigests.ABSENT, known),
                there -> there.equals(wanted) ? Plan.UNCHANGED : change(params, there, wanted));
    }

    private static Plan change(Params params, SecretDigests there, SecretDigests wanted) {
        String shown = "Secret " + params.namespace() + "/" + params.name();
        if (there.present() && !there.type().equals(wanted.type())) {
            return new Plan.Rejected(shown + " has the type " + there.type()
                    + ", which can't be changed: delete it, or give the new one another name");
        }
        List<String> words = new ArrayList<>(List.of(
                "ctl",
                "create",
                "secret",
                "generic",
                params.name(),
                "--type=" + params.type(),
                "--dry-run=client",
                "-o",
                "json"));
        params.files().forEach((key, path) -> words.add("--from-file=" + key + "=" + Paths.clean(path)));
        // Server-side apply removes only keys of its own manager; those of others would stay.
        String verb = there.present() ? "replace" : "create";
        Script script = params.client()
                .script("new=$(" + ShellWords.join(words) + ") || exit 1\nprintf '%s' \"$new\" | ctl " + verb
                        + " --field-manager=play -f - >/dev/null\n");
        return new Plan.Change(
                (there.present() ? "change " : "create ") + shown,
                new Action.Run(
                        "kubectl " + verb + " " + shown, script, List.of(new Effect.Sets<>(params.secret(), wanted))));
    }
}
