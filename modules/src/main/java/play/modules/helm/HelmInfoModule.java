package play.modules.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.modules.kubernetes.KubeJson;
import play.param.Inline;
import play.value.Secret;

/** What Helm has deployed, and what it had. */
public final class HelmInfoModule implements Query<HelmInfoModule.Params> {
    public record Params(@Inline HelmAccess access) {
        private StateKey<Releases> told() {
            return new StateKey<>(access.client().service(), new Family(access.client()), access.name());
        }
    }

    /**
     * A release and its past.
     *
     * @param revisions newest first, as Helm tells of them; empty where there is no release
     * @param values those that were set, as secrets
     */
    record Releases(List<Map<String, @Nullable Object>> revisions, Map<String, @Nullable Object> values)
            implements HostState {
        @Override
        public boolean present() {
            return !revisions.isEmpty()
                    && !"uninstalled".equals(revisions.getFirst().get("status"));
        }
    }

    /** Asks for it. */
    record Family(HelmClient client) implements StateFamily<Releases> {
        private static final Releases NONE = new Releases(List.of(), Map.of());

        @Override
        public String name() {
            return "history of";
        }

        @Override
        public Class<Releases> type() {
            return Releases.class;
        }

        @Override
        public Script read(List<StateKey<Releases>> keys) {
            return client.asking(keys, ShellWords::quote, name -> "history " + name + " --max=256 -o json");
        }

        @Override
        public boolean secret() {
            return true;
        }

        @Override
        public Told<Releases> told(List<StateKey<Releases>> keys, ScriptResult result) throws UnknownStateException {
            return HelmClient.told(result, keys.size(), NONE, Family::releases);
        }

        private static Releases releases(String history, JsonNode values) throws UnknownStateException {
            List<Map<String, @Nullable Object>> revisions = new ArrayList<>();
            KubeJson.list(history).forEach(revision -> revisions.addFirst(KubeJson.plain(revision)));
            Map<String, @Nullable Object> set = new LinkedHashMap<>();
            KubeJson.plain(values).forEach((name, value) -> set.put(name, value == null ? null : new Secret(value)));
            return new Releases(revisions, set);
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "helm_info",
                    "Tells what Helm has deployed under a name. Values are masked.",
                    Params.class,
                    new Example(
                            "a release",
                            "",
                            "name: web\nrelease_namespace: shop\nkubeconfig: /etc/kubernetes/admin.conf\n"))
            .inGroups(HelmAccess.GROUPS)
            .returns(HelmStatus.OfInfo.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.told());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(
                known.of(params.told()),
                releases ->
                        new Answer.Found(Map.of("status", releases.present() ? status(params, releases) : Map.of())));
    }

    private static Map<String, @Nullable Object> status(Params params, Releases releases) {
        Map<String, @Nullable Object> status = new LinkedHashMap<>(Map.of(
                "name", params.access().name(), "namespace", params.access().releaseNamespace()));
        for (String field : List.of("revision", "status", "chart", "app_version", "updated")) {
            status.put(field, releases.revisions().getFirst().get(field));
        }
        status.put("values", releases.values());
        status.put("history", releases.revisions());
        return status;
    }
}
