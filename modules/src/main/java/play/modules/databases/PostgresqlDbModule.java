package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Reach;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.Presence;
import play.param.Range;
import play.param.RequiredIf;
import play.value.Foreseen;

/** Databases of a server of PostgreSQL. */
public final class PostgresqlDbModule implements ServerThing<PostgresqlDbModule.Params, PostgresDatabase> {
    static final String NAME = "[^\\r\\n\\x00]+";

    /** What a task wants of a database. */
    enum State {
        PRESENT,
        ABSENT,
        DUMP,
        RESTORE
    }

    @RequiredIf(when = "state", is = "dump", needs = "target")
    @RequiredIf(when = "state", is = "restore", needs = "target")
    public record Params(
            @Doc("Name of the database.") @Alias("db") @Matches(value = NAME, expected = "a name of one line")
            String name,

            @Doc("Whether there is such a database; dump and restore copy it to and from 'target', each time.")
            @Default("present")
            State state,

            @Doc("Role that owns it.") @Matches(value = NAME, expected = "a name of one line")
            Optional<String> owner,

            @Doc("Database that a new one is a copy of.") @Matches(value = NAME, expected = "a name of one line")
            Optional<String> template,

            @Doc("Its encoding; of one that is there, it can't be changed.")
            @Matches(value = "[A-Za-z0-9_-]+", expected = "an encoding, such as UTF8")
            Optional<String> encoding,

            @Doc("Its order of texts; of one that is there, it can't be changed.")
            @Matches(value = NAME, expected = "a locale")
            Optional<String> lcCollate,

            @Doc("Its classes of characters; of one that is there, they can't be changed.")
            @Matches(value = NAME, expected = "a locale")
            Optional<String> lcCtype,

            @Doc("How many connections it takes; -1 for any number.") @Range(from = -1, to = Integer.MAX_VALUE)
            Optional<Integer> connLimit,

            @Doc("Where its tables are.") @Matches(value = NAME, expected = "a name of one line")
            Optional<String> tablespace,

            @Doc("A comment on it; an empty one removes what is there.")
            Optional<String> comment,

            @Doc("Whether it is removed while there are connections to it, which end; PostgreSQL 13 and later.")
            @Default("false")
            boolean force,

            @Doc("Database that the server is asked by.")
            @Default("postgres")
            @Matches(value = NAME, expected = "a name of one line")
            String maintenanceDb,

            @Inline PostgresCopy copy,
            @Inline PostgresAccess access) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "postgresql_db",
                    "Makes, removes, dumps or restores databases of PostgreSQL. The host needs psql.",
                    Params.class,
                    PostgresExamples.databases())
            .alias("community.postgresql.postgresql_db")
            .insteadOf(new Program("createdb"), new Program("dropdb"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public StateKey<PostgresDatabase> key(Params params) {
        return PostgresDatabase.at(params.access(), params.maintenanceDb(), params.name());
    }

    @Override
    public Presence state(Params params) {
        return params.state() == State.ABSENT ? Presence.ABSENT : Presence.PRESENT;
    }

    @Override
    public Optional<Reach> reach(Map<String, String> known) {
        return Dumped.reach(known);
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        unfinished("target_opts", params.copy().targetOpts()).ifPresent(faults::add);
        unfinished("dump_extra_args", params.copy().dumpExtraArgs()).ifPresent(faults::add);
        return faults;
    }

    private static Optional<Binding.Fault> unfinished(String name, Optional<String> options) {
        return options.filter(text -> PostgresDump.words(text).isEmpty())
                .map(text -> new Binding.Fault(name, "a quote is left open"));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.state() == State.RESTORE
                ? List.of(key(params), Files.withoutDigest(params.copy().path()))
                : List.of(key(params));
    }

    @Override
    public Plan removed(Params params, PostgresDatabase now) {
        String drop = "DROP DATABASE " + Sql.name(params.name()) + (params.force() ? " WITH (FORCE)" : "");
        return run("remove the database " + params.name(), params, List.of(drop), PostgresDatabase.ABSENT);
    }

    @Override
    public Plan present(Params params, PostgresDatabase now, Knowledge known) {
        return switch (params.state()) {
            case PRESENT, ABSENT -> now.present() ? change(params, now) : create(params);
            case DUMP -> now.present() ? dumped(params) : missing(params);
            case RESTORE ->
                now.present()
                        ? Plan.on(known.of(Files.withoutDigest(params.copy().path())), file -> restored(params, file))
                        : missing(params);
        };
    }

    private static Plan missing(Params params) {
        return new Plan.Rejected("there is no database " + params.name() + "; make it first, with state: present");
    }

    private static Plan dumped(Params params) {
        PostgresDump dump = params.copy().of(params.access(), params.name(), true);
        return OnServer.change(
                "dump the database " + params.name() + " to " + dump.path(),
                dump.made().within(PostgresAccess.LONGEST),
                List.of(Dumped.at(dump.path(), dump.isDirectory())));
    }

    private static Plan restored(Params params, FileState file) {
        PostgresDump dump = params.copy().of(params.access(), params.name(), false);
        return file.present()
                ? OnServer.change(
                        "restore the database " + params.name() + " from " + dump.path(),
                        dump.restored().within(PostgresAccess.LONGEST),
                        List.of(Dumped.restored(dump.path())))
                : new Plan.Rejected("there is no dump " + dump.path());
    }

    private Plan create(Params params) {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE DATABASE " + Sql.name(params.name())
                + Sql.named("OWNER", params.owner())
                + Sql.named("TEMPLATE", params.template())
                + Sql.clause("ENCODING", params.encoding())
                + Sql.clause("LC_COLLATE", params.lcCollate())
                + Sql.clause("LC_CTYPE", params.lcCtype())
                + Sql.named("TABLESPACE", params.tablespace())
                + params.connLimit().map(limit -> " CONNECTION LIMIT " + limit).orElse(""));
        params.comment().filter(text -> !text.isEmpty()).ifPresent(text -> statements.add(comment(params, text)));
        PostgresDatabase made = new PostgresDatabase(
                true,
                new Foreseen.Exactly<>(params.owner().orElse(params.access().role())),
                params.encoding()
                        .filter(text -> plain(text).equals("UTF8"))
                        .<Foreseen<String>>map(text -> new Foreseen.Exactly<>("UTF8"))
                        .orElseGet(PostgresqlDbModule::ofTemplate),
                exactly(params.lcCollate()),
                exactly(params.lcCtype()),
                exactly(params.tablespace()),
                params.connLimit().orElse(-1),
                params.comment().orElse(""));
        return run("make the database " + params.name(), params, statements, made);
    }

    private static Foreseen<String> exactly(Optional<String> given) {
        return given.<Foreseen<String>>map(Foreseen.Exactly::new).orElseGet(PostgresqlDbModule::ofTemplate);
    }

    private static Foreseen<String> ofTemplate() {
        return new Foreseen.Later<>("a new database has it from its template");
    }

    private static String plain(String encoding) {
        return encoding.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }

    private static String comment(Params params, String text) {
        return "COMMENT ON DATABASE " + Sql.name(params.name()) + " IS " + (text.isEmpty() ? "NULL" : Sql.text(text));
    }

    private Plan change(Params params, PostgresDatabase now) {
        Optional<String> fixed = fixed(params, now);
        if (fixed.isPresent()) {
            return new Plan.Rejected("the database " + params.name() + " has " + fixed.get()
                    + ", which can't be changed; make another, and move what is in it");
        }
        List<String> statements = new ArrayList<>();
        String alter = "ALTER DATABASE " + Sql.name(params.name());
        PostgresDatabase next = new PostgresDatabase(
                true,
                wanted(params.owner(), now.owner(), owner -> statements.add(alter + " OWNER TO " + Sql.name(owner))),
                now.encoding(),
                now.collate(),
                now.ctype(),
                wanted(
                        params.tablespace(),
                        now.tablespace(),
                        space -> statements.add(alter + " SET TABLESPACE " + Sql.name(space))),
                params.connLimit().orElse(Math.toIntExact(now.limit())),
                params.comment().orElse(now.comment()));
        if (next.limit() != now.limit()) {
            statements.add(alter + " CONNECTION LIMIT " + next.limit());
        }
        if (!next.comment().equals(now.comment())) {
            statements.add(comment(params, next.comment()));
        }
        return statements.isEmpty()
                ? Plan.UNCHANGED
                : run("change the database " + params.name(), params, statements, next);
    }

    private static Foreseen<String> wanted(Optional<String> wanted, Foreseen<String> now, Consumer<String> change) {
        if (wanted.isEmpty() || now.is(wanted.get())) {
            return now;
        }
        change.accept(wanted.get());
        return new Foreseen.Exactly<>(wanted.get());
    }

    /** What is other than it is to be, and stays so. */
    private static Optional<String> fixed(Params params, PostgresDatabase now) {
        if (params.encoding()
                .filter(text -> differs(now.encoding(), plain(text)))
                .isPresent()) {
            return Optional.of("the encoding " + now.encoding());
        }
        if (params.lcCollate().filter(text -> differs(now.collate(), text)).isPresent()) {
            return Optional.of("lc_collate " + now.collate());
        }
        return params.lcCtype().filter(text -> differs(now.ctype(), text)).map(text -> "lc_ctype " + now.ctype());
    }

    private static boolean differs(Foreseen<String> now, String wanted) {
        return now instanceof Foreseen.Exactly<String>(String value)
                && !value.equals(wanted)
                && !plain(value).equals(wanted);
    }

    private Plan run(String title, Params params, List<String> statements, PostgresDatabase after) {
        return params.access()
                .change(title, params.maintenanceDb(), statements, List.of(new Effect.Sets<>(key(params), after)));
    }
}
