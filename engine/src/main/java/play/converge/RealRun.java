package play.converge;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import play.event.Cause;
import play.host.FileState;
import play.host.HostException;
import play.host.Observed;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shell;
import play.host.StateKey;
import play.module.Action;
import play.module.Decision;
import play.module.Patience;
import play.module.ProductionException;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

/** Carries actions out, and reads back what they were to leave behind. */
final class RealRun implements Execution {
    /** Content up to this many bytes travels inside the script, larger on a channel of its own. */
    private static final long INSIDE = 128 * 1024;

    /** Writing a file may have to wait for a slow disk. */
    private static final Duration WRITE = Duration.ofMinutes(5);

    private final Products products;
    private final InstantSource clock;
    private final Attendant attendant;
    private final ChangeCounter changes;

    RealRun(Products products, InstantSource clock, Attendant attendant, ChangeCounter changes) {
        this.products = products;
        this.clock = clock;
        this.attendant = attendant;
        this.changes = changes;
    }

    @Override
    public Optional<ScriptResult> run(Site site, Decision.Do work) throws HostException, InterruptedException {
        try {
            return Optional.of(site.session().shell().run(work.run().script().apartFromOthers()));
        } catch (HostException.Interrupted cut) {
            if (work.cuts()) {
                return Optional.of(new ScriptResult(0, Bytes.EMPTY, Bytes.EMPTY));
            }
            throw cut;
        } finally {
            changes.increment();
        }
    }

    @Override
    public List<Differs> compare(TaskKnowledge knowledge, Decision.Do work) throws HostException, InterruptedException {
        ReadBack left = ReadBack.of(List.of(work.run())).without(work.after());
        knowledge.relearn(left.keys(knowledge));
        return left.differences(knowledge);
    }

    @Override
    public ModuleResult undetermined(String why) {
        return ModuleResult.failed(why);
    }

    @Override
    public Optional<Patience> patience(Optional<Patience> wanted) {
        return wanted;
    }

    @Override
    public ModuleResult stillWaiting(Site site, String why) {
        return ModuleResult.failed(why);
    }

    @Override
    public Optional<Attendant> attendant() {
        return Optional.of(attendant);
    }

    @Override
    public void acted() {
        changes.increment();
    }

    @Override
    public void leavesRunning() {
        changes.leaveOpen();
    }

    @Override
    public boolean believes() {
        return false;
    }

    @Override
    public boolean asksDespiteUnknown() {
        return true;
    }

    @Override
    public Carried carryOut(TaskKnowledge knowledge, Site site, List<Action> actions)
            throws HostException, InterruptedException {
        Work work = new Work(knowledge, site, actions);
        try {
            for (Action action : actions) {
                work.take(action);
            }
            work.finish();
        } catch (Mistaken mistaken) {
            site.session().ahead().mistook();
            return new Carried(0, Optional.empty(), List.of(), true);
        } catch (Stopped stopped) {
            work.readBack();
            return new Carried(work.done, Optional.of(stopped.cause), work.differences());
        } finally {
            if (!actions.isEmpty()) {
                changes.increment();
            }
            new Remembered(knowledge, actions).in(site.session().ahead(), work.done == actions.size());
        }
        return new Carried(work.done, Optional.empty(), work.differences());
    }

    /** What was guessed is otherwise; nothing is begun. */
    private static final class Mistaken extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** An action failed; those after it are not begun. */
    private static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Cause cause;

        Stopped(Cause cause) {
            super(cause.message());
            this.cause = cause;
        }

