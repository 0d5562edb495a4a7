package play.vars;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Severity;
import play.diag.Suggestions;
import play.expression.FreeName;
import play.host.Facts;
import play.playbook.Block;
import play.playbook.Call;
import play.playbook.Condition;
import play.playbook.Data;
import play.playbook.Handler;
import play.playbook.Include;
import play.playbook.Loop;
import play.playbook.Meta;
import play.playbook.Play;
import play.playbook.Settings;
import play.playbook.Step;
import play.playbook.Task;
import play.source.Span;

/**
 * Finds names that nothing can define before any host is contacted. Errs on the side of silence: where a name could
 * come from a file or key that is known in the run only, the play is not checked.
 */
public final class UndefinedNames {
    private static final String NEVER = "no task notifies this handler, so it does not run";
    private static final String PERHAPS = "it is evaluated only where the rest of the expression needs it";
    private static final String SHOWN = "the task then shows that it is undefined";
    static final String RESCUED = "the block around it has a 'rescue', which runs where this fails";
    private static final String UNNAMED = "the name of the loop's variable is a template, which may come to this name";
    static final String IGNORED = "'ignore_errors' lets the play go on where this fails";
    private static final String SKIPPED = "a condition of the task never holds, so it is skipped";
    private static final Map<String, String> OF_TEMPLATES = Map.of(
            "super", "is there in a '{% block %}' only: it is what the parent block puts out.",
            "caller", "is there in a '{% macro %}' only: it is the body of the '{% call %}' that calls it.");
    /** What a task says of itself while it goes on. */
    private static final String TASK = "_task";

    private static final Set<String> IN_RESCUE = Set.of("ansible_failed_task", "ansible_failed_result");

    private final VariableSources sources;
    private final Set<String> factNames;
    private final Problems problems;
    private final Set<String> reported = new HashSet<>();
    private final Set<String> doubted = new HashSet<>();
    private final Map<String, UndefinedNames> lenient = new HashMap<>();
    private final RegisteredFields fields;
    private final MistypedFacts facts;
    private Notified notified = Notified.ALL;

    /** @param factNames without the prefix {@code ansible_} */
    public UndefinedNames(VariableSources sources, Set<String> factNames, Problems problems) {
        this.sources = sources;
        this.factNames = factNames;
        this.problems = problems;
        this.fields = new RegisteredFields(problems);
        this.facts = new MistypedFacts(factNames, problems);
    }

    /** A play, and the hosts it is for. */
    public record Target(Play play, List<String> hosts) {
        public Target {
            hosts = List.copyOf(hosts);
        }
    }

    /** Checks plays in the order they run: what one registers, the next ones see. */
    public void check(List<Target> targets) {
        KnownNames run = KnownNames.empty();
        MagicVariables.NAMES.forEach(run::add);
        MagicVariables.OTHERWISE.forEach(run::add);
        IN_RESCUE.forEach(run::add);
        factNames.forEach(name -> run.add("ansible_" + name));
        run.add(TASK);
        run.add(sources.invocation().extra());
        boolean open = !sources.isComplete();
        for (Target target : targets) {
            Play play = target.play();
            open = open || RunNames.isOpen(play);
            RunNames.made(play).forEach((name, all) -> all.forEach(one -> run.add(name, one)));
            if (!open) {
                check(target, run);
            }
        }
    }

    private void check(Target target, KnownNames run) {
        reported.clear();
        doubted.clear();
        lenient.clear();
        Play play = target.play();
        KnownNames names = PlayNames.of(target, sources, run);
        Stream<FreeName> ofHosts = play.hosts().stream().flatMap(Data::freeNames);
        checkAll(Stream.concat(ofHosts, play.gathering().freeNames()), Set.of(), names);
        notified = Notified.by(play);
        steps(play.steps().all(), names);
        handlers(play.handlers().all(), names);
    }

