package play.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import play.diag.AnsibleCollections;
import play.diag.Counterparts;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.expression.call.Registry;
import play.module.TaskModule;
import play.playbook.Call;
import play.playbook.Condition;
import play.playbook.Data;
import play.playbook.Loop;
import play.playbook.NumberKeyword;
import play.playbook.Task;
import play.playbook.Vars;
import play.plugin.CallPlace;
import play.plugin.ModuleProvider;
import play.source.Span;
import play.yaml.YamlNode;
import play.yaml.YamlNode.Entry;

/** Reads one task. */
final class TaskReader {
    private static final Set<String> OWN_KEYS = Set.of(
            "name",
            "vars",
            "register",
            "changed_when",
            "failed_when",
            "until",
            "async",
            "poll",
            "retries",
            "delay",
            "args",
            "loop_control",
            "loop",
            "block",
            "rescue",
            "always",
            "listen",
            "collections");

    private final Problems problems;
    private final Loading loading;
    private final Sources sources;
    private final DataReader data;
    private final SettingsReader settings;
    private final LoopReader loops;
    private final CallReader calls;
    private final ToleratedTasks tolerated;
    private final MeantModule meant;
    private final AsyncReader async;

    TaskReader(Loading loading, Sources sources, SettingsReader settings) {
        this.problems = loading.problems();
        this.loading = loading;
        this.sources = sources;
        this.data = loading.data();
        this.settings = settings;
        this.loops = new LoopReader(loading);
        this.calls = new CallReader(loading, sources);
        this.tolerated = new ToleratedTasks(problems);
        this.meant = new MeantModule(loading);
        this.async = new AsyncReader(problems, data);
    }

    /** A name without Ansible's prefix. */
    static String plain(String name) {
        return Registry.simple(name);
    }

    private static Set<String> keywords() {
        Set<String> all = new LinkedHashSet<>(OWN_KEYS);
        all.addAll(SettingsReader.keys());
        all.addAll(LoopReader.keys());
        return all;
    }

    /** Whether a key of a task says something other than what it does. */
    static boolean isKeyword(String name) {
        return keywords().contains(name) || name.startsWith("with_");
    }

    private boolean isAction(String name, CallPlace place) {
        return name.equals("meta")
                || isEngineAction(plain(name))
                || loading.plugins().find(name, place).isPresent();
    }

    static boolean isEngineAction(String name) {
        return name.equals("meta") || IncludeReader.NAMES.contains(name);
    }

    /** The entry that says what the task does; when there is not exactly one, that is reported. */
    Optional<Entry> action(Keys keys, Enclosing around) {
        CallPlace place = around.place();
        List<Entry> others = keys.mapping().entries().stream()
                .filter(entry -> !isKeyword(entry.key().text()))
                .toList();
        List<Entry> actions = others.stream()
                .filter(entry -> isAction(entry.key().text(), place))
                .toList();
        if (actions.size() == 1) {
            return Optional.of(actions.getFirst());
        }
        if (actions.size() > 1) {
            several(actions);
        } else if (others.stream().allMatch(Keys::isKnownElsewhere)) {
            none(keys, others);
        } else if (others.size() == 1 && !isKey(others.getFirst(), place)) {
            return Optional.of(others.getFirst());
        } else {
            others.forEach(entry -> unknown(keys, entry, place));
        }
        return Optional.empty();
    }

    private void several(List<Entry> actions) {
        Entry second = actions.get(1);
        problems.report(Diagnostic.error(
                        "several-modules",
                        "Task has more than one module",
                        "A task calls one module; '" + second.key().text()
                                + "' is a second one. Start a new task with '- ' before it.",
                        second.key().span())
                .note("the first is", actions.getFirst().key().span()));
    }

    private void none(Keys keys, List<Entry> later) {
        if (!later.isEmpty()) {
            later.forEach(entry -> keys.unsupported(entry.key()));
            return;
        }
        List<Entry> entries = keys.mapping().entries();
        Span place = entries.isEmpty()
                ? keys.mapping().span()
                : entries.getFirst().key().span();
        problems.report(Diagnostic.error(
                "no-module",
                "Task has no module",
                "This task calls no module: one of its keys must be a module's name.",
                place));
    }

