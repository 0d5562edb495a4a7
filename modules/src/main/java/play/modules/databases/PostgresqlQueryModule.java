package play.modules.databases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.ScriptResult;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.Answer;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Procedure;
import play.module.Query;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.NoEffect;

/** SQL that a server of PostgreSQL runs. */
public final class PostgresqlQueryModule implements Query<PostgresqlQueryModule.Params> {
    @MutuallyExclusive({"positional_args", "named_args"})
    public record Params(
            @Doc("The SQL: a text, or a list of them, all in one transaction.")
            SqlTexts query,

            @Doc("Values for each %s in it, quoted as they have to be; a list becomes an array.")
            Optional<GivenValues.InOrder> positionalArgs,

            @Doc("Values for each %(name)s in it.") Optional<GivenValues.ByName> namedArgs,

            @Doc("The database that runs it.")
            @Alias("login_db")
            @Default("postgres")
            @Matches(value = PostgresqlDbModule.NAME, expected = "a name of one line")
            String db,

            @Doc("Whether each statement is a transaction by itself, as VACUUM has to be.") @Default("false")
            boolean autocommit,

            @Doc("Schemas that names without one are looked for in, written as in SQL: with upper case in \"quotes\".")
            Optional<List<String>> searchPath,

            @Doc("Encoding of the connection.")
            @NoEffect("Texts are sent and read as UTF-8, to and from which the server converts them. Leave it out.")
            Optional<String> encoding,

            @Inline PostgresAccess access) {
        private GivenSql given() {
            return new GivenSql(query, positionalArgs, namedArgs);
        }

        /** The texts with their values. */
        private List<String> texts() {
            SqlArguments arguments = given().arguments();
            return query.all().stream().map(arguments::in).toList();
        }

        private List<SqlStatement> statements() {
            return texts().stream()
                    .flatMap(text -> SqlStatement.of(text).stream())
                    .toList();
        }

        private SqlRun run() {
            SqlRun.Mode mode = onlyReads() ? SqlRun.Mode.READING : autocommit ? SqlRun.Mode.EACH : SqlRun.Mode.TOGETHER;
            return new SqlRun(statements(), searchPath.orElse(List.of()), mode, given().secret());
        }

        /** What was run, as it may be shown. */
        private Map<String, @Nullable Object> shown() {
            List<Object> texts = given().shown(texts());
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("query", texts.getLast());
            shown.put("query_list", texts);
            return shown;
        }

        private boolean onlyReads() {
            return statements().stream().allMatch(SqlStatement::onlyReads);
        }
    }

    record Result(
            @Doc("The text that was run last, with its values.")
            String query,

            @Doc("All of them.") List<String> queryList,

            @Doc("Rows of the last statement: a mapping each, by the names of columns.")
            List<Map<String, @Nullable Object>> queryResult,

            @Doc("Rows of the last statement of each text.") List<List<Map<String, @Nullable Object>>> queryAllResults,

            @Doc("How many rows were found or changed by these.")
            long rowcount,

            @Doc("What the server said of the last statement: INSERT 0 1.")
            String statusmessage) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "postgresql_query",
                    "Runs SQL on a server of PostgreSQL. What only reads is asked in a dry run too, of the server as it"
                            + " is then; what may change something, or calls a function that might, is unknown there."
                            + " The host needs psql.",
                    Params.class,
                    new Example(
                            "a question",
                            "",
                            "db: app\nquery: SELECT name FROM users WHERE id = %s\npositional_args: [1]\n"),
                    new Example(
                            "a change",
                            "",
                            "db: app\nquery:\n  - UPDATE users SET seen = now() WHERE name = %(name)s\n"
                                    + "  - DELETE FROM users WHERE name <> %(name)s RETURNING id\n"
                                    + "named_args: {name: ada}\n"),
                    new Example("no transaction", "", "db: app\nquery: VACUUM\nautocommit: true\n"))
            .alias("community.postgresql.postgresql_query")
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> unfit = params.given().faults(SqlArguments::isValue, "a mapping");
        return unfit.isEmpty() ? GivenSql.faults(params.statements().stream().map(SqlStatement::fault)) : unfit;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(key(params));
    }

    private static StateKey<SqlReply> key(Params params) {
        return SqlReply.to(params.run(), params.access(), params.db());
    }

    @Override
    public boolean mayAct(Map<String, Optional<String>> written) {
        return Optional.ofNullable(written.get("query"))
                .filter(query -> query.filter(
                                text -> SqlStatement.of(text).stream().allMatch(SqlStatement::onlyReads))
                        .isEmpty())
                .isPresent();
    }

    @Override
    public Optional<Procedure<Params>> acting(Params params) {
        return params.onlyReads() ? Optional.empty() : Optional.of(new Acting());
    }

    /** That there is no such table yet may be because it is only foreseen. */
    @Override
    public Answer answer(Params params, Knowledge known) {
        return switch (known.of(key(params))) {
            case Observed.Unknown<SqlReply>(String reason) -> new Answer.Waiting(reason);
            case Observed.Known<SqlReply>(SqlReply reply, var how) -> new Answer.Found(result(params, reply.said()));
        };
    }

    private static Map<String, @Nullable Object> result(Params params, List<SqlRun.Said> said) {
        List<SqlRun.Said> last = new ArrayList<>();
        int at = 0;
        for (String text : params.texts()) {
            at += SqlStatement.of(text).size();
            last.add(said.get(at - 1));
        }
        Map<String, @Nullable Object> result = params.shown();
        result.put("query_result", last.getLast().rows());
        result.put("query_all_results", last.stream().map(SqlRun.Said::rows).toList());
        result.put("rowcount", last.stream().mapToLong(SqlRun.Said::count).sum());
        result.put("statusmessage", last.getLast().status());
        return result;
    }

    /** With statements that may change something. */
    private static final class Acting implements Procedure<Params> {
        @Override
        public ModuleSpec<Params> spec() {
            return SPEC;
        }

        @Override
        public Decision decide(Params params, Knowledge known) {
            List<String> verbs = params.statements().stream()
                    .map(SqlStatement::verb)
                    .map(verb -> verb.matches("[A-Z]+") ? verb : "SQL")
                    .distinct()
                    .toList();
            String title = "run " + String.join(", ", verbs) + " in the database " + params.db();
            return new Decision.Do(new Action.Run(
                    title,
                    params.run().script(params.access(), params.db()).within(PostgresAccess.LONGEST),
                    List.of(new Effect.Opaque(
                            "'" + title + "' may change anything that the server has",
                            params.statements().stream().anyMatch(SqlStatement::reachesHost)
                                    ? Reach.HOST
                                    : Reach.PATHLESS))));
        }

        @Override
        public boolean tellsChange(Params params) {
            return true;
        }

        /** A transaction that fails changes nothing. */
        @Override
        public boolean changed(Params params, ScriptResult done) {
            try {
                return params.run().said(done).stream().anyMatch(SqlRun.Said::changed);
            } catch (UnknownStateException e) {
                return done.succeeded() || params.autocommit();
            }
        }

        @Override
        public boolean printsWords() {
            return false;
        }

        @Override
        public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
            try {
                return PostgresqlQueryModule.result(params, params.run().said(done));
            } catch (UnknownStateException e) {
                return params.shown();
            }
        }

        @Override
        public Optional<String> failure(Params params, ScriptResult done) {
            try {
                done.expectSuccess("the server of databases does not run the SQL");
                params.run().said(done);
                return Optional.empty();
            } catch (UnknownStateException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
    }
}
