package play.modules.databases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.Plan;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.result.When;
import play.value.Foreseen;
import play.value.Unknown;

/** Settings of a server of PostgreSQL, which its own ALTER SYSTEM keeps. */
public final class PostgresqlSetModule implements OnServer<PostgresqlSetModule.Params> {
    private static final String BY_ITSELF = "default";

    /** A little later new connections see it. */
    private static final String RELOADED =
            "SELECT pg_reload_conf() \\g /dev/null\nSELECT pg_sleep(0.5) \\g /dev/null\nSELECT 1 WHERE false";

    public record Params(
            @Doc("Name of the setting, such as work_mem.")
            @Matches(value = "[A-Za-z_][A-Za-z0-9_.$]*", expected = "the name of a setting")
            String name,

            @Doc("Its value, with a unit as the server takes it: 64MB. default takes back what was set so; what other"
                    + " files say then holds.")
            Optional<String> value,

            @Doc("Whether it is set to what the server has built in.") @Default("false")
            boolean reset,

            @Doc("Database that the server is asked by.")
            @Alias({"db", "database"})
            @Default("postgres")
            @Matches(value = PostgresqlDbModule.NAME, expected = "a name of one line")
            String loginDb,

            @Inline PostgresAccess access) {
        private StateKey<PostgresSetting> key() {
            return PostgresSetting.at(access, loginDb, name);
        }

        private boolean takesBack() {
            return value.filter(text -> text.toLowerCase(Locale.ROOT).equals(BY_ITSELF))
                    .isPresent();
        }
    }

    record Result(
            @Doc("The setting.") String name,

            @Doc("When it can be changed, in the server's words: postmaster, sighup, user and others.")
            @When("the server has it")
            Optional<String> context,

            @Doc("What it is now, as the server shows it.") @When("the server has it")
            Optional<String> valuePretty,

            @Doc("Whether a new value holds from the next start of the server on.") @When("the server has it")
            Optional<Boolean> restartRequired) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "postgresql_set",
                    "Changes a setting of a server of PostgreSQL, which reads it anew. The host needs psql.",
                    Params.class,
                    PostgresExamples.settings())
            .alias("community.postgresql.postgresql_set")
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        if (params.reset() && params.value().isPresent()) {
            return List.of(new Binding.Fault("reset", "'reset' and 'value' contradict each other"));
        }
        return params.reset() || params.value().isPresent()
                ? List.of()
                : List.of(new Binding.Fault("value", "say by 'value' what it is to be, or write reset: true"));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.key());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.key()), now -> {
            if (!now.present()) {
                return new Plan.Rejected("the server has no setting " + params.name());
            }
            if (now.context().equals("internal")) {
                return new Plan.Rejected(params.name() + " is fixed where the server is built or its data made");
            }
            if (params.takesBack()) {
                return now.set().isEmpty() ? Plan.UNCHANGED : takenBack(params, now);
            }
            String wanted = params.value().map(now.kind()::normal).orElseGet(now::initial);
            if (now.configured().equals(wanted)) {
                return Plan.UNCHANGED;
            }
            boolean byItself = params.reset()
                    && now.elsewhere().filter(text -> !text.equals(wanted)).isEmpty();
            String literal = now.kind().literal(params.value().orElse(now.builtIn()));
            return byItself
                    ? takenBack(params, now)
                    : change(params, now, "SET " + params.name() + " = " + literal, Optional.of(wanted));
        });
    }

    private static Plan takenBack(Params params, PostgresSetting now) {
        return change(params, now, "RESET " + params.name(), Optional.empty());
    }

    private static Plan change(Params params, PostgresSetting now, String what, Optional<String> set) {
        PostgresSetting after = new PostgresSetting(
                now.context(),
                now.kind(),
                now.builtIn(),
                set,
                now.elsewhere(),
                new Foreseen.Later<>("the server shows it after the run"),
                now.needsRestart()
                        ? new Foreseen.Later<>("the server tells it after the run")
                        : new Foreseen.Exactly<>(false));
        return params.access()
                .change(
                        what.replaceFirst(" = .*", "").toLowerCase(Locale.ROOT) + " by ALTER SYSTEM",
                        params.loginDb(),
                        List.of(Sql.UNLOGGED + "ALTER SYSTEM " + what, RELOADED),
                        List.of(new Effect.Sets<>(params.key(), after)));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("name", params.name());
        switch (after.of(params.key())) {
            case Observed.Unknown<PostgresSetting>(String why) -> {
                result.put("context", new Unknown(why));
                result.put("value_pretty", new Unknown(why));
                result.put("restart_required", new Unknown(why));
            }
            case Observed.Known<PostgresSetting>(PostgresSetting setting, var how) -> {
                result.put("context", setting.context());
                result.put("value_pretty", setting.shown().orUnknown());
                result.put("restart_required", setting.waits().orUnknown());
            }
        }
        return result;
    }
}
