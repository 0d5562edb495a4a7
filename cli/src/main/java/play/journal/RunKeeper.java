package play.journal;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;
import play.playbook.Handler;
import play.report.Report;
import play.run.Approvals;
import play.run.Ledger;
import play.savedplan.Fingerprints;
import play.source.Span;

/**
 * Keeps the journal of a run. The file is made before the run begins. What cannot be written is told once, and the
 * journal is dropped, because one with gaps would tell a later run something wrong. Safe for use by many threads.
 */
public final class RunKeeper implements Ledger, Report {
    /** What is told where none is kept, before the reason. */
    public static final String NOT_KEPT = "no journal of this run is kept, so no other can go on with it: ";

    private final RunFolder folder;
    private final String id;
    private final Entry.Begin begin;
    private final List<Entry> before;
    private final Fingerprints fingerprints;
    private final Seal seal;
    private final InstantSource clock;
    private final IntSupplier code;
    private final Consumer<String> complaints;
    private final Set<String> named = new HashSet<>();
    private Set<String> failed = Set.of();
    private Optional<JournalFile> file = Optional.empty();
    private boolean dropped;
    private boolean ended;

    /**
     * What a run keeps by.
     *
     * @param masked a text without the secrets in it
     * @param code the exit code so far
     * @param complaints takes a sentence
     */
    public record Means(
            Fingerprints fingerprints,
            UnaryOperator<String> masked,
            InstantSource clock,
            IntSupplier code,
            Consumer<String> complaints) {}

    /** @param before what is kept of the run that this one goes on with */
    public RunKeeper(RunFolder folder, String id, Entry.Begin begin, List<Entry> before, Means means) {
        this.folder = folder;
        this.id = id;
        this.begin = begin;
        this.before = List.copyOf(before);
        this.fingerprints = means.fingerprints();
        this.seal = new Seal(means.fingerprints(), means.masked());
        this.clock = means.clock();
        this.code = means.code();
        this.complaints = means.complaints();
    }

    public String id() {
        return id;
    }

    /** Whether there is a journal, as far as the run has come. */
    public synchronized boolean isKept() {
        return file.isPresent() || ended;
    }

    static Entry.Instance instance(Approvals.Instance of) {
        return new Entry.Instance(of.host(), of.task().id(), of.item());
    }

    /** Place and name: after a change of its file another one may stand where it stood. */
    static String handler(Handler handler) {
        return handler.step().span() + " " + handler.name();
    }

    /** Makes the file. */
    public synchronized void begin() {
        try {
            file = Optional.of(folder.create(
                    id, Stream.concat(before.stream(), Stream.of(begin)).toList()));
        } catch (IOException e) {
            drop(e);
        }
    }

    private void add(Entry entry, boolean settled) {
        try {
            Optional<JournalFile> open = open();
            if (open.isPresent()) {
                open.get().add(EntryJson.line(entry));
                if (settled) {
                    open.get().settle();
                }
            }
        } catch (IOException e) {
            drop(e);
        }
    }

    private synchronized Optional<JournalFile> open() {
        return file;
    }

    private synchronized void drop(IOException why) {
        if (!dropped) {
            dropped = true;
            file.ifPresent(JournalFile::drop);
            file = Optional.empty();
            complaints.accept(NOT_KEPT + why.getMessage());
        }
    }

    @Override
    public void begins(Approvals.Instance instance) {
        add(new Entry.Changing(instance(instance)), true);
    }

    @Override
    public void withdraws(Approvals.Instance instance) {
        add(new Entry.Withdrawn(instance(instance)), false);
    }

    @Override
    public void ended(Call call, Ending ending, boolean again) {
        Optional<String> registered = ending.registered().isEmpty()
                ? Optional.of("")
                : seal.seal(ending.registered().get());
        Optional<String> facts = ending.facts().isEmpty() ? Optional.of("") : seal.seal(ending.facts());
        boolean whole = !again && registered.isPresent() && facts.isPresent();
        add(
                new Entry.Done(
                        instance(call.instance()),
                        call.sharers(),
                        whole ? fingerprints.of(call.given()) : "",
                        ending.changed(),
                        whole ? registered.orElse("") : "",
                        whole ? facts.orElse("") : ""),
                false);
    }

    @Override
    public void failed(String host, String block) {
        add(new Entry.Undone(host, block), true);
    }

    @Override
    public void handled(String host, Handler handler) {
        add(new Entry.Handled(host, handler(handler)), false);
    }

    @Override
    public synchronized void over(Set<String> hosts) {
        failed = new TreeSet<>(hosts);
    }

    @Override
    public String name() {
        return "the journal of the run";
    }

    /** Of events, in which secrets are masked. */
    @Override
    public void show(Stamped stamped) {
        switch (stamped.event()) {
            case RunEvent.TaskStarted started -> name(started.task());
            case RunEvent.TaskFinished done -> {
                name(done.task());
                Told told = Told.of(done.outcome());
                add(new Entry.Ended(done.task().id(), done.host(), told.how(), told.why()), false);
            }
            case RunEvent.RunFinished finished -> end();
            default -> {}
        }
    }

    private void name(TaskRef task) {
        if (named.add(task.id())) {
            add(
                    new Entry.Named(
                            task.id(),
                            task.title(),
                            task.module(),
                            task.place().map(Span::toString).orElse("")),
                    false);
        }
    }

    private void end() {
        add(new Entry.End(clock.instant().toString(), code.getAsInt(), List.copyOf(failed)), true);
        close();
    }

    private synchronized void close() {
        try {
            if (file.isPresent()) {
                file.get().close();
                ended = true;
                file = Optional.empty();
            }
        } catch (IOException e) {
            drop(e);
        }
    }

    /** How a task ended, in a word, and why. */
    private record Told(String how, String why) {
        static Told of(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Ok ok -> new Told("ok", "");
                case Outcome.Changed changed -> new Told("changed", "");
                case Outcome.Skipped skipped -> new Told("skipped", "");
                case Outcome.CannotTell unknown -> new Told("unknown", line(unknown.why()));
                case Outcome.Failed failed -> new Told(failed.ignored() ? "ignored" : "failed", line(failed.message()));
                case Outcome.Unreachable lost ->
                    new Told(lost.ignored() ? "ignored" : "unreachable", line(lost.message()));
            };
        }

        private static String line(String text) {
            return text.lines().findFirst().orElse("");
        }
    }
}
