package play.load;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.call.LookupContext;
import play.playbook.Block;
import play.playbook.Data;
import play.playbook.Include;
import play.playbook.Loop;
import play.playbook.Settings;
import play.playbook.Step;
import play.playbook.Vars;
import play.source.Located;
import play.source.Span;
import play.yaml.YamlNode;

/** Reads {@code import_tasks}, {@code include_tasks}, {@code import_role} and {@code include_role}. */
final class IncludeReader {
    static final Set<String> NAMES = Set.of("import_tasks", "include_tasks", "import_role", "include_role");

    private final Problems problems;
    private final DataReader data;
    private final SettingsReader settings;
    private final LoopReader loops;
    private final IncludeArguments arguments;
    private final TaskFileReader files;
    private final RoleReader roles;
    private final Branches branches;

    IncludeReader(Loading loading, Sources sources, StepsReader steps, SettingsReader settings) {
        this.problems = loading.problems();
        this.data = loading.data();
        this.settings = settings;
        this.loops = new LoopReader(loading);
        this.arguments = new IncludeArguments(loading.problems());
        this.files = new TaskFileReader(loading.problems(), sources, steps);
        this.roles = new RoleReader(loading, sources, steps, settings);
        this.branches = new Branches(loading.problems());
    }

    /** A step that takes other steps in, as far as its keywords say. */
    private record Head(Data name, Vars vars, Settings own, Optional<Loop> loop, Keys keys, YamlNode.Entry action) {
        Span place() {
            return action.key().span();
        }
    }

    Optional<Step> read(Keys keys, YamlNode.Entry action, Enclosing around) {
        Data name = keys.title(data)
                .orElseGet(() -> new Data.Literal("", keys.mapping().span()));
        Vars vars = keys.take("vars").map(data::vars).orElse(Vars.NONE);
        Head head = new Head(
                name,
                vars,
                settings.read(keys, false, around.place()),
                loops.read(keys, LookupContext.Folder.FILES),
                keys,
                action);
        Optional<Keys> given = arguments.of(action, keys.take("args"));
        if (!TaskReader.plain(action.key().text()).startsWith("import_")) {
            keys.taken("register");
        }
        keys.refuseOthers("'" + action.key().text() + "'", List.of("name", "vars", "loop"));
        new IncludeKeywords(problems).check(action, keys, head.loop());
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return switch (TaskReader.plain(action.key().text())) {
            case "import_tasks" -> importTasks(head, given.get(), around);
            case "include_tasks" -> includeTasks(head, given.get(), around);
            case "import_role" -> importRole(head, given.get(), around);
            default -> includeRole(head, given.get(), around);
        };
    }

    private Optional<Data> required(String key, Keys arguments, Head head, PlaceNames place) {
        Optional<YamlNode> node = arguments.take(key).filter(value -> !Keys.isNothing(value));
        if (node.isEmpty()) {
            problems.report(Diagnostic.error(
                    "missing-key",
                    "Missing key",
                    "'" + head.action().key().text() + "' needs '" + key + "'.",
                    head.place()));
        }
        return node.map(data::read).map(place::in);
    }

    private Optional<Step> importTasks(Head head, Keys arguments, Enclosing around) {
        Optional<Data> file = required("file", arguments, head, PlaceNames.of(around));
        arguments.refuseOthers("'import_tasks'", List.of());
        if (file.isEmpty() || !literal(file.get(), "include_tasks")) {
            return Optional.empty();
        }
        Enclosing inside = around.with(head.own(), head.vars());
        return files.read(new Located<>(file.get().shown(), file.get().span()), inside)
                .map(read -> new Block(
                        head.name(),
                        read.steps(),
                        List.of(),
                        List.of(),
                        inside.settings(),
                        inside.context(),
                        false,
                        head.keys().mapping().span()));
    }

    private boolean literal(Data name, String instead) {
        if (!name.isLiteral()) {
            problems.report(Diagnostic.error(
                    "templated-import",
                    "Template in the name of an import",
                    "Imports are resolved before variables are known, but for playbook_dir, role_path and role_name;"
                            + " use '" + instead + "' for a name that depends on others.",
                    name.span()));
        }
        return name.isLiteral();
    }

    private Optional<Step> includeTasks(Head head, Keys arguments, Enclosing around) {
        Optional<Data> file = required("file", arguments, head, PlaceNames.of(around));
        Enclosing applied = applied(arguments, around);
        arguments.refuseOthers("'include_tasks'", List.of());
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Located<String> name = new Located<>(file.get().shown(), file.get().span());
        boolean again = repeats(head, file.get(), around)
                || (file.get().literalText().isPresent() && files.isMade(name, around));
        Optional<Include.Loaded> loaded = again || file.get().literalText().isEmpty()
                ? Optional.empty()
                : branches.read(name.value(), excuse(head, around), around.play(), () -> files.read(name, applied));
        if (file.get().isLiteral() && loaded.isEmpty() && !again) {
            return Optional.empty();
        }
        return Optional.of(include(head, new Include.What.TaskFile(file.get()), loaded, applied, around));
    }

    /** A file that includes itself on a condition ends some day, and what it comes to is read while the play runs. */
    private static boolean repeats(Head head, Data file, Enclosing around) {
        return isConditional(head, around)
                && file.literalText().stream()
                        .flatMap(name -> TaskFileReader.find(name, around).stream())
                        .anyMatch(around.trail()::holds);
    }

    private static Optional<Excuse> excuse(Head head, Enclosing around) {
        return Excuse.of(head.own().within(around.settings()), around)
                .or(() -> head.loop().map(loop -> Excuse.CONDITIONAL));
    }

