package play.modules.helm;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Observed.Certainty;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Range;

/** A release of Helm as it was once before. */
public final class HelmRollbackModule implements Resource<HelmRollbackModule.Params> {
    public record Params(
            @Inline HelmAccess access,

            @Doc("The revision whose chart and values are to be deployed; helm_info tells which there are.")
            @Range(from = 1, to = Integer.MAX_VALUE)
            int revision,

            @Doc("Whether to wait until what was changed is ready.") @Alias("wait") @Default("false")
            boolean waitFor,

            @Doc("How long Helm may take for each step it waits for.") @Alias("wait_timeout") @Default("5m")
            Duration timeout,

            @Doc("How many revisions are kept; 0 keeps all.") @Range(from = 0, to = 1000) @Default("10")
            int historyMax) {

        private HelmReleases releases() {
            return new HelmReleases(access.client(), new HelmContent(Map.of()));
        }

        private StateKey<HelmRelease> now() {
            return releases().at(access.name());
        }

        private StateKey<HelmRelease> then() {
            return releases().at(access.name(), revision);
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "helm_rollback",
                    "Rolls a release of Helm back to a revision. A release that already has the same content is left"
                            + " alone, whatever its number.",
                    Params.class,
                    HelmExamples.of(
                            "absent: another was deployed since",
                            HelmExamples.install("one") + HelmExamples.install("two"),
                            "revision: 1\n"),
                    HelmExamples.of(
                            "drifted twice",
                            HelmExamples.install("one") + HelmExamples.install("two") + HelmExamples.install("three"),
                            "revision: 2\nwait: true\n"),
                    HelmExamples.of(
                            "right",
                            HelmExamples.install("one") + HelmExamples.install("two") + HelmExamples.install("one"),
                            "revision: 1\n"))
            .inGroups(HelmAccess.GROUPS)
            .returns(HelmStatus.OfChange.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.now(), params.then());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return switch (known.of(params.now())) {
            case Observed.Unknown<HelmRelease>(String reason) -> new Plan.Undetermined(reason);
            case Observed.Known<HelmRelease>(HelmRelease now, var how)
            when !now.present() ->
                new Plan.Rejected("there is no release " + params.access().name() + " in the namespace "
                        + params.access().releaseNamespace());
            case Observed.Known<HelmRelease>(HelmRelease now, Certainty how) ->
                plan(params, now, how, known.of(params.then()));
        };
    }

    private static Plan plan(Params params, HelmRelease now, Certainty how, Observed<HelmRelease> then) {
        String name = params.access().name();
        return switch (then) {
            case Observed.Unknown<HelmRelease>(String reason) -> new Plan.Undetermined(reason);
            case Observed.Known<HelmRelease>(HelmRelease was, var told)
            when !was.present() && how != Certainty.READ ->
                new Plan.Undetermined(
                        "what revision " + params.revision() + " of " + name + " will contain is only predicted");
            case Observed.Known<HelmRelease>(HelmRelease was, var told)
            when !was.present() ->
                new Plan.Rejected("the release " + name + " has no revision " + params.revision()
                        + " (any more); the newest is " + now.revision() + ", and Helm keeps history_max of them");
            case Observed.Known<HelmRelease>(HelmRelease was, var told)
            when now.isDeployed() && now.holdsSameAs(was) -> Plan.UNCHANGED;
            case Observed.Known<HelmRelease>(HelmRelease was, var told) -> rollback(params, now.followedBy(was));
        };
    }

    private static Plan rollback(Params params, HelmRelease after) {
        String name = params.access().name();
        String words = "ctl rollback " + ShellWords.quote(name) + " " + params.revision() + " --history-max="
                + params.historyMax() + " --timeout=" + params.timeout().toSeconds() + "s"
                + (params.waitFor() ? " --wait" : "");
        Script run =
                params.access().client().script(words + " >/dev/null\n").within(HelmModule.deadline(params.timeout()));
        return new Plan.Change(
                "take " + name + " back to revision " + params.revision() + " (" + after.chart() + ")",
                new Action.Run(
                        "helm rollback " + name + " " + params.revision(),
                        run,
                        List.of(new Effect.Sets<>(params.now(), after))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return HelmStatus.result(params.access(), params.now(), after);
    }
}
