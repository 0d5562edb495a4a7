package play.modules.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.Procedure;
import play.modules.web.UriModule.Needless;
import play.modules.web.UriModule.Params;

/** {@code uri} with a method that may change something, or a body that only the run tells. */
final class SendingUri implements Procedure<Params> {
    @Override
    public ModuleSpec<Params> spec() {
        return UriModule.SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.guards();
    }

    @Override
    public Decision decide(Params params, Knowledge known) {
        return switch (params.needless(known)) {
            case Observed.Unknown<Needless>(String why) -> new Decision.Undetermined(why);
            case Observed.Known<Needless>(Needless(Optional<String> why), var how) ->
                why.<Decision>map(told -> new Decision.Skip(told, Optional.of(told)))
                        .orElseGet(() -> HttpRequestModule.decide(params.request()));
        };
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
        return HttpRequestModule.result(params.request(), done);
    }

    @Override
    public Optional<String> failure(Params params, ScriptResult done) {
        return HttpRequestModule.failure(params.request(), done);
    }
}