        Stopped(String why) {
            this(new Cause.Reason(why));
        }
    }

    /**
     * One plan being carried out. Actions that are plain scripts are chained, so that most plans take one round trip.
     */
    private final class Work {
        private final TaskKnowledge knowledge;
        private final Site site;
        private final List<Action> actions;
        private final ReadBack foreseen;
        private final Waiting waiting;
        private Chain chain = new Chain();

        /** Whether what was guessed is still to be looked at, by the first script of the chain. */
        private boolean guarded;

        private int done;

        Work(TaskKnowledge knowledge, Site site, List<Action> actions) {
            this.knowledge = knowledge;
            this.site = site;
            this.actions = actions;
            this.foreseen = ReadBack.of(actions);
            this.waiting = new Waiting(clock, knowledge, site);
            Optional<Script> still = actions.isEmpty() ? Optional.empty() : knowledge.still();
            still.ifPresent(chain::add);
            this.guarded = still.isPresent();
        }

        void take(Action action) throws Stopped, Mistaken, HostException, InterruptedException {
            switch (action) {
                case Action.WriteFile write -> write(write);
                case Action.MakeDirectory directory -> chain.add(ActionScripts.makeDirectory(directory));
                case Action.SetAttributes attributes -> chain.add(ActionScripts.setAttributes(attributes));
                case Action.Link link -> chain.add(ActionScripts.link(link));
                case Action.Remove remove -> chain.add(ActionScripts.remove(remove));
                case Action.Run run -> chain.add(run.script().apartFromOthers());
                case Action.Await<?> await -> {
                    flush();
                    stopUnless(waiting.until(await));
                    done++;
                }
                case Action.Reconnect reconnect -> {
                    leave();
                    new Reconnection(clock, reconnect.within())
                            .of(site.session().shell());
                    done++;
                }
                case Action.AwaitReturn<?> back -> {
                    leave();
                    stopUnless(waiting.untilBack(back));
                    done++;
                }
                case Action.Produce produce -> {
                    flush();
                    produce(produce);
                    done++;
                }
            }
        }

        private void write(Action.WriteFile write) throws Stopped, Mistaken, HostException, InterruptedException {
            Content content = resolve(write.content());
            if (isThere(write, content)) {
                chain.add(Script.of(":"));
                return;
            }
            if (content instanceof Content.LocalFile file && file.length() > INSIDE) {
                flush();
                upload(write, () -> Files.newInputStream(file.path()), file.length());
                return;
            }
            if (content instanceof Content.Streamed stream) {
                flush();
                upload(write, stream.source()::open, stream.length());
                return;
            }
            if (content instanceof Content.OnHost file) {
                chain.add(ActionScripts.copy(write, file).within(WRITE));
                return;
            }
            chain.add(ActionScripts.write(write, bytes(content)).within(WRITE));
        }

        /** Whether what was made for a file turns out to be what it holds already, and its attributes stay. */
        private boolean isThere(Action.WriteFile write, Content content) {
            StateKey<FileState> key = play.host.Files.at(write.path());
            return write.after().sha256() instanceof Foreseen.Later
                    && knowledge.has(key)
                    && knowledge.of(key) instanceof Observed.Known<FileState>(FileState.Regular there, var how)
                    && there.attributes().equals(write.after().attributes())
                    && content.sha256() instanceof Foreseen.Exactly
                    && there.sha256().equals(content.sha256());
        }

        private Bytes bytes(Content content) throws Stopped {
            if (content instanceof Content.LocalFile file) {
                try {
                    return Bytes.of(Files.readAllBytes(file.path()));
                } catch (IOException e) {
                    throw new Stopped(file.path() + " cannot be read on the controller: " + e.getMessage());
                }
            }
            return content.bytes().orElseThrow(() -> new Stopped("the content is not known"));
        }

        private void upload(Action.WriteFile write, Shell.Source source, long length)
                throws HostException, InterruptedException {
            String arrival =
                    ActionScripts.arrival(write.path(), UUID.randomUUID().toString());
            String what = site.session().host() + ": " + write.path();
            Shell.Source counted = () -> new CountedStream(
                    source.open(), done -> attendant.progress().moved(what, done, length));
            site.session().shell().upload(counted, length, arrival);
            chain.add(ActionScripts.place(write, arrival).within(WRITE));
        }

        private Content resolve(Content content) throws Stopped, InterruptedException {
            try {
                return products.resolve(content);
            } catch (ProductionException e) {
                throw new Stopped(String.valueOf(e.getMessage()));
            }
        }

        private void produce(Action.Produce produce) throws Stopped, InterruptedException {
            try {
                products.produce(produce, new PiecewiseFiles(site.session().shell()));
            } catch (ProductionException e) {
                throw new Stopped(String.valueOf(e.getMessage()));
            }
        }

        private static void stopUnless(Optional<String> stillWrong) throws Stopped {
            if (stillWrong.isPresent()) {
                throw new Stopped(stillWrong.get());
            }
        }

        private void leave() throws Stopped, Mistaken, HostException, InterruptedException {
            int all = chain.size();
            try {
                flush();
            } catch (HostException.Interrupted cut) {
                chain = new Chain();
                done += all;
            }
        }

        private void flush() throws Stopped, Mistaken, HostException, InterruptedException {
            if (!chain.isEmpty()) {
                judge(site.session().shell().run(chain.joined()));
            }
        }

        /** Runs what is left together with the scripts that read back. */
        void finish() throws Stopped, Mistaken, HostException, InterruptedException {
            if (chain.isEmpty()) {
                readBack();
                return;
            }
            List<Prober.Batch<?>> batches = Prober.Batch.of(onShell());
            List<Script> scripts = new ArrayList<>(List.of(chain.joined()));
            batches.forEach(batch -> scripts.add(batch.script()));
            List<ScriptResult> results = site.session().shell().run(scripts);
            for (int i = 0; i < batches.size(); i++) {
                knowledge.found(batches.get(i).parse(results.get(i + 1)));
            }
            knowledge.relearn(foreseen.keys(knowledge).stream()
                    .filter(key -> key.realm() instanceof Realm.Controller)
                    .toList());
            judge(results.getFirst());
        }

        private void judge(ScriptResult result) throws Stopped, Mistaken {
            Chain ran = chain;
            int succeeded = ran.done(result);
            int all = ran.size();
            chain = new Chain();
            if (guarded) {
                if (succeeded == 0) {
                    throw new Mistaken();
                }
                guarded = false;
                site.session().ahead().held();
                succeeded--;
                all--;
            }
            done += succeeded;
            if (succeeded < all) {
                String what = done < actions.size() ? ActionScripts.title(actions.get(done)) : "the last step";
                throw new Stopped(new Cause.Step(what, result.exitCode(), ran.rest(result), result.err()));
            }
        }

        void readBack() throws HostException, InterruptedException {
            knowledge.relearn(foreseen.keys(knowledge));
        }

        private List<StateKey<?>> onShell() {
            return foreseen.keys(knowledge).stream()
                    .filter(key -> !(key.realm() instanceof Realm.Controller))
                    .<StateKey<?>>map(key -> key)
                    .toList();
        }

        /** Of what was carried out; what the action that failed was to set may be half done. */
        List<Differs> differences() {
            List<Action> failed = actions.stream().skip(done).limit(1).toList();
            return ReadBack.of(actions.subList(0, done)).without(failed).differences(knowledge);
        }
    }
}
