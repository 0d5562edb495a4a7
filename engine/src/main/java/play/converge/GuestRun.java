package play.converge;

import java.util.Optional;
import play.event.Outcome;
import play.host.Effect;
import play.host.HostException;
import play.host.Reach;
import play.host.Script;
import play.module.Guest;
import play.module.ProductionException;
import play.module.Statement;

/** Runs a guest once. A dry run asks it what it would change, where the host is as it will be then. */
record GuestRun<P extends Record>(
        Guest<P> guest, P params, Execution execution, Execution.Site site, ConvergeOptions options) {
    ModuleResult perform() throws HostException, InterruptedException {
        Optional<String> silence = execution.believes() ? guest.silence() : Optional.empty();
        if (silence.isPresent()) {
            return ModuleResult.cannotTell(silence.get());
        }
        Script script;
        try {
            script = guest.script(params, new Guest.Manner(execution.believes(), options.diff()));
        } catch (ProductionException e) {
            return ModuleResult.failed(String.valueOf(e.getMessage()));
        }
        Optional<String> pending = execution.believes() ? pending() : Optional.empty();
        if (pending.isPresent()) {
            return ModuleResult.cannotTell(pending.get());
        }
        Optional<String> objection =
                options.approval().anything("'" + name() + "' is a guest, which may change anything");
        if (objection.isPresent()) {
            return ModuleResult.failed(objection.get());
        }
        Statement said;
        try {
            said = guest.statement(params, site.session().shell().run(script));
        } finally {
            execution.acted();
        }
        said.warnings().forEach(options.warns());
        return result(said);
    }

    /** Why a dry run does not ask it: the host is not as it will be. */
    private Optional<String> pending() {
        return site.realms()
                .pending(site.session())
                .map(pending -> "'" + name() + "' is a guest, which looks at what is there now, and " + pending);
    }

    private ModuleResult result(Statement said) {
        StatedResult stated = new StatedResult(name(), said);
        return switch (said.ending()) {
            case UNCHANGED -> stated.as(new Outcome.Ok());
            case CHANGED -> {
                if (execution.believes()) {
                    String why = "'" + name() + "' is a guest, which may change anything";
                    site.realms().age(site.session().foresight(), new Effect.Opaque(why, Reach.HOST), site.task());
                }
                yield stated.as(new Outcome.Changed(name(), stated.changes()));
            }
            case SKIPPED ->
                execution.believes()
                        ? ModuleResult.cannotTell(said.message().isEmpty() ? "it says nothing" : said.message())
                        : stated.as(new Outcome.Skipped(said.message()));
            // What is only foreseen cannot be why: then it is not asked.
            case FAILED -> stated.failed();
        };
    }

    private String name() {
        return guest.spec().name();
    }
}
