package play.modules.helm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.modules.kubernetes.KubeJson;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.LocalTree;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.Presence;
import play.param.Range;
import play.param.RequiredIf;
import play.value.Bytes;
import play.value.Unknown;
import play.value.Values;

/** A release of Helm: a chart with values, installed in a cluster. */
public final class HelmModule implements Resource<HelmModule.Params> {
    @MutuallyExclusive({"chart_ref", "src"})
    @RequiredIf(
            when = "release_state",
            is = "present",
            needs = {"chart_ref", "src"},
            any = true)
    public record Params(
            @Inline HelmAccess access,

            @Doc("The chart: a directory or archive on the host, an address (https://, oci://), or a name in"
                    + " chart_repo_url.")
            @Matches(value = "[^-\\s][^\\s]*", expected = "a path, an address or a chart's name")
            Optional<String> chartRef,

            @Doc("Directory or archive of the chart on the controller, searched in the directories files. It is on the"
                    + " host only while Helm reads it.")
            Optional<LocalTree> src,

            @Doc("Address of the repository that chart_ref is a name in.")
            @Matches(value = "https?://[^\\s]+", expected = "an address")
            Optional<String> chartRepoUrl,

            @Doc("Version of the chart, or a range such as ^2.0.0; the newest if not given.")
            @Matches(value = "[^-\\s].*", expected = "a version")
            Optional<String> chartVersion,

            @Doc("Values in place of the chart's own. Those of an earlier task that are not given are the chart's"
                    + " again.")
            @Alias("release_values")
            @Default("{}")
            Map<String, @Nullable Object> values,

            @Doc("Whether the release is to be there.") @Alias("state") @Default("present")
            Presence releaseState,

            @Doc("Whether the namespace is made where it is missing.") @Default("false")
            boolean createNamespace,

            @Doc("Whether to wait until what was installed is ready, and what was removed is gone.")
            @Alias("wait")
            @Default("false")
            boolean waitFor,

            @Doc("How long Helm may take for each step it waits for.") @Alias("wait_timeout") @Default("5m")
            Duration timeout,

            @Doc("Whether a failed change is rolled back.") @Default("false")
            boolean atomic,

            @Doc("How many revisions are kept; 0 keeps all.") @Range(from = 0, to = 1000) @Default("10")
            int historyMax,

            @Doc("Whether the CustomResourceDefinitions of the chart are left out.") @Default("false")
            boolean skipCrds,

            @Doc("Whether the chart's hooks are left out.") @Default("false")
            boolean disableHook) {

        private HelmReleases releases() {
            return new HelmReleases(access.client(), new HelmContent(values));
        }

        private StateKey<HelmRelease> release() {
            return releases().at(access.name());
        }

        private HelmChart chart() {
            return new HelmChart(chartRef, src, chartRepoUrl, chartVersion);
        }

        private String valuesLine() {
            return KubeJson.line(revealed(values));
        }

        private StateKey<HelmRender> render() {
            return new HelmRenders(releases(), chart(), valuesLine()).at(access.name());
        }

        /** Whether Helm can be asked what it would do. */
        private boolean canRender() {
            return releaseState == Presence.PRESENT
                    && (chartRef.isPresent() || src.isPresent())
                    && Values.unknownIn(values).isEmpty();
        }

        private String limit() {
            return " --timeout=" + timeout.toSeconds() + "s" + (waitFor ? " --wait" : "")
                    + (disableHook ? " --no-hooks" : "");
        }
    }

    private static Map<String, @Nullable Object> revealed(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> revealed = new LinkedHashMap<>();
        values.forEach((name, value) -> revealed.put(name, Values.revealed(value)));
        return revealed;
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "helm",
                    "Installs, upgrades and uninstalls a release of Helm. What would change is told by Helm's own dry"
                            + " run, which asks the server; what Secrets hold is masked, and so are values the task"
                            + " does not give in clear.",
                    Params.class,
                    HelmExamples.of("absent", "", "chart_ref: /srv/chart\nvalues: {greeting: hey}\n"),
                    HelmExamples.of(
                            "drifted: other values",
                            HelmExamples.install("hello"),
                            "chart_ref: /srv/chart\nvalues: {greeting: hey}\n"),
                    HelmExamples.of(
                            "right", HelmExamples.install("hey"), "chart_ref: /srv/chart\nvalues: {greeting: hey}\n"))
            .inGroups(HelmAccess.GROUPS)
            .returns(HelmStatus.OfChange.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.canRender() ? List.of(params.release(), params.render()) : List.of(params.release());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.release()), found -> switch (found) {
            case HelmRelease there when params.releaseState() == Presence.ABSENT -> uninstall(params, there);
            case HelmRelease there
            when there.isPending() ->
                new Plan.Rejected("the release " + params.access().name() + " is " + there.status()
                        + ": another Helm is working on it, or was interrupted. If none is, roll it back to a deployed "
                        + "revision (helm_rollback) or remove it (release_state: absent)");
            case HelmRelease there -> upgrade(params, there, known);
        });
    }

    private static Plan upgrade(Params params, HelmRelease there, Knowledge known) {
        Optional<Unknown> unknown = Values.unknownIn(params.values());
        if (unknown.isPresent()) {
            return new Plan.Undetermined("values: " + unknown.get().reason());
        }
        return Plan.on(known.of(params.render()), state -> switch (state) {
            case HelmRender.Refused(String why) ->
                new Plan.Rejected("Helm refuses the release " + params.access().name() + ": " + why);
            case HelmRender.Accepted(HelmRelease wanted) ->
                there.present() && there.isDeployed() && there.holdsSameAs(wanted)
                        ? Plan.UNCHANGED
                        : change(params, there, wanted);
        });
    }

    private static Plan change(Params params, HelmRelease there, HelmRelease wanted) {
        String name = params.access().name();
        List<String> words = new ArrayList<>(
                List.of(HelmRenders.upgrade(name, params.chart()), "--history-max=" + params.historyMax()));
        if (params.createNamespace()) {
            words.add("--create-namespace");
        }
        if (params.skipCrds()) {
            words.add("--skip-crds");
        }
        if (params.atomic()) {
            words.add("--rollback-on-failure");
        }
        String title = (there.present() ? "upgrade " : "install ")
                + name
                + (there.present() ? " to " : " from ")
                + wanted.chart();
        String script = params.chart().setup() + "ctl " + String.join(" ", words) + params.limit() + " >/dev/null\n";
        Script run = params.access()
                .client()
                .script(script)
                .withStdin(Bytes.of(params.valuesLine()))
                .within(deadline(params.timeout()));
        return new Plan.Change(
                title,
                new Action.Run(
                        "helm upgrade --install " + name,
                        run,
                        List.of(new Effect.Sets<>(params.release(), there.followedBy(wanted)))));
    }

    private static Plan uninstall(Params params, HelmRelease there) {
        String name = params.access().name();
        Script run = params.access()
                .client()
                .script("ctl uninstall " + ShellWords.quote(name) + params.limit() + " >/dev/null\n")
                .within(deadline(params.timeout()));
        return there.present()
                ? new Plan.Change(
                        "uninstall " + name,
                        new Action.Run(
                                "helm uninstall " + name,
                                run,
                                List.of(new Effect.Sets<>(params.release(), HelmRelease.ABSENT))))
                : Plan.UNCHANGED;
    }

    /** Helm's limit is for each of its steps: hooks before, objects, hooks after. */
    static Duration deadline(Duration timeout) {
        return timeout.multipliedBy(3).plusMinutes(1);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return HelmStatus.result(params.access(), params.release(), after);
    }
}
