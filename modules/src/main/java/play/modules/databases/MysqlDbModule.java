package play.modules.databases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Files;
import play.host.Knowledge;
import play.host.Reach;
import play.host.Script;
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
import play.param.RequiredIf;
import play.value.Foreseen;

/** Databases of a server of MySQL or MariaDB. */
public final class MysqlDbModule implements OnServer<MysqlDbModule.Params> {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** What a task wants of databases. */
    enum State {
        PRESENT,
        ABSENT,
        DUMP,
        IMPORT
    }

    @RequiredIf(when = "state", is = "dump", needs = "target")
    @RequiredIf(when = "state", is = "import", needs = "target")
    public record Params(
            @Doc("Names of databases; of dump and import, 'all' means all there are.") @Alias("db")
            List<String> name,

            @Doc("Whether there are such databases; dump and import copy them to and from 'target', each time.")
            @Default("present")
            State state,

            @Doc("Encoding that their tables get, such as utf8mb4; those there are keep theirs.")
            @Matches(value = "[A-Za-z0-9_]+", expected = "an encoding, such as utf8mb4")
            Optional<String> encoding,

            @Doc("Order of texts that their tables get; those there are keep theirs.")
            @Matches(value = "[A-Za-z0-9_]+", expected = "a collation, such as utf8mb4_general_ci")
            Optional<String> collation,

            @Inline MysqlCopy copy,
            @Inline MysqlAccess access) {
        private boolean copies() {
            return state == State.DUMP || state == State.IMPORT;
        }

        /** Those that are named; none where a copy is to have all. */
        private List<String> named() {
            return copies() && name.equals(List.of("all")) ? List.of() : names();
        }

        private List<String> names() {
            return List.copyOf(new LinkedHashSet<>(name));
        }

        private StateKey<MysqlDatabase> key(String of) {
            return MysqlDatabase.at(access, of);
        }
    }

    record Result(
            @Doc("The names, with blanks between them.") String db,
            @Doc("The names.") List<String> dbList) {}

