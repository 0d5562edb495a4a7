package play.converge;

import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.FileTexts;
import play.host.ScriptResult;
import play.module.Action;
import play.module.Decision;
import play.module.Patience;

/** Believes the effects of actions and carries nothing out. */
final class DryRun implements Execution {
    @Override
    public Carried carryOut(TaskKnowledge knowledge, Site site, List<Action> actions) {
        for (Action action : actions) {
            action.effects().forEach(effect -> foresee(site, effect));
            text(action).ifPresent(effect -> foresee(site, effect));
        }
        return new Carried(actions.size(), Optional.empty(), List.of());
    }

    /** What a file will hold, so that several tasks can edit the same one. */
    private static Optional<Effect> text(Action action) {
        return action instanceof Action.WriteFile write
                ? Texts.of(write.content()).map(text -> new Effect.Sets<>(FileTexts.at(write.path()), text))
                : Optional.empty();
    }

    @Override
    public Optional<ScriptResult> run(Site site, Decision.Do work) {
        work.run().effects().forEach(effect -> foresee(site, effect));
        return Optional.empty();
    }

    @Override
    public List<Differs> compare(TaskKnowledge knowledge, Decision.Do work) {
        return List.of();
    }

    private static void foresee(Site site, Effect effect) {
        switch (effect) {
            case Effect.Sets<?> sets ->
                site.realms().foresight(sets.key().realm(), site.session()).record(sets, site.task());
            case Effect.Brings brings -> site.session().foresight().record(brings, site.task());
            case Effect.Opaque opaque -> site.realms().age(site.session().foresight(), opaque, site.task());
        }
    }

    @Override
    public ModuleResult undetermined(String why) {
        return ModuleResult.cannotTell(why);
    }

    /** One look. */
    @Override
    public Optional<Patience> patience(Optional<Patience> wanted) {
        return Optional.empty();
    }

    @Override
    public ModuleResult stillWaiting(Site site, String why) {
        return site.realms()
                .pending(site.session())
                .map(pending -> ModuleResult.cannotTell(why + ", and " + pending))
                .orElseGet(() -> ModuleResult.failed(why));
    }

    @Override
    public Optional<Attendant> attendant() {
        return Optional.empty();
    }

    @Override
    public void acted() {}

    @Override
    public void leavesRunning() {}

    @Override
    public boolean believes() {
        return true;
    }

    @Override
    public boolean asksDespiteUnknown() {
        return false;
    }
}
