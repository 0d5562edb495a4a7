package play.modules.helm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.param.Doc;
import play.param.Inline;
import play.result.When;

/** What modules return of a release, under Ansible's names. */
@When("there is a release")
record HelmStatus(
        @Doc("Name of the release.") Optional<String> name,
        @Doc("Its namespace.") Optional<String> namespace,
        @Doc("Number of its revision.") Optional<Long> revision,

        @Doc("deployed, failed, pending-upgrade and others.")
        Optional<String> status,

        @Doc("Name and version of the chart: web-1.0.0.") Optional<String> chart,

        @Doc("Version of what the chart installs.") Optional<String> appVersion) {

    /** Of a module that changes a release. */
    record OfChange(
            @Doc("The release.") @When("the release is known")
            Optional<HelmStatus> status) {}

    /** Of one that asks. */
    record OfInfo(@Doc("The release, and its past.") Told status) {
        @When("there is a release")
        record Told(
                @Inline HelmStatus release,

                @Doc("When it was changed, as Helm says it.")
                Optional<String> updated,

                @Doc("Values that were set, as secrets.") Optional<Map<String, Object>> values,

                @Doc("Its revisions, newest first, each as Helm tells of it: revision, updated, status, chart,"
                        + " app_version, description.")
                Optional<List<Map<String, Object>>> history) {}
    }

    /** What {@code register} gets of a release that was changed; nothing where it is not known. */
    static Map<String, @Nullable Object> result(HelmAccess access, StateKey<HelmRelease> key, Knowledge after) {
        return after.of(key) instanceof Observed.Known<HelmRelease>(HelmRelease release, var how)
                ? Map.of("status", of(access, release))
                : Map.of();
    }

    private static Map<String, @Nullable Object> of(HelmAccess access, HelmRelease release) {
        return release.present()
                ? Map.of(
                        "name",
                        access.name(),
                        "namespace",
                        access.releaseNamespace(),
                        "revision",
                        release.revision(),
                        "status",
                        release.status(),
                        "chart",
                        release.chart(),
                        "app_version",
                        release.appVersion())
                : Map.of();
    }
}