    private static boolean isConditional(Head head, Enclosing around) {
        return head.loop().isPresent()
                || !head.own().when().isEmpty()
                || !around.settings().when().isEmpty();
    }

    private Include include(
            Head head, Include.What what, Optional<Include.Loaded> loaded, Enclosing applied, Enclosing around) {
        return new Include(
                name(head, what),
                what,
                head.vars(),
                new Include.Apply(
                        applied.settings(), applied.context(), applied.trail().depth()),
                loaded,
                head.own().within(around.settings()),
                around.context(),
                head.loop(),
                new RegisterReader(data).read(head.keys()),
                head.keys().mapping().span());
    }

    /** Without a name, what it does as it is written: with the collection, where that stands before it. */
    private static Data name(Head head, Include.What what) {
        String action = head.action().key().text();
        if (!head.name().shown().isEmpty() || TaskReader.plain(action).equals(action)) {
            return head.name();
        }
        String title = what instanceof Include.What.Role role
                ? action + " : " + role.name().shown()
                : action;
        return new Data.Literal(title, head.name().span());
    }

    private Enclosing applied(Keys arguments, Enclosing around) {
        Optional<YamlNode> apply = arguments.take("apply");
        if (apply.isEmpty()) {
            return around;
        }
        if (!(apply.get() instanceof YamlNode.Mapping map)) {
            arguments.wrong("apply", "a mapping of keywords", apply.get());
            return around;
        }
        Keys keys = new Keys(map, problems);
        Enclosing inside = new CollectionsReader(problems).inside(keys, around);
        Settings more = settings.read(keys, false, inside.place());
        Vars vars = keys.take("vars").map(data::vars).orElse(Vars.NONE);
        keys.refuseOthers("'apply'", List.of());
        return inside.with(more, vars);
    }

    private Optional<Step> importRole(Head head, Keys arguments, Enclosing around) {
        Optional<RoleReader.Wanted> wanted = wanted(head, arguments, PlaceNames.of(around));
        boolean shared = arguments.flag("public", true);
        arguments.refuseOthers("'import_role'", List.of());
        if (wanted.isEmpty() || !literal(wanted.get().name(), "include_role")) {
            return Optional.empty();
        }
        Enclosing inside = around.with(head.own(), head.vars());
        Optional<Include.Loaded> loaded = roles.load(wanted.get(), inside);
        loaded.ifPresent(role -> {
            if (shared) {
                around.play().add(role.role().orElseThrow(), role.handlers());
            } else {
                around.play().addPrivate(role.handlers());
            }
        });
        return loaded.map(role -> new Block(
                head.name(),
                role.steps(),
                List.of(),
                List.of(),
                inside.settings(),
                inside.context(),
                false,
                head.keys().mapping().span()));
    }

    private Optional<Step> includeRole(Head head, Keys arguments, Enclosing around) {
        Optional<RoleReader.Wanted> wanted = wanted(head, arguments, PlaceNames.of(around));
        Enclosing applied = applied(arguments, around);
        Include.Options options = new Include.Options(
                arguments.flag("public", false),
                arguments.flag("rolespec_validate", true),
                arguments.flag("allow_duplicates", true));
        arguments.refuseOthers("'include_role'", List.of());
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        RoleReader.Wanted role = wanted.get();
        boolean literal = role.name().isLiteral() && role.from().isLiteral();
        Optional<Include.Loaded> loaded = literal
                ? branches.read(
                        role.name().shown(), excuse(head, around), around.play(), () -> roles.load(role, applied))
                : Optional.empty();
        if (literal && loaded.isEmpty()) {
            return Optional.empty();
        }
        RoleReader.From from = role.from();
        Include.What.Role what = new Include.What.Role(
                role.name(), from.tasks(), from.vars(), from.defaults(), from.handlers(), options);
        return Optional.of(include(head, what, loaded, applied, around));
    }

    private Optional<RoleReader.Wanted> wanted(Head head, Keys arguments, PlaceNames place) {
        String key = !arguments.has("name") && arguments.has("role") ? "role" : "name";
        Optional<Data> name = required(key, arguments, head, place);
        Function<String, Data> part = from -> arguments
                .take(from)
                .map(data::read)
                .map(place::in)
                .orElseGet(() -> new Data.Literal("main", head.place()));
        RoleReader.From from = new RoleReader.From(
                part.apply("tasks_from"),
                part.apply("vars_from"),
                part.apply("defaults_from"),
                part.apply("handlers_from"));
        boolean validated = arguments.flag("rolespec_validate", true);
        boolean repeats = arguments.flag("allow_duplicates", true);
        return name.map(
                role -> new RoleReader.Wanted(role, from, new RoleReader.Asked.Task(head.vars(), repeats), validated));
    }

    /** While a play runs: what an include whose name was a template comes to. */
    Optional<Include.Loaded> resolved(Include include, Include.What what, Enclosing around) {
        return switch (what) {
            case Include.What.TaskFile(Data file) -> files.read(new Located<>(file.shown(), file.span()), around);
            case Include.What.Role role -> {
                RoleReader.From from = new RoleReader.From(
                        role.tasksFrom(), role.varsFrom(), role.defaultsFrom(), role.handlersFrom());
                RoleReader.Asked asked =
                        new RoleReader.Asked.Task(include.vars(), role.options().repeats());
                yield roles.load(
                        new RoleReader.Wanted(
                                role.name(), from, asked, role.options().validated()),
                        around);
            }
        };
    }
}