    /** What no step notifies does not run, so what it lacks does not hinder the play; as in Ansible. */
    private void handlers(Collection<Handler> handlers, KnownNames names) {
        for (Handler handler : handlers) {
            (notified.mayRun(handler) ? this : lenient(NEVER)).steps(List.of(handler.step()), names);
        }
    }

    /** Says of what is undefined why it is no error. */
    private UndefinedNames lenient(String why) {
        UndefinedNames found = lenient.computeIfAbsent(
                why,
                key -> new UndefinedNames(
                        sources,
                        factNames,
                        problem -> problems.report(
                                problem.severity() == Severity.ERROR ? problem.asWarning(why) : problem)));
        found.notified = notified;
        return found;
    }

    private void steps(List<Step> steps, KnownNames names) {
        for (Step step : steps) {
            switch (step) {
                case Block block -> {
                    (block.rescue().isEmpty() ? this : lenient(RESCUED)).steps(block.body(), names);
                    steps(block.rescue(), names);
                    steps(block.always(), names);
                }
                case Task task -> excused(task.settings(), task.loop()).task(task, names.of(task.context()));
                case Include include -> taken(include).include(include, names);
                case Meta meta -> checkAll(meta.settings().freeNames(), guards(meta), names.of(meta.context()));
            }
        }
    }

    private void task(Task task, KnownNames names) {
        Set<String> guards = guards(task);
        loop(task.loop(), guards, names);
        Task.Result result = task.result();
        Stream<FreeName> conditions = Stream.of(
                        result.changedWhen(),
                        result.failedWhen(),
                        result.until().map(Task.Until::conditions).orElse(List.of()))
                .flatMap(List::stream)
                .flatMap(UndefinedNames::names);
        Set<FreeName> shown = shown(task.call());
        Stream<FreeName> numbers = result.until().stream()
                .flatMap(until -> Stream.concat(until.retries().stream(), until.delay().stream()))
                .flatMap(Data::freeNames);
        checkAll(
                Stream.of(
                                task.settings().freeNames(),
                                task.call().freeNames(),
                                conditions,
                                numbers,
                                result.register().freeNames())
                        .flatMap(all -> all)
                        .filter(use -> !shown.contains(use)),
                guards,
                names.of(task.loop()));
        lenient(SHOWN).checkAll(shown.stream(), guards, names.of(task.loop()));
    }

    /** Who says what a step lacks. */
    private UndefinedNames excused(Settings settings, Optional<Loop> loop) {
        if (settings.mayIgnoreErrors()) {
            return lenient(IGNORED);
        }
        return isSkipped(settings) ? lenient(SKIPPED) : named(loop);
    }

    private UndefinedNames taken(Include include) {
        return isSkipped(include.settings()) ? lenient(SKIPPED) : named(include.loop());
    }

    /** Whether one of the conditions is false as it is written. */
    private static boolean isSkipped(Settings settings) {
        return settings.when().stream()
                .map(condition -> condition.expression().source())
                .anyMatch(source -> source.strip().equalsIgnoreCase("false"));
    }

    private UndefinedNames named(Optional<Loop> loop) {
        return loop.stream().allMatch(one -> one.names().areLiteral()) ? this : lenient(UNNAMED);
    }

    /** What a module shows of an expression may also be that it is undefined. */
    private static Set<FreeName> shown(Call call) {
        return !call.implementation().spec().isShown()
                ? Set.of()
                : call.expressions().values().stream()
                        .flatMap(expression -> expression.freeNames().stream())
                        .collect(Collectors.toSet());
    }

    private void include(Include include, KnownNames play) {
        Set<String> guards = guards(include);
        KnownNames names = play.of(include.context());
        loop(include.loop(), guards, names);
        KnownNames inLoop = names.of(include.loop());
        checkAll(
                Stream.concat(include.settings().freeNames(), include.register().freeNames()), guards, inLoop);
        KnownNames inside = play.of(include.loop()).inner().add(include.vars());
        include.loaded().ifPresent(loaded -> {
            steps(loaded.steps(), inside);
            handlers(loaded.handlers(), inside);
        });
    }

