package play.guest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.host.Script;
import play.host.ScriptResult;
import play.module.Guest;
import play.module.ModuleSpec;
import play.module.ProductionException;
import play.module.Statement;
import play.param.ParameterValues;
import play.param.SecretText;
import play.value.Secret;
import play.value.Values;

/**
 * A module of Ansible's.
 *
 * @param facts names of the variables that hold the facts it finds; empty where it does not say
 * @param checks whether it can say in a dry run what it would change
 */
record GuestModule(GuestProgram program, ModuleSpec<ParameterValues> spec, Optional<Set<String>> facts, boolean checks)
        implements Guest<ParameterValues> {
    /** {@code timeout} of the task ends it earlier. */
    private static final Duration LONGEST = Duration.ofDays(1);

    @Override
    public Optional<Set<String>> facts() {
        return facts;
    }

    @Override
    public Optional<String> silence() {
        return checks
                ? Optional.empty()
                : Optional.of("'" + spec.name() + "' is a guest that does not say to support check mode");
    }

    @Override
    public Script script(ParameterValues params, Manner manner) throws ProductionException, InterruptedException {
        try {
            Map<String, @Nullable Object> payload = program.ask(
                    "payload",
                    Map.of(
                            "name", spec.name(),
                            "arguments", arguments(params),
                            "check", manner.check(),
                            "diff", manner.diff()));
            return GuestScript.of(payload).ofUser().apartFromOthers().within(LONGEST);
        } catch (GuestException e) {
            throw new ProductionException("the guest '" + spec.name() + "' cannot be packed: " + e.getMessage());
        }
    }

    @Override
    public Statement statement(ParameterValues params, ScriptResult done) {
        return new GuestOutput(spec.name(), hidden(params.values())).read(done);
    }

    private static List<String> hidden(@Nullable Object value) {
        return switch (value) {
            case SecretText secret -> List.of(secret.reveal());
            case Secret secret -> texts(secret.value());
            case Map<?, ?> map ->
                map.values().stream().flatMap(field -> hidden(field).stream()).toList();
            case List<?> list ->
                list.stream().flatMap(item -> hidden(item).stream()).toList();
            case null, default -> List.of();
        };
    }

    /** Of a secret all texts are secret; what is too short to be one turns up anywhere. */
    private static List<String> texts(Object secret) {
        return switch (secret) {
            case String text -> List.of(text);
            case Map<?, ?> map ->
                map.values().stream().flatMap(field -> texts(field).stream()).toList();
            case List<?> list ->
                list.stream().flatMap(item -> texts(item).stream()).toList();
            default -> List.of();
        };
    }

    private static Map<String, @Nullable Object> arguments(ParameterValues params) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        params.values().forEach((name, value) -> {
            if (name.equals(GuestSpec.OTHERS) && value instanceof Map<?, ?> others) {
                others.forEach((other, given) -> arguments.put(String.valueOf(other), open(given)));
            } else {
                arguments.put(name, open(value));
            }
        });
        return arguments;
    }

    /** With secrets in clear, as JSON has values. */
    private static @Nullable Object open(@Nullable Object value) {
        return switch (Values.revealed(value)) {
            case SecretText secret -> secret.reveal();
            case List<?> list ->
                list.stream().<@Nullable Object>map(GuestModule::open).toList();
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                map.forEach((name, field) -> fields.put(String.valueOf(name), open(field)));
                yield fields;
            }
            case null -> null;
            case Object plain -> plain;
        };
    }
}
