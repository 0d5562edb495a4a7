package play.lsp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import play.diag.Diagnostic;
import play.editor.Known;
import play.editor.Vocabulary;

/**
 * Checks open texts a moment after they have changed, one after the other in a thread of its own; what is not done when
 * a newer text comes is dropped.
 */
final class Checks implements AutoCloseable {
    /** Milliseconds without a change after which texts are checked. */
    private static final long PAUSE = 150;

    /** What only a playbook tells that reads the file: from where a name comes, or who it is for. */
    private static final Set<String> OF_PLAYBOOKS =
            Set.of("undefined-variable", "unknown-handler", "unused-variable", "unused-handler", "missing-argument");

    /** What is known of a text, which outlasts texts that can't be read. */
    record Insight(Known known, Vocabulary vocabulary) {}

    /**
     * A root that was checked.
     *
     * @param texts those of the open ones that it was read from
     */
    private record Done(Roots.Root root, Map<Path, String> texts, Checker.Checked checked) {
        static Done of(Roots.Root root, Map<Path, String> open, Checker.Checked checked) {
            return new Done(root, among(open, root, checked), checked);
        }

        private static Map<Path, String> among(Map<Path, String> open, Roots.Root root, Checker.Checked checked) {
            Map<Path, String> among = new HashMap<>(open);
            among.keySet()
                    .removeIf(file ->
                            !file.equals(root.file()) && !checked.files().contains(file));
            return among;
        }

        /** Whether nothing has changed since. */
        boolean holds(Roots.Root now, Map<Path, String> open) {
            return root.equals(now) && texts.equals(among(open, root, checked));
        }
    }

    /** What was found in each file, told when it is another than before. */
    interface Told {
        void problems(Path file, List<Diagnostic> problems);
    }

