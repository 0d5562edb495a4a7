package play.modules.databases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** SQL that a server of MySQL or MariaDB runs. */
public final class MysqlQueryModule implements Query<MysqlQueryModule.Params> {
    private static final Set<String> ROWS = Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "SELECT", "CALL", "WITH");

    @MutuallyExclusive({"positional_args", "named_args"})
    public record Params(
            @Doc("The SQL: a text, or a list of them, one statement each.")
            SqlTexts query,

            @Doc("Values for each %s in it, quoted as they have to be.")
            Optional<GivenValues.InOrder> positionalArgs,

            @Doc("Values for each %(name)s in it.") Optional<GivenValues.ByName> namedArgs,

            @Doc("The database that is the current one.")
            @Alias("db")
            @Default("")
            @Matches(value = MysqlAccess.LINE + "|", expected = "a name of one line")
            String loginDb,

            @Doc("Whether all texts are one transaction, so that all are done or none; without, each is one.")
            @Default("false")
            boolean singleTransaction,

            @Inline MysqlAccess access) {
        private GivenSql given() {
            return new GivenSql(query, positionalArgs, namedArgs);
        }

        /** The texts with their values. */
        private List<String> texts() {
            SqlArguments arguments = given().arguments();
            return query.all().stream()
                    .map(text -> arguments.in(text, MysqlAccess::literal))
                    .toList();
        }

        private MysqlRun run() {
            return new MysqlRun(texts().stream().map(MysqlText::of).toList(), singleTransaction, given().secret());
        }
    }

    record Result(
            @Doc("The texts that were run, with their values.")
            List<String> executedQueries,

            @Doc("Rows of each text: a mapping each, by the names of columns.")
            List<List<Map<String, @Nullable Object>>> queryResult,

            @Doc("How many rows each has found or changed.") List<Long> rowcount) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "mysql_query",
                    "Runs SQL on a server of MySQL or MariaDB. What only reads is asked in a dry run too, of the server"
                            + " as it is then; what may change something is unknown there. The host needs their"
                            + " client.",
                    Params.class,
                    new Example(
                            "a question",
                            "",
                            "login_db: app\nquery: SELECT name FROM users WHERE id = %s\npositional_args: [1]\n"),
                    new Example(
                            "a change",
                            "",
                            "login_db: app\nsingle_transaction: true\nquery:\n"
                                    + "  - UPDATE users SET seen = now() WHERE name = %(name)s\n"
                                    + "  - DELETE FROM users WHERE name <> %(name)s\nnamed_args: {name: ada}\n"))
            .alias("community.mysql.mysql_query")
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> unfit = params.given()
                .faults(value -> !(value instanceof Map) && !(value instanceof List), "a mapping or a list");
        return unfit.isEmpty() ? GivenSql.faults(params.run().texts().stream().map(MysqlText::fault)) : unfit;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(key(params));
    }

    private static StateKey<MysqlReply> key(Params params) {
        return MysqlReply.to(params.run(), params.access(), params.loginDb());
    }

    @Override
    public boolean mayAct(Map<String, Optional<String>> written) {
        return Optional.ofNullable(written.get("query"))
                .filter(query ->
                        query.filter(text -> MysqlText.of(text).onlyReads()).isEmpty())
                .isPresent();
    }

    @Override
    public Optional<Procedure<Params>> acting(Params params) {
        return params.run().onlyReads() ? Optional.empty() : Optional.of(new Acting());
    }

    /** That there is no such table yet may be because it is only foreseen. */
    @Override
    public Answer answer(Params params, Knowledge known) {
        return switch (known.of(key(params))) {
            case Observed.Unknown<MysqlReply>(String reason) -> new Answer.Waiting(reason);
            case Observed.Known<MysqlReply>(MysqlReply reply, var how) ->
                new Answer.Found(result(params, reply.said()));
        };
    }

    private static Map<String, @Nullable Object> result(Params params, List<MysqlRun.Said> said) {
        Map<String, @Nullable Object> result = shown(params);
        result.put("query_result", said.stream().map(MysqlRun.Said::rows).toList());
        result.put("rowcount", said.stream().map(MysqlRun.Said::count).toList());
        return result;
    }

    private static Map<String, @Nullable Object> shown(Params params) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("executed_queries", params.given().shown(params.texts()));
        return shown;
    }

    /** With statements that may change something. */
    private static final class Acting implements Procedure<Params> {
        @Override
        public ModuleSpec<Params> spec() {
            return SPEC;
        }

        @Override
        public Decision decide(Params params, Knowledge known) {
            MysqlRun run = params.run();
            List<String> verbs =
                    run.texts().stream().map(MysqlText::verb).distinct().toList();
            String title = "run " + String.join(", ", verbs)
                    + (params.loginDb().isEmpty() ? "" : " in the database " + params.loginDb());
            return new Decision.Do(new Action.Run(
                    title,
                    run.script(params.access(), params.loginDb()).within(PostgresAccess.LONGEST),
                    List.of(new Effect.Opaque(
                            "'" + title + "' may change anything that the server has",
                            run.texts().stream()
                                            .anyMatch(text -> text.text()
                                                    .toLowerCase(Locale.ROOT)
                                                    .contains("file"))
                                    ? Reach.HOST
                                    : Reach.PATHLESS))));
        }

        @Override
        public boolean tellsChange(Params params) {
            return true;
        }

        /** One that changes no row changes nothing; what is no row is taken to have been changed. */
        @Override
        public boolean changed(Params params, ScriptResult done) {
            try {
                List<MysqlText> texts = params.run().texts();
                List<MysqlRun.Said> said = params.run().said(done);
                for (int i = 0; i < texts.size(); i++) {
                    boolean rows = ROWS.contains(texts.get(i).verb());
                    if (!texts.get(i).onlyReads() && (!rows || said.get(i).count() > 0)) {
                        return true;
                    }
                }
                return false;
            } catch (UnknownStateException e) {
                return done.succeeded() || !params.singleTransaction();
            }
        }

        @Override
        public boolean printsWords() {
            return false;
        }

        @Override
        public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
            try {
                return MysqlQueryModule.result(params, params.run().said(done));
            } catch (UnknownStateException e) {
                return shown(params);
            }
        }

        /** Of a secret that the server quotes a part may be left, which nobody would find in it. */
        @Override
        public Optional<String> failure(Params params, ScriptResult done) {
            if (!done.succeeded()) {
                String words = done.err().strip();
                return Optional.of("the server of databases does not run the SQL: "
                        + (params.given().secret()
                                ? words.replaceAll("(?s)(near|for|entry|value:?) '.*", "$1 …")
                                : words));
            }
            try {
                params.run().said(done);
                return Optional.empty();
            } catch (UnknownStateException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
    }
}
