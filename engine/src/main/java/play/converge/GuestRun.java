package play.converge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.Cause;
import play.event.Outcome;
import play.event.StateChange;
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
        return switch (said.ending()) {
            case UNCHANGED -> found(new Outcome.Ok(), said);
            case CHANGED -> {
                if (execution.believes()) {
                    String why = "'" + name() + "' is a guest, which may change anything";
                    site.realms().age(site.session().foresight(), new Effect.Opaque(why, Reach.HOST), site.task());
                }
                yield found(new Outcome.Changed(name(), changes(said)), said);
            }
            case SKIPPED ->
                execution.believes()
                        ? ModuleResult.cannotTell(said.message().isEmpty() ? "it says nothing" : said.message())
                        : found(new Outcome.Skipped(said.message()), said);
            case FAILED -> failed(said);
        };
    }

    private static ModuleResult found(Outcome outcome, Statement said) {
        return new ModuleResult(outcome, said.result(), said.facts(), false);
    }

    /** What is only foreseen cannot be why: then it is not asked. */
    private ModuleResult failed(Statement said) {
        Map<String, ?> result = said.result();
        Cause cause = result.get("rc") instanceof Long rc
                ? new Cause.Command(
                        name(), said.message(), rc.intValue(), text(result.get("stdout")), text(result.get("stderr")))
                : new Cause.Reason(said.message().isEmpty() ? "'" + name() + "' says no more" : said.message());
        return found(new Outcome.Failed(cause), said);
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private List<StateChange> changes(Statement said) {
        return said.differences().stream()
                .map(difference -> new StateChange(
                        name(),
                        difference.of(),
                        List.of(),
                        Optional.of(new StateChange.Text(difference.before(), difference.after()))))
                .toList();
    }

    private String name() {
        return guest.spec().name();
    }
}
