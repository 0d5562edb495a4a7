package play.modules.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.value.Bytes;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** An answer to a question that a package asks through debconf. */
public final class DebconfModule implements Resource<DebconfModule.Params> {
    /** As Ansible has them. */
    public enum Type {
        BOOLEAN,
        ERROR,
        MULTISELECT,
        NOTE,
        PASSWORD,
        SEEN,
        SELECT,
        STRING,
        TEXT,
        TITLE
    }

    public record Params(
            @Doc("Name of the package whose question it is.")
            @Alias("pkg")
            @Matches(value = "[^\\s#]\\S*", expected = "the name of a package")
            String name,

            @Doc("The question: tzdata/Areas.")
            @Alias({"selection", "setting"})
            @Matches(value = "\\S+", expected = "the name of a question, without blanks")
            String question,

            @Doc("Type of the answer; what a password is, nobody is shown. With seen, the answer says whether somebody"
                    + " was asked.")
            Type vtype,

            @Doc("The answer; of a multiselect also a list.") @Alias("answer")
            Object value,

            @Doc("Whether the question is still asked when the package is installed or configured.") @Default("false")
            boolean unseen) {
        private StateKey<DebconfAnswers.Answer> key(boolean before) {
            return family(before).key(question);
        }

        private DebconfAnswers family(boolean before) {
            return new DebconfAnswers(
                    name,
                    switch (vtype) {
                        case SEEN -> DebconfAnswers.Type.SEEN;
                        case PASSWORD -> DebconfAnswers.Type.SECRET;
                        default -> Values.hasSecrets(value) ? DebconfAnswers.Type.SECRET : DebconfAnswers.Type.VALUE;
                    },
                    before);
        }

        private String answer() {
            return switch (Values.revealed(value)) {
                case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(", "));
                case Object other
                when vtype == Type.BOOLEAN || other instanceof Boolean ->
                    String.valueOf(other).toLowerCase(Locale.ROOT);
                case null -> "";
                case Object other -> String.valueOf(other);
            };
        }
    }

    record Result(
            @Doc("The question, with the answer that is wanted; *** for a password.")
            Map<String, Object> current,

            @Doc("The question, with the answer that was there; empty where there was none.")
            Map<String, Object> previous) {}

    private static final String YAML = "name: tzdata\nquestion: tzdata/Areas\nvtype: select\nvalue: Europe\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "debconf",
                    "Answers a question that a package asks through debconf, before it is installed. What is installed"
                            + " is not configured anew.",
                    Params.class,
                    new Example("absent", "echo PURGE | debconf-communicate tzdata", YAML),
                    new Example("drifted", "echo 'tzdata tzdata/Areas select Asia' | debconf-set-selections", YAML),
                    new Example("right", "echo 'tzdata tzdata/Areas select Europe' | debconf-set-selections", YAML),
                    new Example(
                            "a password",
                            "echo 'app app/password password old' | debconf-set-selections",
                            "name: app\nquestion: app/password\nvtype: password\nvalue: new\nunseen: true\n"),
                    new Example(
                            "right, in another order",
                            "echo 'app app/parts multiselect b, a' | debconf-set-selections",
                            "name: app\nquestion: app/parts\nvtype: multiselect\nvalue: [a, b]\n"))
            .asInAnsible()
            .insteadOf(new Program("debconf-set-selections", "\\s(-c|--checkonly)\\b"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (Values.unknownIn(params.value()).isPresent()) {
            return faults;
        }
        if (params.answer().contains("\n")) {
            faults.add(new Binding.Fault(
                    "value", "'value' must be on one line; in YAML '|-' leaves the last line end out"));
        }
        boolean flag = params.vtype() == Type.BOOLEAN || params.vtype() == Type.SEEN;
        if (flag && !params.answer().matches("(?i)true|false")) {
            faults.add(new Binding.Fault("value", "'value' must be true or false with this 'vtype'"));
        }
        if (params.value() instanceof Map || (params.value() instanceof List && params.vtype() != Type.MULTISELECT)) {
            faults.add(new Binding.Fault("value", "'value' must be a text; only a multiselect takes a list"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.key(false), params.key(true));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        Optional<Unknown> unknown = Values.unknownIn(params.value());
        if (unknown.isPresent()) {
            return new Plan.Undetermined(
                    "the answer is known after the run: " + unknown.get().reason());
        }
        return Plan.on(known.of(params.key(false)), there -> same(params, there) ? Plan.UNCHANGED : set(params));
    }

    private static boolean same(Params params, DebconfAnswers.Answer there) {
        if (there instanceof DebconfAnswers.Given(String value) && params.value() instanceof List<?>) {
            return sorted(value).equals(sorted(params.answer()));
        }
        if (there instanceof DebconfAnswers.Given(String value) && params.vtype() == Type.BOOLEAN) {
            return value.toLowerCase(Locale.ROOT).equals(params.answer());
        }
        return there.equals(params.family(false).of(params.answer()));
    }

    private static List<String> sorted(String value) {
        return List.of(value.split(",")).stream().map(String::strip).sorted().toList();
    }

    /** The line goes by standard input, so that a password is in no list of processes. */
    private static Plan set(Params params) {
        String line = String.join(
                " ", params.name(), params.question(), params.vtype().name().toLowerCase(Locale.ROOT), params.answer());
        String title = "answer " + params.question() + " of " + params.name();
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        Script.of("debconf-set-selections" + (params.unseen() ? " -u" : "") + "\n")
                                .withStdin(Bytes.of(line + "\n")),
                        List.of(
                                new Effect.Opaque(
                                        "debconf keeps answers in files of its own", Reach.paths("/var/cache/debconf")),
                                new Effect.Sets<>(
                                        params.key(false), params.family(false).of(params.answer())))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        boolean hidden = params.family(false).kind() == DebconfAnswers.Type.SECRET;
        Object wanted = Values.unknownIn(params.value())
                .<Object>map(unknown -> unknown)
                .orElseGet(() -> hidden ? new Secret(params.answer()) : params.answer());
        result.put("current", Map.of(params.question(), wanted));
        Object was = switch (after.of(params.key(true))) {
            case Observed.Unknown<DebconfAnswers.Answer>(String why) -> new Unknown(why);
            case Observed.Known<DebconfAnswers.Answer>(DebconfAnswers.Answer answer, var how) ->
                switch (answer) {
                    case DebconfAnswers.None none -> "";
                    case DebconfAnswers.Given(String value) -> value;
                    case DebconfAnswers.Hidden(Secret value) -> value;
                };
        };
        result.put("previous", Map.of(params.question(), was));
        return result;
    }
}
