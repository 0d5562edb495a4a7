package play.converge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import play.event.Redactor;
import play.host.Effect;
import play.host.EnvironmentVariable;
import play.host.EnvironmentVariables;
import play.host.Home;
import play.host.Homes;
import play.host.HostException;
import play.host.HostFacts;
import play.host.HostLocalFacts;
import play.host.HostState;
import play.host.LocalFacts;
import play.host.Observed;
import play.host.Shell;
import play.host.StateFamily;
import play.host.StateKey;
import play.module.TaskModule;

/**
 * Brings hosts to what modules want: reads states, has the module plan, and carries the plan out or, in check mode,
 * believes it. One per run: it holds what was foreseen on each host and made on the controller. Safe for use by many
 * threads.
 */
public final class Converger {
    private record Host(Foresight foresight, ReentrantLock lock) {}

    private final Session controller;
    private final Realms realms;
    private final Execution real;
    private final Execution dry = new DryRun();
    private final Store store;
    private final KeptResult kept;
    private final ChangeCounter changes = new ChangeCounter();
    private final ReadAhead.Terms terms;
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();
    private final Map<Shell, Session> sessions = new ConcurrentHashMap<>();

    /**
     * @param shell of the machine {@code play} runs on
     * @param redactor learns the secrets of what is made there
     * @param attendant answers what tasks ask
     * @param limit for how long what was read ahead holds; zero where nothing is to be
     */
    public Converger(Shell shell, Store store, Redactor redactor, Attendant attendant, Duration limit) {
        Shell withFolders = new EnvironmentShell(
                shell,
                Map.of(
                        "PLAY_STATE", store.workshop().state().toString(),
                        "PLAY_CACHE", store.workshop().cache().toString()));
        this.terms = new ReadAhead.Terms(changes, store.workshop().clock(), limit);
        this.controller = new Session("controller", withFolders, new Foresight(), new ReentrantLock(), terms);
        this.realms = new Realms(controller);
        this.store = store;
        this.kept = new KeptResult(redactor);
        this.real = new RealRun(
                new Products(store.producers(), store.workshop(), redactor),
                store.workshop().clock(),
                attendant,
                changes);
    }

    /** The session of the machine {@code play} runs on. */
    public Session controller() {
        return controller;
    }

    /** The session of a host by a shell: always the same one for the same shell, until {@link #reset}. */
    public Session session(String host, Shell shell) {
        Host known = host(host);
        if (shell.isHere()) {
            realms.isHere(known.foresight());
        }
        return sessions.computeIfAbsent(shell, key -> new Session(host, shell, known.foresight(), known.lock(), terms));
    }

    /** Makes the connection of a session anew; what was read once about users of the host is read again. */
    public void reset(Session session) throws HostException, InterruptedException {
        session.inTurn(() -> {
            sessions.values().removeIf(other -> other.host().equals(session.host()));
            session.shell().reconnect();
            changes.increment();
            return session;
        });
    }

    /**
     * Runs a module once. The caller sees to it that nothing else acts on the host ({@link Session#inTurn}).
     *
     * @param session of the host acted upon; of the controller for modules that act on none
     */
    public <P extends Record> ModuleResult run(TaskModule<P> module, P params, Session session, ConvergeOptions options)
            throws HostException, InterruptedException {
        Execution execution = options.check() ? dry : real;
        Execution.Site site = new Execution.Site(session, realms, options.task());
        ModuleResult done = run(
                module,
                params,
                new ModuleRun(execution, site, options, store.workshop().clock(), kept.redactor()));
        if (options.background().isEmpty()) {
            return done;
        }
        Background background = options.background().get();
        TaskKnowledge known = new TaskKnowledge(session, realms, false);
        return background.inStep(done, options, new JobRun(site, known, background), kept);
    }

    /** A host that was lost may come back as another one. */
    private <P extends Record> ModuleResult run(TaskModule<P> module, P params, ModuleRun once)
            throws HostException, InterruptedException {
        try {
            return once.run(module, params);
        } catch (HostException lost) {
            changes.increment();
            throw lost;
        }
    }

    /** Takes note that something is waited for which happens by itself: what was read ahead no longer counts. */
    public void waited() {
        changes.increment();
    }

    /**
     * Facts of a host.
     *
     * @param local those of files of its own; nothing where they were not asked for
     */
    public record Gathered(Observed<HostFacts> facts, Optional<Observed<HostLocalFacts>> local) {}

    /**
     * The facts of a host, read anew: an earlier play's are as old as that play, and the time, the disks and the
     * addresses may be others now.
     *
     * @param folder of files of its own; none where they are not wanted
     */
    public Gathered facts(Session session, Optional<String> folder) throws HostException, InterruptedException {
        Optional<StateKey<HostLocalFacts>> local = folder.map(LocalFacts::in);
        return session.inTurn(() -> {
            session.forget(StateFamily.Lifetime.FACTS);
            TaskKnowledge knowledge = new TaskKnowledge(session, realms, false);
            List<StateKey<?>> keys = new ArrayList<>(List.of(HostFacts.KEY));
            local.ifPresent(keys::add);
            knowledge.learn(keys);
            return new Gathered(knowledge.of(HostFacts.KEY), local.map(knowledge::of));
        });
    }

    /**
     * Where accounts of a host have their homes.
     *
     * @param accounts by name; the empty one is the session's user
     */
    public Map<String, Observed<Home>> homes(Session session, Set<String> accounts)
            throws HostException, InterruptedException {
        return read(session, accounts.stream().map(Homes::of).toList());
    }

    /** Variables of the environment of a session, by their names. */
    public Map<String, Observed<EnvironmentVariable>> variables(Session session, Set<String> names)
            throws HostException, InterruptedException {
        return read(session, names.stream().map(EnvironmentVariables::named).toList());
    }

    private <S extends HostState> Map<String, Observed<S>> read(Session session, List<StateKey<S>> keys)
            throws HostException, InterruptedException {
        return session.inTurn(() -> {
            TaskKnowledge knowledge = new TaskKnowledge(session, realms, false);
            knowledge.learn(keys);
            Map<String, Observed<S>> states = new HashMap<>();
            keys.forEach(key -> states.put(key.id(), knowledge.of(key)));
            return states;
        });
    }

    /** Whether no link stands at any of these paths, and none is foreseen there. */
    public boolean arePlain(Session session, Set<String> paths) throws HostException, InterruptedException {
        return session.inTurn(() -> new PlainPaths(session, realms).are(paths));
    }

    /** Why something that is not so now may still come true: changes anywhere in the run that are only foreseen. */
    public Optional<String> pending(Session session) {
        return realms.pending(session);
    }

    /** Takes note of what a task may change on a host, because it is unknown whether and how it will run. */
    public void doubt(String host, Effect.Opaque effect, String task) {
        realms.age(host(host).foresight(), effect, task);
    }

    /** The same where it is not even known on which host. */
    public void doubt(Effect.Opaque effect, String task) {
        hosts.values().forEach(host -> realms.age(host.foresight(), effect, task));
        realms.age(controller.foresight(), effect, task);
    }

    /** The same on the machine that {@code play} runs on. */
    public void doubtHere(Effect.Opaque effect, String task) {
        realms.ageHere(effect, task);
    }

    private Host host(String host) {
        return hosts.computeIfAbsent(host, name -> new Host(realms.newHost(), new ReentrantLock()));
    }
}
