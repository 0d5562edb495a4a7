package play.modules.control;

import java.util.Map;
import java.util.Optional;
import play.module.Control;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Verdict;
import play.param.Doc;

/** Fails, with a message; a condition on the task says when. */
public final class FailModule implements Control<FailModule.Params> {
    public record Params(
            @Doc("Why: a string, or a list of lines.") Optional<Object> msg) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "fail",
                    "Fails with a message.",
                    Params.class,
                    new Example("message", "", "msg: this host is too small\n"))
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Verdict evaluate(Params params) {
        Object message = params.msg().orElse("Failed as requested from task");
        return Message.failure(message, Message.text(message), Map.of());
    }
}
