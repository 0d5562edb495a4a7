package play.modules.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.module.Control;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Verdict;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.Evaluated;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** Fails unless all conditions hold. */
public final class AssertModule implements Control<AssertModule.Params> {
    public record Params(
            @Doc("Conditions that must all be true.") List<Evaluated> that,

            @Doc("Message when one is false: a string, or a list of lines.") @Alias("msg")
            Optional<Object> failMsg,

            @Doc("Message when all are true, likewise; All assertions passed where none is given.")
            Optional<Object> successMsg,

            @Doc("Whether success shows nothing.") @Default("false")
            boolean quiet) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "assert",
                    "Fails unless all conditions hold; its result then has the one that is false (assertion).",
                    Params.class,
                    new Example("holds", "", "that:\n  - 1 < 2\n  - \"'a' in 'abc'\"\n"),
                    new Example("fails", "", "that: 2 < 1\nfail_msg: arithmetic has changed\n"))
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Verdict evaluate(Params params) {
        List<Verdict> wrong = params.that().stream()
                .flatMap(condition -> wrong(condition, params).stream())
                .toList();
        // A condition that fails decides, whatever is unknown about the others.
        Optional<Verdict> failed = wrong.stream()
                .filter(verdict -> verdict instanceof Verdict.Failed)
                .findFirst();
        return failed.or(() -> wrong.stream().findFirst()).orElseGet(() -> passed(params));
    }

    private static Verdict passed(Params params) {
        Map<String, @Nullable Object> result =
                params.quiet() ? Map.of() : Map.of("msg", params.successMsg().orElse("All assertions passed"));
        return new Verdict.Done(result, Map.of());
    }

    private static Optional<Verdict> wrong(Evaluated condition, Params params) {
        @Nullable Object value = condition.value() instanceof Secret secret ? secret.value() : condition.value();
        return switch (value) {
            case Boolean holds when holds -> Optional.empty();
            case Boolean fails -> Optional.of(failed(condition, params.failMsg().orElse("Assertion failed")));
            case Unknown(String reason) ->
                Optional.of(new Verdict.Undetermined("'" + condition.text() + "' is unknown: " + reason));
            case null, default ->
                Optional.of(
                        new Verdict.Failed("The condition '" + condition.text() + "' is neither true nor false but a "
                                + Values.kind(value) + "; compare it with something, or convert it with | bool"));
        };
    }

    private static Verdict failed(Evaluated condition, Object message) {
        return Message.failure(
                message,
                Message.text(message) + " (not true: " + condition.told() + ")",
                Map.of("assertion", written(condition.text()), "evaluated_to", false));
    }

    /** Ansible replaces an expression in delimiters by its value. */
    private static Object written(String condition) {
        return condition.equals("false") || condition.stripLeading().startsWith("{{") ? false : condition;
    }
}
