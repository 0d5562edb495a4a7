package play.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.playbook.Block;
import play.playbook.Data;
import play.playbook.Handler;
import play.playbook.Include;
import play.playbook.Role;
import play.playbook.RoleCall;
import play.playbook.RoleUse;
import play.playbook.SearchPath;
import play.playbook.Settings;
import play.playbook.Step;
import play.playbook.Vars;
import play.yaml.YamlNode;

/** Reads roles: their variables, dependencies, handlers and tasks. */
final class RoleReader {
    private static final Set<String> META_KEYS =
            Set.of("dependencies", "galaxy_info", "allow_duplicates", "collections", "argument_specs", "standalone");

    private final Loading loading;
    private final Problems problems;
    private final DataReader data;
    private final Sources sources;
    private final StepsReader steps;
    private final RoleFolders folders;
    private final RoleEntryReader entries;
    private final ArgumentSpecsReader specs;
    private final RoleStart start;

    RoleReader(Loading loading, Sources sources, StepsReader steps, SettingsReader settings) {
        this.loading = loading;
        this.problems = loading.problems();
        this.data = loading.data();
        this.sources = sources;
        this.steps = steps;
        this.folders = new RoleFolders(loading.rolePaths(), loading.problems());
        this.entries = new RoleEntryReader(loading, settings);
        this.specs = new ArgumentSpecsReader(loading.aside(), sources);
        this.start = new RoleStart(loading.expressions());
    }

    /** Which of a role's files are taken instead of {@code main}. */
    record From(Data tasks, Data vars, Data defaults, Data handlers) {
        Map<String, Data> byKey() {
            return Map.of("tasks_from", tasks, "vars_from", vars, "defaults_from", defaults, "handlers_from", handlers);
        }

        boolean isLiteral() {
            return tasks.isLiteral() && vars.isLiteral() && defaults.isLiteral() && handlers.isLiteral();
        }
    }

    /** How a role is asked for. */
    sealed interface Asked {
        /** As an entry of a list of roles, with its keywords and what is written beside them. */
        record Entry(Settings own, Vars params, Vars vars) implements Asked {}

        /**
         * By a task.
         *
         * @param repeats whether the role's tasks run again where the same use of it had them run
         */
        record Task(Vars vars, boolean repeats) implements Asked {}
    }

    /**
     * A role that is asked for.
     *
     * @param validated whether its variables are compared with its argument specs
     */
    record Wanted(Data name, From from, Asked asked, boolean validated) {
        /** What it depends on is not known yet. */
        RoleUse use(Role role, boolean allowsDuplicates, Optional<RoleUse> parent) {
            Path folder = role.folder();
            return switch (asked) {
                case Asked.Entry(Settings own, Vars params, Vars vars) -> {
                    RoleCall call = RoleCall.listed(folder, own, params, vars);
                    yield new RoleUse(role, params, vars, List.of(), parent, call, allowsDuplicates, name.span());
                }
                case Asked.Task(Vars vars, boolean repeats) -> {
                    RoleCall call = RoleCall.included(folder, from.byKey(), vars);
                    yield new RoleUse(role, Vars.NONE, Vars.NONE, List.of(), parent, call, repeats, name.span());
                }
            };
        }
    }

    /** The role with the steps of its dependencies and its own; nothing when it is not found, which is reported. */
    Optional<Include.Loaded> load(Wanted wanted, Enclosing around) {
        Optional<Path> folder = folders.of(wanted.name(), around);
        if (folder.isEmpty() || !canName(wanted.from().tasks(), folder.get())) {
            return Optional.empty();
        }
        Optional<Diagnostic> objection = around.trail()
                .objection(
                        folder.get().resolve(wanted.from().tasks().shown()),
                        wanted.name().span());
        if (objection.isPresent()) {
            problems.report(objection.get());
            return Optional.empty();
        }
        return Optional.of(read(wanted, folder.get(), around));
    }

    private boolean canName(Data tasks, Path folder) {
        return SearchPath.canName(tasks.shown())
                || part(folder.resolve("tasks"), tasks).isPresent();
    }

    private Include.Loaded read(Wanted wanted, Path folder, Enclosing around) {
        loading.plugins().beside(folder, loading.aside().problems());
        Optional<YamlNode.Mapping> meta = meta(folder);
        Role role = new Role(
                Role.name(wanted.name().shown(), folder),
                folder,
                vars(folder.resolve("defaults"), wanted.from().defaults(), around.play()),
                vars(folder.resolve("vars"), wanted.from().vars(), around.play()),
                specs.read(folder, meta.flatMap(map -> map.get("argument_specs"))));
        boolean allowsDuplicates = meta.map(map -> new Keys(map, problems).flag("allow_duplicates", false))
                .orElse(false);
        List<String> collections = collections(role, meta);
        RoleUse bare = wanted.use(role, allowsDuplicates, around.context().role());
        // The trail names the role by its folder and task file: a role may include other files of itself.
        Trail trail = around.trail().in(folder.resolve(wanted.from().tasks().shown()));
        Enclosing inside = around.along(trail).of(bare, collections);
        List<Step> all = new ArrayList<>();
        List<Handler> handlers = new ArrayList<>();
        List<RoleUse> dependencies = new ArrayList<>();
        meta.flatMap(map -> map.get("dependencies"))
                .ifPresent(node -> dependencies(node, inside, new Taken(all, handlers, dependencies)));
        RoleUse use = bare.dependingOn(dependencies);
        Enclosing own = around.along(trail).of(use, collections);
        handlers.addAll(handlers(folder, wanted, own));
        all.addAll(tasks(folder, wanted, own));
        return new Include.Loaded(wanted.name().shown(), all, handlers, Optional.of(use));
    }

