package play.modules.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Reach;
import play.host.ScriptResult;
import play.module.Action;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Procedure;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;

/** Writes objects as they are, for the API server to store them as it stores new ones. */
public final class KubectlRewriteModule implements Procedure<KubectlRewriteModule.Params> {
    public record Params(
            @Doc("Whose objects, of all namespaces, are written: secrets, configmaps.")
            @Matches(value = "[a-z0-9.-]+", expected = "a resource, such as secrets")
            List<String> resources,

            @Inline KubeAccess access) {}

    record Result(@Doc("Exit code of kubectl.") int rc) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "kubectl_rewrite",
                    "Writes all objects of some resources as they are, so that the API server encrypts them by its"
                            + " first key, or stores them in its newest version.",
                    Params.class,
                    new Example(
                            "secrets and config maps",
                            "",
                            "resources: [secrets, configmaps]\nkubeconfig: /etc/kubernetes/admin.conf\n"))
            .inGroups(KubeAccess.GROUPS)
            .returns(Result.class);

    /**
     * What changes meanwhile is refused by the server, and has been written by whoever changed it; what comes and goes
     * is another list's. Values pass from one kubectl to the other, and nowhere else.
     */
    private static final String REWRITE = """
            rewrite() {
              some=$(ctl get "$1" --all-namespaces -o name) || return 1
              [ -n "$some" ] || return 0
              for attempt in 1 2 3 4 5; do
                ctl get "$1" --all-namespaces -o json | ctl replace -f - >/dev/null 2>"$cache/said" && return 0
                sleep 1
              done
              cat "$cache/said" >&2
              return 1
            }
            """;

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        KubeClient client = params.access().client();
        StringBuilder script = new StringBuilder(REWRITE);
        params.resources()
                .forEach(resource -> script.append("rewrite ").append(resource).append(" || exit 1\n"));
        String shown = String.join(", ", params.resources());
        return new Decision.Do(new Action.Run(
                "write all " + shown + " anew",
                client.script(script.toString()),
                List.of(new Effect.Opaque("all " + shown + " are written", new Reach.Service(client.service())))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        return Map.of("rc", (long) done.exitCode());
    }

    @Override
    public Optional<String> failure(Params params, ScriptResult done) {
        return done.succeeded() ? Optional.empty() : Optional.of(KubeClient.words(done.err()));
    }
}
