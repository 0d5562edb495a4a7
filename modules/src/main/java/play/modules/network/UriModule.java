package play.modules.network;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Procedure;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.SecretText;

/**
 * Sends a request to a web server, from the task's host. With a method that changes nothing it is a gate, which a dry
 * run looks at too; with any other it may change something, and only the task can say what counts as a change.
 */
public final class UriModule implements Query<UriModule.Params> {
    public record Params(
            @Doc("URL of the request, http or https.")
            @Matches(value = "(?i)https?://\\S+", expected = "a URL of http or https")
            String url,

            @Doc("Method of the request. With GET, HEAD and OPTIONS a dry run sends it too; with any other it counts as"
                    + " unchanged, unless changed_when says more.")
            @Default("GET")
            @Matches(value = "[A-Za-z]+", expected = "a method such as GET or POST")
            String method,

            @Inline HttpBody body,
            @Inline HttpOptions options) {}

    private static final Set<String> ASKING = Set.of("GET", "HEAD", "OPTIONS");

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "uri",
                    "Sends a request to a web server and checks the status.",
                    Params.class,
                    new Example("plain", "", "url: http://127.0.0.1:8080/healthz\nreturn_content: true\n"),
                    new Example(
                            "client certificate",
                            "",
                            "url: https://127.0.0.1:6443/readyz\n"
                                    + "ca_path: /etc/kubernetes/pki/ca.crt\n"
                                    + "client_cert: /etc/kubernetes/pki/admin.crt\n"
                                    + "client_key: /etc/kubernetes/pki/admin.key\n"),
                    new Example(
                            "a change",
                            "",
                            "url: http://127.0.0.1:8080/users\nmethod: POST\nbody: {name: ada}\nbody_format: json\n"
                                    + "status_code: [201, 409]\n"),
                    new Example("expected refusal", "", "url: http://127.0.0.1:8080/none\nstatus_code: [403, 404]\n"))
            .returns(HttpResult.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(key(params));
    }

    @Override
    public boolean mayAct(Map<String, Optional<String>> written) {
        return Optional.ofNullable(written.get("method"))
                .filter(method -> method.filter(UriModule::onlyAsks).isEmpty())
                .isPresent();
    }

    static boolean onlyAsks(String method) {
        return ASKING.contains(method.toUpperCase(Locale.ROOT));
    }

    @Override
    public Optional<Procedure<Params>> acting(Params params) {
        boolean asks = onlyAsks(params.method()) && params.body().unknown().isEmpty();
        return asks ? Optional.empty() : Optional.of(new Acting());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(known.of(key(params)), reply -> answer(params, reply));
    }

    private static Answer answer(Params params, HttpReply reply) {
        Optional<String> refusal = HttpResult.refusal(reply, request(params));
        return reply instanceof HttpReply.Answered answered && refusal.isEmpty()
                ? new Answer.Found(HttpResult.of(answered, params.options().returnContent()))
                : new Answer.Waiting(refusal.orElse("no answer"));
    }

    private static StateKey<HttpReply> key(Params params) {
        SecretText config = new SecretText(request(params).config());
        return new HttpReplies(config, params.options().timeout())
                .key(request(params).shown());
    }

    private static HttpRequest request(Params params) {
        return new HttpRequest(params.method(), params.url(), params.body(), params.options());
    }

    /** With a method that may change something, or a body that only the run tells. */
    private static final class Acting implements Procedure<Params> {
        @Override
        public ModuleSpec<Params> spec() {
            return SPEC;
        }

        @Override
        public Decision decide(Params params, Knowledge known) {
            return HttpRequestModule.decide(request(params));
        }

        @Override
        public boolean changes() {
            return false;
        }

        @Override
        public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
            return HttpRequestModule.result(request(params), done);
        }

        @Override
        public Optional<String> failure(Params params, ScriptResult done) {
            return HttpRequestModule.failure(request(params), done);
        }
    }
}