    private static boolean isConditional(Keys keys, Enclosing around) {
        return keys.has("when") || !around.settings().when().isEmpty();
    }

    /** Whether a module may be meant that only some hosts come to: it is no slip of another name. */
    private boolean mayWait(Entry entry, CallPlace place) {
        String name = entry.key().text();
        return !Keys.isKnownElsewhere(entry)
                && KeyOwner.of(name).isEmpty()
                && (isAnsibles(name)
                        || (Counterparts.instead(Counterparts.Kind.SLIP, name).isEmpty()
                                && !unknownModule(entry, place).detail().contains("Did you mean")
                                && Suggestions.nearest(plain(name), keywords()).isEmpty()));
    }

    private static boolean isAnsibles(String name) {
        return AnsibleCollections.instead(Counterparts.Kind.MODULE, name).isPresent();
    }

    private static Set<String> modulesAndActions(Loading loading, CallPlace place) {
        Set<String> all = new TreeSet<>(loading.plugins().names(place));
        all.removeIf(module -> module.startsWith("ansible.builtin."));
        all.addAll(IncludeReader.NAMES);
        return all;
    }

    private void unknown(Keys keys, Entry entry, CallPlace place) {
        if (isKey(entry, place)) {
            keys.refuse(entry, "a task", keywords());
        } else {
            problems.report(unknownModule(entry, place));
        }
    }

    /** Whether a keyword is meant by something that is neither one nor a module. */
    private boolean isKey(Entry entry, CallPlace place) {
        String name = entry.key().text();
        if (Keys.isKnownElsewhere(entry) || KeyOwner.of(name).isPresent()) {
            return true;
        }
        Set<String> keywords = keywords();
        Set<String> all = new TreeSet<>(modulesAndActions(loading, place));
        all.addAll(keywords);
        boolean module = isAnsibles(name)
                || Counterparts.instead(Counterparts.Kind.SLIP, name).isPresent();
        return !module
                && name.equals(plain(name))
                && Suggestions.nearest(name, all).filter(keywords::contains).isPresent();
    }

    private Diagnostic unknownModule(Entry entry, CallPlace place) {
        return unknownModule(loading, entry.key(), place);
    }

    static Diagnostic unknownModule(Loading loading, YamlNode.Scalar called, CallPlace place) {
        String name = called.text();
        String hint = Counterparts.instead(Counterparts.Kind.SLIP, name)
                .orElseGet(() -> loading.plugins().hint(name, modulesAndActions(loading, place)));
        return Diagnostic.error(
                "unknown-module", "Unknown module", "There is no module '" + name + "'." + hint, called.span());
    }

    Data name(Keys keys) {
        return keys.title(data)
                .orElseGet(() -> new Data.Literal("", keys.mapping().span()));
    }

    /** The task; nothing where its module is broken, which is reported. */
    Optional<Task> read(Keys keys, Entry action, Enclosing around) {
        Optional<ModuleProvider.Provided> found =
                loading.plugins().find(action.key().text(), around.place());
        if (found.isEmpty()) {
            return unknown(keys, action, around);
        }
        ModuleProvider.Provided provided = found.get();
        Span called = action.key().span();
        if (provided.module().isEmpty()
                && isConditional(keys, around)
                && provided.problems().stream().allMatch(Branches::mayWait)) {
            return Optional.of(
                    missing(keys, action, provided.problems().getFirst().orAt(called), around));
        }
        provided.problems().forEach(problem -> problems.report(problem.orAt(called)));
        return provided.module().map(module -> read(keys, action, module, around));
    }

    /** A task whose module there is not; all that can be told of it all the same is. */
    private Optional<Task> unknown(Keys keys, Entry action, Enclosing around) {
        Diagnostic problem = unknownModule(action, around.place());
        if (isConditional(keys, around) && mayWait(action, around.place())) {
            return Optional.of(missing(keys, action, problem, around));
        }
        problems.report(problem);
        Optional<TaskModule<?>> other = meant.by(problem, around.place());
        if (other.isPresent()) {
            return Optional.of(meant.read(() -> read(keys, action, other.get(), around)));
        }
        return MissingModule.hasFacts(action.key().text())
                ? Optional.empty()
                : Optional.of(bare(keys, action, problem, around));
    }