    private static final String MADE = "CREATE DATABASE app CHARACTER SET latin1;\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "mysql_db",
                    "Makes, removes, dumps or imports databases of MySQL and MariaDB. The host needs their client.",
                    Params.class,
                    MysqlExamples.example("absent", "SELECT 1;\n", "name: [app, 'app two`']\nencoding: utf8mb4\n"),
                    MysqlExamples.example("drifted", MADE, "name: app\nencoding: utf8\n"),
                    MysqlExamples.example("right", MADE, "name: app\nencoding: latin1\n"),
                    MysqlExamples.example("to be removed", MADE, "name: [app, never]\nstate: absent\n"))
            .alias("community.mysql.mysql_db")
            .insteadOf(new Program("mysqladmin", "\\bmysqladmin\\b(?!.*\\s(create|drop)\\b)"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Optional<Reach> reach(Map<String, String> known) {
        return Dumped.reach(known);
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (params.state() == State.IMPORT && params.named().size() > 1) {
            faults.add(new Binding.Fault("name", "one file goes into one database, or into 'all'"));
        }
        params.copy()
                .dumpExtraArgs()
                .filter(text -> PostgresDump.words(text).isEmpty())
                .ifPresent(text -> faults.add(new Binding.Fault("dump_extra_args", "a quote is left open")));
        params.name().stream()
                .filter(name -> !name.matches("[^\\x00-\\x1f\\\\]{1,64}") || name.endsWith(" "))
                .map(name -> new Binding.Fault("name", "'" + name + "' is no name of a database"))
                .forEach(faults::add);
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>();
        params.named().forEach(name -> keys.add(params.key(name)));
        if (params.state() == State.IMPORT) {
            keys.add(Files.withoutDigest(params.copy().path()));
        }
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.onEach(known, params.named(), params::key, there -> switch (params.state()) {
            case PRESENT, ABSENT -> change(params, there);
            case DUMP -> dump(params, there);
            case IMPORT ->
                Plan.on(
                        known.of(Files.withoutDigest(params.copy().path())),
                        file -> file.present()
                                ? imported(params, there)
                                : new Plan.Rejected(
                                        "there is no dump " + params.copy().path()));
        });
    }

    private static Plan dump(Params params, Map<String, MysqlDatabase> there) {
        List<String> missing = there.entrySet().stream()
                .filter(database -> !database.getValue().present())
                .map(Map.Entry::getKey)
                .toList();
        if (!missing.isEmpty()) {
            return new Plan.Rejected("there is no database " + String.join(", ", missing));
        }
        String path = params.copy().path();
        Script script = params.copy().dumped(params.access(), params.named(), params.encoding());
        return OnServer.change(
                "dump " + shown(params) + " to " + path, script.within(LONGEST), List.of(Dumped.at(path, false)));
    }

    private static String shown(Params params) {
        return params.named().isEmpty() ? "all databases" : "the database " + String.join(", ", params.named());
    }

    /** A database that is not there is made first. */
    private static Plan imported(Params params, Map<String, MysqlDatabase> there) {
        StringBuilder first = new StringBuilder();
        there.forEach((name, now) -> {
            if (!now.present()) {
                first.append(statement(params, name, now)).append(";\n");
            }
        });
        Script script = params.copy()
                .imported(
                        params.access(),
                        first.toString(),
                        params.named().stream().findFirst(),
                        params.encoding());
        String path = params.copy().path();
        return OnServer.change(
                "import " + shown(params) + " from " + path, script.within(LONGEST), List.of(Dumped.restored(path)));
    }

    private static Plan change(Params params, Map<String, MysqlDatabase> there) {
        List<String> changed = new ArrayList<>();
        StringBuilder statements = new StringBuilder();
        List<Effect> effects = new ArrayList<>();
        there.forEach((name, now) -> {
            MysqlDatabase next = wanted(params, now);
            if (!next.equals(now)) {
                changed.add(name);
                statements.append(statement(params, name, now)).append(";\n");
                effects.add(new Effect.Sets<>(params.key(name), next));
            }
        });
        String title =
                (params.state() == State.PRESENT ? "set up" : "remove") + " the database " + String.join(", ", changed);
        return changed.isEmpty()
                ? Plan.UNCHANGED
                : OnServer.change(
                        title, params.access().sql(statements.toString()).within(LONGEST), effects);
    }

    private static MysqlDatabase wanted(Params params, MysqlDatabase now) {
        if (params.state() == State.ABSENT) {
            return MysqlDatabase.ABSENT;
        }
        boolean encoded = params.encoding().stream().allMatch(text -> same(now.encoding(), text));
        boolean ordered = params.collation().stream().allMatch(text -> same(now.collation(), text));
        return now.present() && encoded && ordered
                ? now
                : new MysqlDatabase(true, exactly(params.encoding()), exactly(params.collation()));
    }

    /** What utf8 is, servers say differently. */
    private static boolean same(Foreseen<String> now, String wanted) {
        return now instanceof Foreseen.Later
                || now.map(text -> text.replace("utf8mb3", "utf8")).is(wanted.replace("utf8mb3", "utf8"));
    }

    private static Foreseen<String> exactly(Optional<String> given) {
        return given.filter(text -> !text.contains("utf8") || text.contains("utf8mb4"))
                .<Foreseen<String>>map(Foreseen.Exactly::new)
                .orElseGet(() -> new Foreseen.Later<>("the server says what it takes"));
    }

    private static String statement(Params params, String name, MysqlDatabase now) {
        if (params.state() == State.ABSENT) {
            return "DROP DATABASE " + MysqlAccess.name(name);
        }
        return (now.present() ? "ALTER DATABASE " : "CREATE DATABASE ")
                + MysqlAccess.name(name)
                + params.encoding().map(text -> " CHARACTER SET " + text).orElse("")
                + params.collation().map(text -> " COLLATE " + text).orElse("");
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of("db", String.join(" ", params.name()), "db_list", params.name());
    }
}