    private final Checker checker;
    private final Supplier<OpenTexts> texts;
    private final Told told;
    private final Consumer<Throwable> broken;
    private final Roots roots;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("checks").factory());
    private final AtomicLong asked = new AtomicLong();
    private final Map<Path, Done> results = new LinkedHashMap<>();
    private final Map<Path, List<Diagnostic>> shown = new ConcurrentHashMap<>();
    private volatile Map<Path, Insight> insights = Map.of();

    /** @param broken told of what must not happen */
    Checks(Checker checker, Supplier<OpenTexts> texts, Roots roots, Told told, Consumer<Throwable> broken) {
        this.checker = checker;
        this.texts = texts;
        this.roots = roots;
        this.told = told;
        this.broken = broken;
    }

    /** A text has changed, was opened or closed. */
    void changed() {
        schedule(false);
    }

    /** Files have changed that are not open. */
    void refreshed() {
        schedule(true);
    }

    /** What is known of a file by now. */
    Optional<Insight> insight(Path file) {
        return Optional.ofNullable(insights.get(file));
    }

    /** @param anew whether nothing that was read before counts */
    private void schedule(boolean anew) {
        long number = asked.incrementAndGet();
        if (anew) {
            worker.execute(() -> {
                checker.forget();
                roots.forget();
                results.clear();
            });
        }
        worker.schedule(() -> run(number), PAUSE, TimeUnit.MILLISECONDS);
    }

    private boolean isStale(long number) {
        return asked.get() != number;
    }

    private void run(long number) {
        if (isStale(number)) {
            return;
        }
        try {
            check(number, texts.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | StackOverflowError e) {
            broken.accept(e);
        }
    }

    private void check(long number, OpenTexts open) throws InterruptedException {
        Map<Path, Set<Path>> rootsOf = new LinkedHashMap<>();
        Map<Path, Roots.Root> needed = new LinkedHashMap<>();
        for (Map.Entry<Path, OpenTexts.Text> text : open.all().entrySet()) {
            Set<Path> names = new LinkedHashSet<>();
            roots.of(text.getKey(), text.getValue().text(), playbook -> files(playbook, open))
                    .forEach(root -> {
                        needed.put(root.file(), root);
                        names.add(root.file());
                    });
            rootsOf.put(text.getKey(), names);
        }
        for (Roots.Root root : needed.values()) {
            if (isStale(number)) {
                return;
            }
            look(root, open.texts());
        }
        results.keySet().retainAll(needed.keySet());
        learn(rootsOf);
        if (!isStale(number)) {
            tell(open, rootsOf);
        }
    }

    private Set<Path> files(Path playbook, OpenTexts open) throws InterruptedException {
        return checker.files(new Checker.Request(playbook, false, open.texts()));
    }

    private void look(Roots.Root root, Map<Path, String> open) throws InterruptedException {
        Optional<Done> before = Optional.ofNullable(results.get(root.file()));
        if (before.filter(done -> done.holds(root, open)).isPresent()) {
            return;
        }
        Map<Path, String> all = new HashMap<>(open);
        root.text().ifPresent(text -> all.put(root.file(), text));
        Checker.Checked checked = checker.check(new Checker.Request(root.file(), root.inventory(), all));
        if (!root.alone() && !root.inventory()) {
            roots.reads(root.file(), checked.files());
        }
        results.put(root.file(), Done.of(root, open, checked));
    }

    /** A playbook that nobody has open is looked at for the sake of those files that are. */
    private static List<Diagnostic> told(Done done, OpenTexts open, Map<Path, Set<Path>> rootsOf) {
        boolean whole = open.find(done.root().file()).isPresent();
        return done.checked().problems().stream()
                .filter(problem -> whole || isOf(problem, done.root(), rootsOf))
                .filter(problem -> !done.root().alone() || !OF_PLAYBOOKS.contains(problem.code()))
                .toList();
    }

    private static boolean isOf(Diagnostic problem, Roots.Root root, Map<Path, Set<Path>> rootsOf) {
        return Answers.file(problem)
                .filter(file -> rootsOf.getOrDefault(file, Set.of()).contains(root.file()))
                .isPresent();
    }

    /** Keeps what was known where a text can't be read now. */
    private void learn(Map<Path, Set<Path>> rootsOf) {
        Map<Path, Insight> all = new HashMap<>();
        rootsOf.forEach((file, names) -> {
            Optional<Insight> now = names.stream()
                    .flatMap(name -> Optional.ofNullable(results.get(name)).stream())
                    .map(Done::checked)
                    .map(checked -> new Insight(checked.known(), checked.vocabulary()))
                    .reduce((one, other) -> new Insight(one.known().and(other.known()), one.vocabulary()));
            Optional<Insight> before = insight(file);
            now.ifPresent(fresh -> all.put(
                    file,
                    fresh.known().isEmpty()
                            ? before.map(old -> new Insight(old.known(), fresh.vocabulary()))
                                    .orElse(fresh)
                            : fresh));
        });
        insights = Map.copyOf(all);
    }

    private void tell(OpenTexts open, Map<Path, Set<Path>> rootsOf) {
        Map<Path, Set<Diagnostic>> all = new LinkedHashMap<>();
        open.all().keySet().forEach(file -> all.put(file, new LinkedHashSet<>()));
        results.forEach((root, done) -> told(done, open, rootsOf)
                .forEach(problem -> all.computeIfAbsent(
                                Answers.file(problem).orElse(root), file -> new LinkedHashSet<>())
                        .add(problem)));
        Set<Path> files = new LinkedHashSet<>(shown.keySet());
        files.addAll(all.keySet());
        for (Path file : files) {
            List<Diagnostic> now = List.copyOf(distinct(all.getOrDefault(file, Set.of())));
            if (!now.isEmpty() || shown.containsKey(file) || open.find(file).isPresent()) {
                told.problems(file, now);
            }
            if (now.isEmpty()) {
                shown.remove(file);
            } else {
                shown.put(file, now);
            }
        }
    }

    /** Of what two playbooks say of the same place, one. */
    private static List<Diagnostic> distinct(Set<Diagnostic> problems) {
        Map<String, Diagnostic> all = new LinkedHashMap<>();
        problems.forEach(problem -> all.putIfAbsent(
                problem.subject().map(Object::toString).orElse("") + problem.code() + problem.detail(), problem));
        return new ArrayList<>(all.values());
    }

    /** What was found in a file when it was last told. */
    List<Diagnostic> problems(Path file) {
        return shown.getOrDefault(file, List.of());
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