    /** A task that only some hosts come to, whose module there is not. */
    private Task missing(Keys keys, Entry action, Diagnostic problem, Enclosing around) {
        problems.report(problem.asWarning("it is called on a condition only; a host that it holds for fails here"));
        return bare(keys, action, problem, around);
    }

    private Task bare(Keys keys, Entry action, Diagnostic problem, Enclosing around) {
        YamlNode nothing = new YamlNode.Mapping(List.of(), action.value().span());
        Entry bare = new Entry(action.key(), nothing);
        keys.take("args");
        return read(keys, bare, new MissingModule(action.key().text(), problem), around);
    }

    /** One whose module is named by a template. */
    Task late(Keys keys, Entry action, Enclosing around) {
        Data name = data.read(action.key());
        List<YamlNode> more = keys.take("args").stream().toList();
        return written(
                keys,
                around,
                inside -> new Call(
                        DataReader.located(action.key()),
                        new NamedLater(name, new LateCalls(loading, action, more, inside)),
                        List.of(),
                        Map.of(),
                        Map.of(action.key().text(), name),
                        Map.of(),
                        List.of(),
                        Optional.empty()));
    }

    private Task read(Keys keys, Entry action, TaskModule<?> module, Enclosing around) {
        return tolerated.task(around, () -> written(keys, around, inside -> call(keys, action, module, inside)));
    }

    private Call call(Keys keys, Entry action, TaskModule<?> module, Enclosing inside) {
        List<YamlNode> more = new ArrayList<>(keys.take("args").stream().toList());
        outdented(keys, action, module).ifPresent(more::add);
        return tolerated.call(
                Excuse.of(inside.settings(), inside),
                () -> calls.read(action.key(), module, action.value(), more, inside));
    }

    private Task written(Keys keys, Enclosing around, Function<Enclosing, Call> reading) {
        Data name = name(keys);
        Vars vars = keys.take("vars").map(data::vars).orElse(Vars.NONE);
        Enclosing inside = around.with(settings.read(keys, false, around.place()), vars);
        Task.Result result = result(keys);
        Call call = reading.apply(inside);
        Optional<Loop> loop = loops.read(keys, call.folder());
        result.async().ifPresent(written -> async.check(written, call.implementation()));
        sources.written().take(call, inside);
        keys.refuseOthers("a task", keywords());
        return new Task(
                name,
                call,
                inside.settings(),
                inside.context(),
                loop,
                result,
                keys.mapping().span());
    }

    /** Parameters that stand beside their module, not below it. */
    private static Optional<YamlNode> outdented(Keys keys, Entry action, TaskModule<?> module) {
        List<Entry> entries = keys.left().stream()
                .filter(entry -> !isKeyword(entry.key().text()))
                .filter(entry -> module.spec().schema().find(entry.key().text()).isPresent())
                .toList();
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        keys.outdented(entries, action.key().text());
        return Optional.of(new YamlNode.Mapping(entries, keys.mapping().span()));
    }

    private Task.Result result(Keys keys) {
        List<Condition> changed =
                keys.take("changed_when").map(data::conditions).orElse(List.of());
        List<Condition> failed = keys.take("failed_when").map(data::conditions).orElse(List.of());
        return new Task.Result(new RegisterReader(data).read(keys), changed, failed, until(keys), async.read(keys));
    }

    private Optional<Task.Until> until(Keys keys) {
        boolean repeats = keys.has("until") || keys.has("retries");
        List<Condition> conditions = keys.take("until").map(data::conditions).orElse(List.of());
        Literals literals = new Literals(keys);
        Optional<Data> retries =
                keys.value("retries", data).map(value -> literals.number(NumberKeyword.RETRIES, value));
        Optional<Data> delay = keys.value("delay", data).map(value -> literals.number(NumberKeyword.DELAY, value));
        return repeats ? Optional.of(new Task.Until(new ArrayList<>(conditions), retries, delay)) : Optional.empty();
    }
}
