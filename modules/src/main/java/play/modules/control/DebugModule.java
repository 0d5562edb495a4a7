package play.modules.control;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.module.Control;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Verdict;
import play.param.Default;
import play.param.Doc;
import play.param.Evaluated;
import play.param.MutuallyExclusive;

/** Shows a message or a value. */
public final class DebugModule implements Control<DebugModule.Params> {
    @MutuallyExclusive({"msg", "var"})
    public record Params(
            @Doc("What to show.") Optional<Object> msg,

            @Doc("Name of a variable, or any expression, whose value is shown.")
            Optional<Evaluated> var,

            @Doc("Shown only where play is asked to be at least that verbose: 1 for -v, 2 for -vv.") @Default("0")
            int verbosity) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "debug",
                    "Shows a message or the value of an expression.",
                    Params.class,
                    new Example("message", "", "msg: hello\n"),
                    new Example("value", "", "var: 1 + 1\n"))
            .shown()
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Verdict evaluate(Params params) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (params.var().isPresent()) {
            result.put(params.var().get().text(), params.var().get().value());
        } else {
            result.put("msg", params.msg().orElse("Hello world!"));
        }
        Verdict.Done done = new Verdict.Done(result, Map.of());
        return params.verbosity() == 0 ? done : new Verdict.Louder(params.verbosity(), done);
    }
}
