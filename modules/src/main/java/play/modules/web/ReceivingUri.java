package play.modules.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Procedure;
import play.modules.files.ReceivedFile;
import play.modules.web.UriModule.Needless;
import play.modules.web.UriModule.Params;
import play.param.Doc;
import play.param.Inline;
import play.result.When;

/** {@code uri} with {@code dest}: what the server answers is written to a file. */
final class ReceivingUri implements Procedure<Params> {
    /** What {@code register} gets of {@code uri}. */
    record Result(
            @Inline HttpResult answer,
            @Doc("Seconds that it took.") long elapsed,
            @Inline OfFile file) {}

    /** Of the file that the answer is in. */
    @When("dest is given, and the answer was written")
    record OfFile(
            @Doc("Path of the file.") Optional<String> path,
            @Doc("Always file.") Optional<String> state,
            @Doc("User it belongs to.") Optional<String> owner,
            @Doc("Group it belongs to.") Optional<String> group,
            @Doc("Number of the user it belongs to.") Optional<Long> uid,
            @Doc("Number of the group it belongs to.") Optional<Long> gid,
            @Doc("Permission bits, as 0644.") Optional<String> mode,
            @Doc("Bytes.") Optional<Long> size) {}

    @Override
    public ModuleSpec<Params> spec() {
        return UriModule.SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(params.guards());
        keys.addAll(file(params).probes());
        return keys;
    }

    private static ReceivedFile file(Params params) {
        return new ReceivedFile(params.dest().orElseThrow(), params.url(), params.attributes(), params.labels());
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        return switch (params.needless(known)) {
            case Observed.Unknown<Needless>(String why) -> new Decision.Undetermined(why);
            case Observed.Known<Needless>(Needless(Optional<String> why), var how) ->
                why.<Decision>map(told -> new Decision.Skip(told, Optional.of(told)))
                        .orElseGet(() -> received(params, known));
        };
    }

    private static Decision received(Params params, Knowledge known) {
        HttpRequest request = params.request();
        Optional<Decision> hindered = request.body()
                .unknown()
                .<Decision>map(Decision.Undetermined::new)
                .or(() -> request.body().refusal().map(Decision.Rejected::new));
        if (hindered.isPresent()) {
            return hindered.get();
        }
        List<Effect> effects =
                UriModule.onlyAsks(params.method()) ? List.of() : List.of(HttpRequestModule.change(request));
        return switch (file(params)
                .plan(new ReceivedFile.Receiving(request.shown(), ReceivedAnswer.receiving(request), effects), known)) {
            case Plan.Unchanged unchanged -> new Decision.Needless(Map.of());
            case Plan.Needs(var more) -> new Decision.Needs(more);
            case Plan.Undetermined(String why) -> new Decision.Undetermined(why);
            case Plan.Rejected(String why) -> new Decision.Rejected(why);
            case Plan.Change(String title, List<Action> actions) -> around(actions);
        };
    }

    private static Decision around(List<Action> actions) {
        for (int i = 0; i < actions.size(); i++) {
            if (actions.get(i) instanceof Action.Run run) {
                return new Decision.Do(actions.subList(0, i), run, actions.subList(i + 1, actions.size()));
            }
        }
        throw new IllegalStateException("nothing receives the answer");
    }

    @Override
    public boolean tellsChange(Params params) {
        return true;
    }

    @Override
    public boolean changed(Params params, ScriptResult done) {
        return ReceivedAnswer.of(done)
                .file()
                .filter(ReceivedAnswer.Written::changed)
                .isPresent();
    }

    @Override
    public boolean printsWords() {
        return false;
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        ReceivedAnswer received = ReceivedAnswer.of(done);
        Map<String, @Nullable Object> result = new LinkedHashMap<>(HttpResult.of(received.reply(), params.request()));
        received.file().ifPresent(file -> {
            result.put("content_length", file.size());
            result.put("path", file.path());
            result.put("state", "file");
            result.put("owner", file.access().owner());
            result.put("group", file.access().group());
            result.put("uid", file.access().uid());
            result.put("gid", file.access().gid());
            result.put("mode", file.access().mode());
            result.put("size", file.size());
        });
        return result;
    }

    @Override
    public Optional<String> failure(Params params, ScriptResult done) {
        Optional<String> refusal = HttpResult.refusal(ReceivedAnswer.of(done).reply(), params.request());
        return refusal.isPresent() && done.succeeded()
                ? refusal
                : Optional.of(done.err().strip()).filter(why -> !done.succeeded());
    }
}
