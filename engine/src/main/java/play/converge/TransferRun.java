package play.converge;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.event.Outcome;
import play.host.Effect;
import play.host.HostException;
import play.host.Reach;
import play.host.Shell;
import play.host.Talk;
import play.module.Statement;
import play.module.Transfer;
import play.module.Transfer.Course;

/** Runs a transfer once. A dry run has it compare, where both sides are as they will be then. */
record TransferRun<P extends Record>(
        Transfer<P> transfer, P params, Execution execution, Execution.Site site, ConvergeOptions options) {
    /** Nobody knows how long it takes: a task says so by its own limit, or the program by its own. */
    private static final Duration LIMIT = Duration.ofDays(30);

    ModuleResult perform() throws HostException, InterruptedException {
        Transfer.Manner manner = new Transfer.Manner(
                sides(), execution.believes(), options.diff(), options.sides().program());
        Course course = transfer.course(params, manner);
        if (course instanceof Course.Rejected(String why)) {
            return ModuleResult.failed(why);
        }
        Optional<String> pending =
                execution.believes() ? site.realms().pendingBetween(site.session()) : Optional.empty();
        if (pending.isPresent()) {
            return ModuleResult.cannotTell("'" + name() + "' compares what is there now, and " + pending.get());
        }
        Optional<String> objection =
                options.approval().anything("'" + name() + "' finds out itself what it has to change");
        if (objection.isPresent()) {
            return ModuleResult.failed(objection.get());
        }
        try {
            return result(course, transfer.statement(params, manner, carried(course)));
        } catch (IOException e) {
            return ModuleResult.failed("no program can be started on this machine: " + e.getMessage());
        } finally {
            execution.acted();
        }
    }

    private Transfer.Sides sides() {
        if (site.session().isHere()) {
            return Transfer.Sides.ON_CONTROLLER;
        }
        return options.sides().within() ? Transfer.Sides.ON_HOST : Transfer.Sides.APART;
    }

    private Transfer.Carried carried(Course course) throws IOException, HostException, InterruptedException {
        Shell shell = site.session().shell();
        return switch (course) {
            case Course.Joined joined -> lost(joined, joined(joined, shell));
            case Course.Alone alone ->
                new Transfer.Carried(shell.run(alone.script().within(LIMIT)), Optional.empty());
            case Course.Rejected(String why) -> throw new IllegalStateException(why);
        };
    }

    /** However it ends, the near program is ended first: then the far one comes to the end of its input. */
    private static Transfer.Carried joined(Course.Joined course, Shell shell)
            throws IOException, HostException, InterruptedException {
        try (NearProgram near = NearProgram.start(course)) {
            Optional<List<String>> call = near.call();
            if (call.isEmpty()) {
                return near.alone();
            }
            try (Talk talk = shell.talk(course.far().apply(call.get()));
                    NearProgram endedFirst = near) {
                return endedFirst.with(talk);
            }
        }
    }

    /** Nothing is repeated: how far it came is not known, and a further task begins with what is there. */
    private Transfer.Carried lost(Course.Joined course, Transfer.Carried carried) throws HostException {
        if (!carried.near().succeeded()
                && carried.far().filter(end -> end.exitCode().isEmpty()).isPresent()) {
            throw new HostException.Interrupted("the connection to "
                    + site.session().host() + " broke while '"
                    + course.title() + "' was under way: "
                    + (carried.far().get().words() + " " + carried.near().err()).strip());
        }
        return carried;
    }

    private ModuleResult result(Course course, Statement said) throws HostException, InterruptedException {
        StatedResult stated = new StatedResult(name(), said);
        return switch (said.ending()) {
            case UNCHANGED -> stated.as(new Outcome.Ok());
            case CHANGED -> {
                if (execution.believes()) {
                    foresee(course.title(), changed(course));
                }
                yield stated.as(new Outcome.Changed(course.title(), stated.changes()));
            }
            case SKIPPED -> stated.as(new Outcome.Skipped(said.message()));
            case FAILED -> stated.failed();
        };
    }

    private static Transfer.Changed changed(Course course) {
        return switch (course) {
            case Course.Joined joined -> joined.changed();
            case Course.Alone alone -> alone.changed();
            case Course.Rejected rejected -> new Transfer.Changed.Anything();
        };
    }

    private void foresee(String title, Transfer.Changed changed) throws HostException, InterruptedException {
        switch (changed) {
            case Transfer.Changed.OnHost(String path) -> {
                Reach reach = reach(path, site.session());
                if (site.session().isHere()) {
                    site.realms().ageHere(effect(title, reach), site.task());
                } else {
                    site.realms().age(site.session().foresight(), effect(title, reach), site.task());
                }
            }
            case Transfer.Changed.OnController(String path) ->
                site.realms().ageHere(effect(title, reach(path, site.realms().controller())), site.task());
            case Transfer.Changed.Anything() -> {
                site.realms().age(site.session().foresight(), effect(title, Reach.HOST), site.task());
                site.realms().ageHere(effect(title, Reach.HOST), site.task());
            }
        }
    }

    private static Effect.Opaque effect(String title, Reach reach) {
        return new Effect.Opaque("'" + title + "' may change anything there", reach);
    }

    private Reach reach(String path, Session session) throws HostException, InterruptedException {
        Set<String> above = PlainPaths.above(path);
        Set<String> asked = new HashSet<>(above);
        asked.add(path);
        return session.inTurn(() -> new PlainPaths(session, site.realms()).are(asked))
                ? Reach.of(Reach.paths(path), new Reach.Named(above))
                : Reach.HOST;
    }

    private String name() {
        return transfer.spec().name();
    }
}
