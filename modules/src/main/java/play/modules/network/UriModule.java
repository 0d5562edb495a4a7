package play.modules.network;

import java.util.List;
import java.util.Optional;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.SecretText;

/** Asks a web server, from the task's host, with methods that change nothing: a gate, which a dry run looks at too. */
public final class UriModule implements Query<UriModule.Params> {
    public record Params(
            @Doc("URL of the request, http or https.")
            @Matches(value = "(?i)https?://\\S+", expected = "a URL of http or https")
            String url,

            @Doc("Method of the request. For methods that change something there is http_request.")
            @Default("GET")
            @Matches(
                    value = "(?i)GET|HEAD|OPTIONS",
                    expected = "GET, HEAD or OPTIONS (for methods that change something there is module http_request)")
            String method,

            @Inline HttpOptions options) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "uri",
                    "Sends a GET, HEAD or OPTIONS request to a web server and checks the status.",
                    Params.class,
                    new Example("plain", "", "url: http://127.0.0.1:8080/healthz\nreturn_content: true\n"),
                    new Example(
                            "client certificate",
                            "",
                            "url: https://127.0.0.1:6443/readyz\n"
                                    + "ca_path: /etc/kubernetes/pki/ca.crt\n"
                                    + "client_cert: /etc/kubernetes/pki/admin.crt\n"
                                    + "client_key: /etc/kubernetes/pki/admin.key\n"),
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
        SecretText config = new SecretText(CurlConfig.of(request(params), Optional.empty()));
        return new HttpReplies(config, params.options().timeout())
                .key(request(params).shown());
    }

    private static HttpRequest request(Params params) {
        return new HttpRequest(params.method(), params.url(), params.options());
    }
}