    private void loop(Optional<Loop> loop, Set<String> guards, KnownNames names) {
        if (loop.isEmpty()) {
            return;
        }
        checkAll(
                Stream.concat(Stream.of(loop.get().items()), loop.get().pause().stream())
                        .flatMap(Data::freeNames),
                guards,
                names);
        Stream<FreeName> each = Stream.concat(
                loop.get().label().stream().flatMap(Data::freeNames),
                loop.get().breakWhen().stream().flatMap(UndefinedNames::names));
        checkAll(each, guards, names.of(loop));
    }

    private static Stream<FreeName> names(Condition condition) {
        return condition.expression().freeNames().stream();
    }

    /**
     * Names a step's own conditions ask for: {@code when: x is defined} allows for {@code x} in all of the step, and so
     * does a condition among those of {@code assert}.
     */
    private static Set<String> guards(Step step) {
        Stream<FreeName> ofCall = step instanceof Task task
                ? task.call().expressions().values().stream().flatMap(expression -> expression.freeNames().stream())
                : Stream.of();
        return Stream.concat(step.settings().when().stream().flatMap(UndefinedNames::names), ofCall)
                .filter(FreeName::guarded)
                .map(FreeName::name)
                .collect(Collectors.toSet());
    }

    private void checkAll(Stream<FreeName> uses, Set<String> guards, KnownNames names) {
        uses.filter(use -> !use.guarded() && !guards.contains(use.name())).forEach(use -> check(use, names, guards));
    }

    /** A name with one definition only is as good as what that reads in turn, and needed as much as what reads it. */
    private void check(FreeName start, KnownNames names, Set<String> guards) {
        Set<Map.Entry<String, FreeName.Need>> followed = new HashSet<>();
        Deque<FreeName> ahead = new ArrayDeque<>(List.of(start));
        while (!ahead.isEmpty()) {
            FreeName use = ahead.pop();
            List<KnownNames.Definition> definitions = names.find(use.name());
            if (definitions.isEmpty()) {
                if (!isInterface(use.name())) {
                    report(use, names);
                }
                continue;
            }
            fields.check(use, definitions);
            if (use.name().equals(MistypedFacts.VARIABLE)) {
                facts.check(use, names);
            }
            if (definitions.size() == 1 && followed.add(Map.entry(use.name(), use.need()))) {
                definitions.getFirst().value().stream()
                        .flatMap(Data::freeNames)
                        .filter(name -> !name.guarded() && !guards.contains(name.name()))
                        .map(name -> name.within(use))
                        .toList()
                        .reversed()
                        .forEach(ahead::push);
            }
        }
    }

    private static boolean isInterface(String name) {
        return name.startsWith(RunVariables.FACT) && Facts.mayBeInterface(name.substring(RunVariables.FACT.length()));
    }

    private void report(FreeName use, KnownNames names) {
        boolean perhaps = use.need() == FreeName.Need.PERHAPS;
        if (reported.contains(use.name()) || !(perhaps ? doubted : reported).add(use.name())) {
            return;
        }
        Optional<String> nearest = Suggestions.nearest(use.name(), names.all());
        Diagnostic error = Diagnostic.error(
                "undefined-variable",
                "Undefined variable",
                OF_TEMPLATES.containsKey(use.name())
                        ? "'" + use.name() + "' " + OF_TEMPLATES.get(use.name())
                        : "Nothing that this play reads defines '" + use.name()
                                + "': no inventory, no variables file, no role, no earlier task."
                                + nearest.map(name -> " Did you mean '" + name + "'?")
                                        .orElse(" Define it, or write '" + use.name()
                                                + " | default(…)'; put a string in quotes."),
                use.span());
        Diagnostic problem = perhaps ? error.asWarning(PERHAPS) : error;
        Optional<Span> place = nearest.flatMap(name -> names.find(name).stream()
                .flatMap(found -> found.place().stream())
                .findFirst());
        problems.report(place.map(span -> problem.note("'" + nearest.orElse("") + "' is defined here", span))
                .orElse(problem));
    }
}
