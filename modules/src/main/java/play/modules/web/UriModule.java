package play.modules.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.WantedAttributes;
import play.host.FileState;
import play.host.Files;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Procedure;
import play.module.Query;
import play.modules.files.FileLabels;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.param.MutuallyExclusive;

/**
 * Sends a request to a web server, from the task's host. With a method that changes nothing it is a gate, which a dry
 * run looks at too; with any other it may change something, and only the task can say what counts as a change.
 */
public final class UriModule implements Query<UriModule.Params> {
    @MutuallyExclusive({"body", "src"})
    public record Params(
            @Doc("URL of the request, http or https.")
            @Matches(value = "(?i)https?://\\S+", expected = "a URL of http or https")
            String url,

            @Doc("Method of the request. With GET, HEAD and OPTIONS a dry run sends it too; with any other it counts as"
                    + " unchanged, unless changed_when says more.")
            @Default("GET")
            @Matches(value = "[A-Za-z]+", expected = "a method such as GET or POST")
            String method,

            @Doc("Path on the host whose existence makes the request unnecessary.") @HostPath
            Optional<String> creates,

            @Doc("Path on the host whose absence makes the request unnecessary.") @HostPath
            Optional<String> removes,

            @Inline HttpBody body,
            @Inline HttpOptions options,

            @Doc("File on the host that the answer is written to, where it holds something else; a directory, or a path"
                    + " that ends in a slash, takes it under the URL's name.")
            @HostPath
            @Means(Meaning.ALL_IT_CHANGES)
            Optional<String> dest,

            @Inline WantedAttributes attributes,
            @Inline FileLabels labels) {
        HttpRequest request() {
            return new HttpRequest(method, url, body, options);
        }

        List<StateKey<?>> guards() {
            return Stream.concat(creates.stream(), removes.stream())
                    .<StateKey<?>>map(path -> Files.withoutDigest(Paths.clean(path)))
                    .toList();
        }

        /** Why no request is needed; unknown where a file may come or go first. */
        Observed<Needless> needless(Knowledge known) {
            return needless(creates, true, known) instanceof Observed.Known<Needless>(Needless(var why), var how)
                            && why.isEmpty()
                    ? needless(removes, false, known)
                    : needless(creates, true, known);
        }

        private static Observed<Needless> needless(Optional<String> path, boolean whenThere, Knowledge known) {
            if (path.isEmpty()) {
                return Observed.read(new Needless(Optional.empty()));
            }
            return switch (known.of(Files.withoutDigest(Paths.clean(path.get())))) {
                case Observed.Unknown<FileState>(String why) -> new Observed.Unknown<>(why);
                case Observed.Known<FileState>(FileState state, var how) ->
                    Observed.read(new Needless(
                            state.present() == whenThere
                                    ? Optional.of("skipped, since '" + path.get() + "' "
                                            + (whenThere ? "exists" : "does not exist"))
                                    : Optional.empty()));
            };
        }
    }

    /** @param why no request is needed; empty where one is */
    record Needless(Optional<String> why) implements HostState {
        @Override
        public boolean present() {
            return why.isPresent();
        }
    }

    private static final Set<String> ASKING = Set.of("GET", "HEAD", "OPTIONS");

    static final ModuleSpec<Params> SPEC = ModuleSpec.of(
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
                    new Example("to a file", "", "url: http://127.0.0.1:8080/motd\ndest: /etc/motd\nmode: \"0644\"\n"),
                    new Example("expected refusal", "", "url: http://127.0.0.1:8080/none\nstatus_code: [403, 404]\n"))
            .returns(ReceivingUri.Result.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>(params.body().faults());
        boolean without = params.dest().isEmpty()
                && !(params.attributes().equals(WantedAttributes.ANY)
                        && params.labels().equals(FileLabels.ANY));
        if (without) {
            faults.add(
                    new Binding.Fault("dest", "dest must say which file is to have owner, group, mode or attributes"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.guards().isEmpty() ? List.of(key(params)) : params.guards();
    }

    @Override
    public boolean mayAct(Map<String, Optional<String>> written) {
        return written.containsKey("dest")
                || written.containsKey("src")
                || Optional.ofNullable(written.get("method"))
                        .filter(method -> method.filter(UriModule::onlyAsks).isEmpty())
                        .isPresent();
    }

    static boolean onlyAsks(String method) {
        return ASKING.contains(method.toUpperCase(Locale.ROOT));
    }

    @Override
    public Optional<Procedure<Params>> acting(Params params) {
        if (params.dest().isPresent()) {
            return Optional.of(new ReceivingUri());
        }
        boolean asks = onlyAsks(params.method())
                && params.body().unknown().isEmpty()
                && params.body().src().isEmpty();
        return asks ? Optional.empty() : Optional.of(new SendingUri());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return switch (params.needless(known)) {
            case Observed.Unknown<Needless>(String why) -> new Answer.Failed(why);
            case Observed.Known<Needless>(Needless(Optional<String> why), var how) ->
                why.<Answer>map(told -> new Answer.Found(Map.of("stdout", told)))
                        .orElseGet(() -> asked(params, known));
        };
    }

    private static Answer asked(Params params, Knowledge known) {
        return !known.has(key(params)) && !params.guards().isEmpty()
                ? new Answer.Needs(List.of(key(params)))
                : Answer.on(known.of(key(params)), reply -> answer(params, reply));
    }

    private static Answer answer(Params params, HttpReply reply) {
        Map<String, @Nullable Object> told = HttpResult.of(reply, params.request());
        return HttpResult.refusal(reply, params.request())
                .<Answer>map(why -> new Answer.Failed(why, told))
                .orElseGet(() -> new Answer.Found(told));
    }

    @Override
    public boolean tellsElapsed() {
        return true;
    }

    private static StateKey<HttpReply> key(Params params) {
        return new HttpReplies(params.request().config(), params.options().timeout())
                .key(params.request().shown());
    }
}
