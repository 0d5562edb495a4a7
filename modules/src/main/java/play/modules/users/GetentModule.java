package play.modules.users;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.value.Secret;
import play.value.Unknown;

/** What the name services of a host know, as facts. */
public final class GetentModule implements Query<GetentModule.Params> {
    private static final String FACT = "getent_";
    private static final Set<String> WITH_COLONS = Set.of("passwd", "shadow", "group", "gshadow");

    public record Params(
            @Doc("The database: passwd, group, hosts, services and so on.")
            @Matches(value = "[A-Za-z][A-Za-z0-9_.-]*", expected = "the name of a database")
            String database,

            @Doc("What is looked up in it; all without.")
            @Matches(value = "(?s)(?!-).*", expected = "a key that begins with no dash")
            Optional<String> key,

            @Doc("The only source that is asked, where the database has several: files.")
            @Matches(value = "[A-Za-z][A-Za-z0-9_ -]*", expected = "the name of a source")
            Optional<String> service,

            @Doc("What stands between fields; a colon in passwd, shadow, group and gshadow, else blanks.")
            @Matches(value = "(?s).+", expected = "at least one character")
            Optional<String> split,

            @Doc("Whether a key that is not there is a failure; without, its value is null.") @Default("true")
            boolean failKey) {
        private String fact() {
            return FACT + database;
        }
    }

    record Result(
            @Doc("The fact getent_DATABASE, by key: the fields after it, or a list of those where a key is there"
                    + " several times. The host has it as a variable from here on. Passwords are masked.")
            Map<String, Object> ansibleFacts) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "getent",
                    "Looks users, groups, hosts or the like up in the name services of a host.",
                    Params.class,
                    new Example("a user", "", "database: passwd\nkey: root\n"))
            .returns(Result.class)
            .asInAnsible()
            .insteadOf(new Program("getent"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Optional<Set<String>> facts(Function<String, Optional<String>> written) {
        return written.apply("database").map(database -> Set.of(FACT + database));
    }

    private static StateKey<Getent> key(Params params) {
        return new Getent.Family(params.database(), params.service().orElse(""))
                .key(params.key().orElse(""));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(key(params));
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return switch (known.of(key(params))) {
            case Observed.Unknown<Getent>(String why) -> new Answer.Failed(why);
            case Observed.Known<Getent>(Getent.Foreseen later, var how) -> foreseen(params, known);
            case Observed.Known<Getent>(Getent.Said(int code, List<String> lines), var how) ->
                switch (code) {
                    case Getent.Said.FOUND ->
                        how == Observed.Certainty.STALE && params.key().isEmpty()
                                ? found(params, new Unknown("what earlier tasks add is not known"))
                                : found(params, records(params, lines));
                    case Getent.Said.NO_KEY -> missing(params);
                    case Getent.Said.NO_DATABASE -> new Answer.Failed("the host has no database " + params.database());
                    default -> new Answer.Failed("the database " + params.database() + " cannot be listed; name a key");
                };
        };
    }

    private static Answer missing(Params params) {
        Map<String, @Nullable Object> none = new LinkedHashMap<>();
        none.put(params.key().orElse(""), null);
        return params.failKey()
                ? new Answer.Failed("there is no " + params.key().orElse("") + " in the database " + params.database())
                : found(params, none);
    }

    private static Answer found(Params params, Object records) {
        return Answer.Found.ofFacts(Map.of(params.fact(), records));
    }

    private static Map<String, @Nullable Object> records(Params params, List<String> lines) {
        Map<String, List<Object>> all = new LinkedHashMap<>();
        for (String line : lines) {
            List<String> fields = fields(params, line);
            if (!fields.isEmpty()) {
                all.computeIfAbsent(fields.getFirst(), key -> new ArrayList<>())
                        .add(masked(params, fields.subList(1, fields.size())));
            }
        }
        Map<String, @Nullable Object> records = new LinkedHashMap<>();
        all.forEach((key, found) -> records.put(key, found.size() == 1 ? found.getFirst() : found));
        return records;
    }

    private static List<String> fields(Params params, String line) {
        Optional<String> split =
                params.split().or(() -> Optional.of(":").filter(colon -> WITH_COLONS.contains(params.database())));
        return split.map(text -> List.of(line.split(Pattern.quote(text), -1)))
                .orElseGet(() -> Arrays.stream(line.strip().split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    private static List<Object> masked(Params params, List<String> fields) {
        List<Object> masked = new ArrayList<>(fields);
        if (Getent.Family.SECRET.contains(params.database()) && !masked.isEmpty()) {
            masked.set(0, new Secret(masked.getFirst()));
        }
        return masked;
    }

    /** In a dry run, from what is foreseen of the user or the group. */
    private static Answer foreseen(Params params, Knowledge known) {
        String key = params.key().orElse("");
        Unknown unknown = new Unknown("earlier tasks change what is in " + params.database());
        if (!key.isEmpty() && params.database().equals("passwd")) {
            return known.has(Users.at(key)) ? user(params, known.of(Users.at(key)), unknown) : needs(Users.at(key));
        }
        if (!key.isEmpty() && params.database().equals("group")) {
            return known.has(Groups.at(key)) ? group(params, known.of(Groups.at(key)), unknown) : needs(Groups.at(key));
        }
        return found(params, unknown);
    }

    private static Answer needs(StateKey<?> key) {
        return new Answer.Needs(List.of(key));
    }

    private static Answer user(Params params, Observed<UserState> seen, Unknown unknown) {
        return Answer.on(seen, state -> switch (state) {
            case UserState.Absent absent -> missing(params);
            case UserState.Present(var uid, var group, var groups, var home, var shell, var comment) ->
                one(
                        params,
                        List.of(
                                "x",
                                uid.map(String::valueOf).orUnknown(),
                                unknown,
                                comment.orUnknown(),
                                home.orUnknown(),
                                shell.orUnknown()));
        });
    }

    private static Answer group(Params params, Observed<GroupState> seen, Unknown unknown) {
        return Answer.on(seen, state -> switch (state) {
            case GroupState.Absent absent -> missing(params);
            case GroupState.Present(var gid) ->
                one(params, List.of("x", gid.map(String::valueOf).orUnknown(), unknown));
        });
    }

    private static Answer one(Params params, List<Object> fields) {
        return found(params, Map.of(params.key().orElse(""), fields));
    }
}
