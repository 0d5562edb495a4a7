package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import play.host.Effect;
import play.host.HostState;
import play.host.Knowledge;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.modules.clients.JsonStates;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;

/** Whether etcd asks who may read and write what. */
public final class EtcdctlAuthModule implements Resource<EtcdctlAuthModule.Params> {
    /** Whether it asks. */
    public enum Wanted {
        ENABLED,
        DISABLED
    }

    public record Params(
            @Doc("Whether authentication is to be on. It needs a user root with the role root; from then on clients"
                    + " need users, by password or by the CN of their certificate.")
            @Default("enabled")
            Wanted state,

            @Doc("How etcd is reached; once authentication is on, as root.")
            EtcdClient client,

            @Inline EtcdStart start) {

        private StateKey<Authentication> status() {
            return new Family(client).at("authentication");
        }

        private StateKey<EtcdUser> root() {
            return new EtcdUser.Family(client).at("root");
        }
    }

    /** Whether authentication is on. */
    record Authentication(boolean enabled) implements HostState {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** Reads it; once it is on, only root may. */
    record Family(EtcdClient client) implements JsonStates<Authentication> {
        /**
         * Until version 3.4 etcdctl prints its help instead. A user that is not there is then welcome only where nobody
         * is asked for a name.
         */
        private static final String ASK = """
            answer=$(ctl auth status -w json) || exit 1
            case $answer in
            '{'*) printf '%s\n' "$answer" ;;
            *)
              if answer=$(export ETCDCTL_USER=nobody ETCDCTL_PASSWORD=none; ctl get / --limit 1 2>&1); then
                echo '{}'
              else
                case $answer in
                *'invalid user ID or password'*) echo '{"enabled":true}' ;;
                *) printf '%s\n' "$answer" >&2; exit 1 ;;
                esac
              fi ;;
            esac
            """;

        @Override
        public String name() {
            return "etcd";
        }

        @Override
        public Class<Authentication> type() {
            return Authentication.class;
        }

        @Override
        public String ask(String id) {
            return ASK;
        }

        @Override
        public Authentication state(String id, JsonNode answer) throws UnknownStateException {
            JsonNode enabled = answer.path("enabled");
            if (!enabled.isBoolean() && !(enabled.isMissingNode() && (answer.isEmpty() || answer.has("header")))) {
                throw UnknownStateException.expected("JSON with 'enabled'", answer.toString());
            }
            return new Authentication(enabled.asBoolean());
        }
    }

    private static final String ROOT = "echo secret | " + Examples.CTL + "user add root --interactive=false\n"
            + Examples.CTL + "user grant-role root root\n";

    private static final String AS_ROOT =
            "client: {endpoints: ['http://127.0.0.1:2379'], etcdctl: /usr/local/bin/etcdctl, user: root, password:"
                    + " secret}\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "etcdctl_auth",
            "Turns authentication of etcd on or off.",
            Params.class,
            new Example("absent", Examples.SERVER + ROOT, "state: enabled\n" + AS_ROOT, Examples.PROGRAMS),
            new Example(
                    "drifted",
                    Examples.SERVER + ROOT + Examples.CTL + "auth enable\n",
                    "state: disabled\n" + AS_ROOT,
                    Examples.PROGRAMS),
            new Example(
                    "right",
                    Examples.SERVER + ROOT + Examples.CTL + "auth enable\n",
                    "state: enabled\n" + AS_ROOT,
                    Examples.PROGRAMS));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.start().with(params.status());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                params.start().of(params.status(), new Authentication(false), known),
                there -> plan(params, there, known));
    }

    private static Plan plan(Params params, Authentication there, Knowledge known) {
        if (there.enabled() == (params.state() == Wanted.ENABLED)) {
            return Plan.UNCHANGED;
        }
        return there.enabled() ? change(params, "disable") : enable(params, known);
    }

    private static Plan enable(Params params, Knowledge known) {
        if (!known.has(params.root())) {
            return new Plan.Needs(List.of(params.root()));
        }
        return Plan.on(
                known.of(params.root()),
                root -> root.roles().contains("root")
                        ? change(params, "enable")
                        : new Plan.Rejected(
                                "etcd needs a user root with the role root before authentication is enabled: make it by"
                                        + " etcdctl_user"));
    }

    private static Plan change(Params params, String verb) {
        Effect after = new Effect.Sets<>(params.status(), new Authentication(verb.equals("enable")));
        return new Plan.Change(
                verb + " etcd's authentication",
                new Action.Run(
                        "etcdctl auth " + verb, params.client().script("ctl auth " + verb + "\n"), List.of(after)));
    }
}
