package play.modules.web;

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
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.MutuallyExclusive;

/** Sends a request that changes something to a web server, from the task's host. A dry run does not send it. */
public final class HttpRequestModule implements Procedure<HttpRequestModule.Params> {
    @MutuallyExclusive({"body", "src"})
    public record Params(
            @Doc("URL of the request, http or https.")
            @Matches(value = "(?i)https?://\\S+", expected = "a URL of http or https")
            String url,

            @Doc("Method of the request.")
            @Default("POST")
            @Matches(value = "[A-Za-z]+", expected = "a method such as POST, PUT, PATCH or DELETE")
            String method,

            @Inline HttpBody body,
            @Inline HttpOptions options) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "http_request",
                    "Sends a request with any method, such as POST, to a web server and checks the status.",
                    Params.class,
                    new Example(
                            "json",
                            "",
                            "url: http://127.0.0.1:8080/users\n"
                                    + "body: {name: ada}\n"
                                    + "body_format: json\n"
                                    + "status_code: [200, 201]\n"),
                    new Example(
                            "delete",
                            "",
                            "url: http://127.0.0.1:8080/users/ada\nmethod: DELETE\nstatus_code: [200, 204, 404]\n"))
            .returns(HttpResult.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        return decide(request(params));
    }

    /** To be sent, once the body is known. */
    static Decision decide(HttpRequest request) {
        Optional<String> unknown = request.body().unknown();
        if (unknown.isPresent()) {
            return new Decision.Undetermined(unknown.get());
        }
        return request.body()
                .refusal()
                .<Decision>map(Decision.Rejected::new)
                .orElseGet(() -> new Decision.Do(new Action.Run(
                        request.shown(), request.script(HttpReplies.LIMITED), List.of(change(request)))));
    }

    /** What may come of it. */
    static Effect change(HttpRequest request) {
        return new Effect.Opaque("'" + request.shown() + "' may change anything", Reach.HOST);
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params.body().faults();
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        return result(request(params), done);
    }

    static Map<String, @Nullable Object> result(HttpRequest request, ScriptResult done) {
        return HttpResult.of(reply(done), request);
    }

    @Override
    public Optional<String> failure(Params params, ScriptResult done) {
        return failure(request(params), done);
    }

    static Optional<String> failure(HttpRequest request, ScriptResult done) {
        return done.exitCode() == 127 ? Optional.of(done.err().strip()) : HttpResult.refusal(reply(done), request);
    }

    private static HttpRequest request(Params params) {
        return new HttpRequest(params.method(), params.url(), params.body(), params.options());
    }

    private static HttpReply reply(ScriptResult done) {
        return HttpReply.parse(done.stdout(), done.err());
    }
}