    /** Its own, where it is part of one, then those that it names; those of the play are not meant for it. */
    private List<String> collections(Role role, Optional<YamlNode.Mapping> meta) {
        List<String> all = new ArrayList<>(role.collection().stream().toList());
        meta.ifPresent(map -> all.addAll(new CollectionsReader(problems).read(new Keys(map, problems))));
        return all;
    }

    /** What dependencies add to. */
    private record Taken(List<Step> steps, List<Handler> handlers, List<RoleUse> uses) {}

    private List<Handler> handlers(Path folder, Wanted wanted, Enclosing around) {
        Optional<Path> file = part(folder.resolve("handlers"), wanted.from().handlers());
        return file.flatMap(found -> around.play().needs(sources.steps(found)))
                .map(list -> steps.handlers(list, around.in(file.get()), names(wanted, around)))
                .orElse(List.of());
    }

    /** What may stand before the names of its handlers. */
    private static Set<String> names(Wanted wanted, Enclosing around) {
        Set<String> names = new HashSet<>(Set.of(wanted.name().shown()));
        around.context().role().ifPresent(use -> names.addAll(use.role().names()));
        return names;
    }

    private List<Step> tasks(Path folder, Wanted wanted, Enclosing around) {
        Optional<Path> file = part(folder.resolve("tasks"), wanted.from().tasks());
        List<Step> read = new ArrayList<>();
        if (wanted.validated()) {
            around.context()
                    .role()
                    .ifPresent(use -> read.addAll(
                            start.tasks(use, entryPoint(wanted.from().tasks()), around)));
        }
        file.flatMap(found -> around.play().needs(sources.steps(found)))
                .ifPresent(list -> read.addAll(steps.steps(list, around.in(file.get()))));
        return read.isEmpty()
                ? List.of()
                : List.of(new Block(
                        new Data.Literal("", wanted.name().span()),
                        read,
                        List.of(),
                        List.of(),
                        around.settings(),
                        around.context(),
                        true,
                        wanted.name().span()));
    }

    /** The name of a task file without its ending. */
    private static String entryPoint(Data tasks) {
        return tasks.shown().replaceFirst("\\.(yml|yaml|json)$", "");
    }

    /** A file {@code main} need not be there; one that was named must, and in that folder. */
    private Optional<Path> part(Path folder, Data name) {
        Optional<Path> file = Sources.named(folder, name.shown());
        if (file.isEmpty() && !name.shown().equals("main")) {
            problems.report(Diagnostic.error(
                    "missing-file",
                    "File not found",
                    "The role has no file '" + name.shown() + "' in '" + folder + "'.",
                    name.span()));
        }
        // Ansible asks what the name says, too: a link in the folder may lead anywhere.
        boolean outside = file.isPresent() && !file.get().normalize().startsWith(folder.normalize());
        if (outside) {
            problems.report(Diagnostic.error(
                    "invalid-value",
                    "Invalid value",
                    "'" + name.shown() + "' leads out of '" + folder
                            + "', where the role has such files; move it there.",
                    name.span()));
        }
        return outside ? Optional.empty() : file;
    }

    private Vars vars(Path folder, Data name, PlayParts parts) {
        Vars all = Vars.NONE;
        for (Path file : part(folder, name).map(Sources::files).orElse(List.of())) {
            all = all.and(parts.needs(sources.document(file)).map(data::vars).orElse(Vars.NONE));
        }
        return all;
    }

    private Optional<YamlNode.Mapping> meta(Path folder) {
        Optional<YamlNode> root = Sources.named(folder.resolve("meta"), "main").flatMap(sources::steps);
        if (root.isPresent() && root.get() instanceof YamlNode.Mapping map) {
            Keys keys = new Keys(map, problems);
            META_KEYS.forEach(keys::taken);
            keys.refuseOthers("a role's meta file", List.of());
            return Optional.of(map);
        }
        root.filter(node -> !Keys.isNothing(node))
                .ifPresent(node -> problems.report(Diagnostic.error(
                        "wrong-type",
                        "Wrong type of value",
                        "A role's meta file is a mapping, with 'dependencies' as a key.",
                        node.span())));
        return Optional.empty();
    }

    private void dependencies(YamlNode list, Enclosing around, Taken taken) {
        for (YamlNode item : Keys.items(list)) {
            entry(item, around, loaded -> {
                taken.steps().addAll(loaded.steps());
                taken.handlers().addAll(loaded.handlers());
                loaded.role().ifPresent(taken.uses()::add);
            });
        }
    }

    /** An entry of {@code roles} or of a role's dependencies. */
    void entry(YamlNode item, Enclosing around, Consumer<Include.Loaded> found) {
        entries.read(item, around, this::load, found);
    }
}
