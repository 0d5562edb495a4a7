package play.modules.ceph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.Presence;
import play.value.Bytes;
import play.value.Content;

/** A user of a cluster of Ceph: a client, or a daemon that logs in as one. */
public final class CephdeployUserModule implements Resource<CephdeployUserModule.Params> {
    public record Params(
            @Doc("The user's name.")
            @Matches(value = "(client|mgr|osd|mds)\\.[A-Za-z0-9][A-Za-z0-9_.-]*", expected = CephNames.ENTITY_EXPECTED)
            String name,

            @Doc("Its key, as generated_secret makes it with format cephx; one that is present needs it. Another"
                    + " key than the cluster's replaces that one.")
            Optional<Content> key,

            @Doc("All it may do, by service: {mon: profile rbd, osd: profile rbd pool=kube}.") @Default("{}")
            Map<String, String> caps,

            @Doc("Whether the user is to be there.") @Default("present")
            Presence state,

            @Doc("How the cluster is reached.") CephClient client) {

        private StateKey<CephUser> user() {
            return new CephUser.Family(client).at(name);
        }
    }

    private static final String KEY = "AQAAAAAAAAAAABAAMDEyMzQ1Njc4OWFiY2RlZg==";
    private static final String KUBE = "name: client.kube\nkey: " + KEY
            + "\ncaps: {mon: profile rbd, osd: profile rbd pool=kube}\n" + Examples.CLIENT;
    private static final String ADD = Examples.MONITOR
            + "printf '[client.kube]\\n\\tkey = "
            + KEY
            + "\\n"
            + "\\tcaps mon = \"profile rbd\"\\n"
            + "\\tcaps osd = \"profile rbd pool=kube\"\\n"
            + "' | ceph auth import -i -\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "cephdeploy_user",
            "Creates, changes or removes a user of a Ceph cluster, with exactly this key and these capabilities.",
            Params.class,
            Examples.of("absent", Examples.MONITOR, KUBE),
            Examples.of("drifted", ADD + "ceph auth caps client.kube mon 'allow r'\n", KUBE),
            Examples.of("drifted: not to be there", ADD, "name: client.kube\nstate: absent\n" + Examples.CLIENT),
            Examples.of("right", ADD, KUBE));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.user());
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return refusal(params).map(why -> List.of(new Binding.Fault("", why))).orElse(List.of());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                known.of(params.user()),
                there -> params.state() == Presence.PRESENT ? present(params, there) : absent(params, there));
    }

    private static Optional<String> refusal(Params params) {
        if (params.state() == Presence.ABSENT) {
            return params.name().equals(params.client().user())
                    ? Optional.of(params.name() + " cannot delete itself, since the cluster could not be reached any "
                            + "more")
                    : Optional.empty();
        }
        if (params.key().isEmpty() || params.caps().isEmpty()) {
            return Optional.of("a user that is to be there needs key and caps");
        }
        return params.key().flatMap(Keyring::refusal);
    }

    private static Plan present(Params params, CephUser there) {
        Optional<Bytes> key = params.key().flatMap(Content::bytes);
        if (key.isEmpty()) {
            return new Plan.Undetermined("the key of " + params.name() + " is made during the run");
        }
        CephUser wanted = new CephUser(true, Bytes.of(key.get().utf8().strip()).sha256(), params.caps());
        if (there.equals(wanted)) {
            return Plan.UNCHANGED;
        }
        Content keyring = Keyring.of(params.name(), Content.secret(key.get()), params.caps());
        Script script = params.client()
                .script("out=$(ctl auth import -i - 2>&1) || { printf '%s\\n' \"$out\" >&2; exit 1; }\n")
                .withStdin(keyring.bytes().orElse(Bytes.EMPTY));
        return change(params, there.present() ? "change" : "create", script, wanted);
    }

    private static Plan absent(Params params, CephUser there) {
        Script script = params.client()
                .script("out=$(ctl auth del " + ShellWords.quote(params.name())
                        + " 2>&1) || { printf '%s\\n' \"$out\" >&2; exit 1; }\n");
        return there.present() ? change(params, "delete", script, CephUser.ABSENT) : Plan.UNCHANGED;
    }

    private static Plan change(Params params, String verb, Script script, CephUser after) {
        return new Plan.Change(
                verb + " the user " + params.name(),
                new Action.Run("ceph auth " + params.name(), script, List.of(new Effect.Sets<>(params.user(), after))));
    }
}
