package play.modules.databases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.Plan;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.result.When;
import play.value.Unknown;

/** Global variables of a server of MySQL or MariaDB. */
public final class MysqlVariablesModule implements OnServer<MysqlVariablesModule.Params> {
    /** How long a value holds. */
    public enum Mode {
        GLOBAL,
        PERSIST,
        PERSIST_ONLY
    }

    public record Params(
            @Doc("Name of the variable, such as max_connections.")
            @Matches(value = "[A-Za-z0-9_.]+", expected = "the name of a variable")
            String variable,

            @Doc("Its value; without, the result tells what it is.")
            @Matches(value = "[^\\x00\\\\]*", expected = "a value without backslashes")
            Optional<String> value,

            @Doc("global: until the server stops; persist: also when it starts again (MySQL); persist_only: only when"
                    + " it"
                    + " starts again (MySQL).")
            @Default("global")
            Mode mode,

            @Inline MysqlAccess access) {
        private List<StateKey<MysqlVariable>> keys() {
            StateKey<MysqlVariable> now = MysqlVariable.at(access, false, variable);
            StateKey<MysqlVariable> later = MysqlVariable.at(access, true, variable);
            return switch (mode) {
                case GLOBAL -> List.of(now);
                case PERSIST -> List.of(now, later);
                case PERSIST_ONLY -> List.of(later);
            };
        }
    }

    record Result(
            @Doc("What the variable is.") @When("value is not given")
            Optional<String> msg) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "mysql_variables",
                    "Sets global variables of MySQL and MariaDB. The host needs their client.",
                    Params.class,
                    MysqlExamples.example(
                            "absent", "SELECT 1;\n", "variable: sql_mode\nvalue: STRICT_ALL_TABLES,NO_ZERO_DATE\n"),
                    MysqlExamples.example(
                            "drifted",
                            "SET GLOBAL max_connections = 90;\n",
                            "variable: max_connections\nvalue: '80'\n"),
                    MysqlExamples.example("right", "SET GLOBAL read_only = ON;\n", "variable: read_only\nvalue: '1'\n"),
                    MysqlExamples.example("right, only asked", "SELECT 1;\n", "variable: version\n"))
            .alias("community.mysql.mysql_variables")
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.copyOf(params.keys());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.onEach(known, params.keys(), key -> key, states -> {
            boolean lives = params.mode() != Mode.PERSIST_ONLY;
            if (lives && !states.firstEntry().getValue().present()) {
                return new Plan.Rejected("the server has no variable " + params.variable());
            }
            return params.value()
                    .filter(text -> !states.values().stream().allMatch(state -> state.is(text)))
                    .map(text -> change(params, text))
                    .orElse(Plan.UNCHANGED);
        });
    }

    private static Plan change(Params params, String value) {
        List<Effect> effects = new ArrayList<>();
        params.keys().forEach(key -> effects.add(new Effect.Sets<>(key, new MysqlVariable(Optional.of(value)))));
        String title = "set the variable " + params.variable();
        String literal = value.matches("-?[0-9]+(\\.[0-9]+)?|(?i)on|off|default") ? value : MysqlAccess.text(value);
        String statement = "SET " + params.mode().name() + " " + params.variable() + " = " + literal + ";\n";
        return OnServer.change(title, params.access().quietly(statement).within(Duration.ofMinutes(2)), effects);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        if (params.value().isPresent()) {
            return Map.of();
        }
        return switch (after.of(params.keys().getFirst())) {
            case Observed.Unknown<MysqlVariable>(String why) -> Map.of("msg", new Unknown(why));
            case Observed.Known<MysqlVariable>(MysqlVariable variable, var how) ->
                Map.of("msg", variable.value().orElse(""));
        };
    }
}
