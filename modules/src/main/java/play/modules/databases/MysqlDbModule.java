package play.modules.databases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
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
import play.value.Foreseen;

/** Databases of a server of MySQL or MariaDB. */
public final class MysqlDbModule implements OnServer<MysqlDbModule.Params> {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    public record Params(
            @Doc("Names of databases.") @Alias("db") List<String> name,

            @Doc("Whether there are such databases. To copy one, call mysqldump.") @Default("present")
            Presence state,

            @Doc("Encoding that their tables get, such as utf8mb4; those there are keep theirs.")
            @Matches(value = "[A-Za-z0-9_]+", expected = "an encoding, such as utf8mb4")
            Optional<String> encoding,

            @Doc("Order of texts that their tables get; those there are keep theirs.")
            @Matches(value = "[A-Za-z0-9_]+", expected = "a collation, such as utf8mb4_general_ci")
            Optional<String> collation,

            @Inline MysqlAccess access) {
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
                    "Makes or removes databases of MySQL and MariaDB. The host needs their client.",
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
    public List<Binding.Fault> check(Params params) {
        return params.name().stream()
                .filter(name -> !name.matches("[^\\x00-\\x1f\\\\]{1,64}") || name.endsWith(" "))
                .map(name -> new Binding.Fault("name", "'" + name + "' is no name of a database"))
                .toList();
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>();
        params.names().forEach(name -> keys.add(params.key(name)));
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.onEach(known, params.names(), params::key, there -> change(params, there));
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
        String title = (params.state() == Presence.PRESENT ? "set up" : "remove") + " the database "
                + String.join(", ", changed);
        return changed.isEmpty()
                ? Plan.UNCHANGED
                : OnServer.change(
                        title, params.access().sql(statements.toString()).within(LONGEST), effects);
    }

    private static MysqlDatabase wanted(Params params, MysqlDatabase now) {
        if (params.state() == Presence.ABSENT) {
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
        if (params.state() == Presence.ABSENT) {
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
