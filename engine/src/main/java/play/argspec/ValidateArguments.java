package play.argspec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import play.module.Control;
import play.module.ModuleSpec;
import play.module.Verdict;
import play.param.Doc;
import play.param.Evaluated;
import play.value.Unknown;

/** Looks at the variables of a role when it starts, or of a play. */
public final class ValidateArguments implements Control<ValidateArguments.Params> {
    /** The name its tasks show. */
    public static final String NAME = "validate_argument_spec";

    public record Params(
            @Doc("Values of those variables that are defined.")
            Map<String, Object> arguments,

            @Doc("What is wrong with them together; an empty text where nothing is.")
            List<Evaluated> constraints) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    NAME, "Compares a role's variables with its argument specs.", Params.class)
            .asInAnsible();

    private final String kind;
    private final String owner;
    private final Options options;
    private final List<Constraint> constraints;

    /**
     * @param kind of what has the variables
     * @param owner the same by name, at the start of a sentence
     */
    private ValidateArguments(String kind, String owner, Options options, List<Constraint> constraints) {
        this.kind = kind;
        this.owner = owner;
        this.options = options;
        this.constraints = List.copyOf(constraints);
    }

    /** For the variables of a role. */
    public static ValidateArguments ofRole(String name, Options options, List<Constraint> constraints) {
        return new ValidateArguments("role", "Role '" + name + "'", options, constraints);
    }

    /** For those of a play, by its spec. */
    public static ValidateArguments ofPlay(String spec, Options options) {
        return new ValidateArguments("play", "The play of argument spec '" + spec + "'", options, List.of());
    }

    /** Whether a role or a play has the variables: {@code role}. */
    public String kind() {
        return kind;
    }

    /** What has the variables: {@code Role 'web'}. */
    public String owner() {
        return owner;
    }

    public Options options() {
        return options;
    }

    public List<Constraint> constraints() {
        return constraints;
    }

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Verdict evaluate(Params params) {
        ArgumentCheck check = new ArgumentCheck();
        check.check(options, params.arguments(), owner);
        List<String> wrong = new ArrayList<>(
                check.faults().stream().map(ArgumentFault::message).toList());
        params.constraints().stream()
                .map(Evaluated::value)
                .filter(value -> value instanceof String text && !text.isEmpty())
                .forEach(value -> wrong.add(String.valueOf(value)));
        if (!wrong.isEmpty()) {
            return new Verdict.Failed(owner + " cannot use its variables:\n" + String.join("\n", wrong));
        }
        return unknown(check, params)
                .<Verdict>map(hole -> new Verdict.Undetermined("a variable is unknown: " + hole.reason()))
                .orElseGet(() -> new Verdict.Done(Map.of(), Map.of()));
    }

    private static Optional<Unknown> unknown(ArgumentCheck check, Params params) {
        Stream<Unknown> undecided = params.constraints().stream()
                .map(Evaluated::value)
                .filter(Unknown.class::isInstance)
                .map(Unknown.class::cast);
        return check.unknown().or(undecided::findFirst);
    }
}
