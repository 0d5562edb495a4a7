package play.modules.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import play.host.Fields;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Releases as Helm keeps them. Two are equal when they mean the same releases, so that what one task foresees is known
 * to the next.
 */
record HelmReleases(HelmClient client, HelmContent shown) implements StateFamily<HelmRelease> {
    private static final String PART = "\u001f";
    private static final String TEMPLATE = String.join(
            PART,
            "{{.Release.Chart.Metadata.Name}}-{{.Release.Chart.Metadata.Version}}",
            "{{.Release.Chart.Metadata.AppVersion}}",
            "{{.Release.Info.Status}}",
            "{{.Release.Version}}",
            "{{.Release.Manifest}}{{range .Release.Hooks}}\n---\n{{.Manifest}}\n{{end}}");

    private static final Shape TOLD =
            new Shape(PART, List.of("chart", "app_version", "status", "revision", "manifest"));

    /** What is deployed under the name now. */
    StateKey<HelmRelease> at(String name) {
        return new StateKey<>(client.service(), this, name);
    }

    /** What was deployed as that revision. */
    StateKey<HelmRelease> at(String name, long revision) {
        return new StateKey<>(client.service(), this, name + " " + revision);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HelmReleases that && client.equals(that.client);
    }

    @Override
    public int hashCode() {
        return client.hashCode();
    }

    @Override
    public String name() {
        return "release";
    }

    @Override
    public Class<HelmRelease> type() {
        return HelmRelease.class;
    }

    private static String which(String id) {
        String[] words = id.split(" ");
        return ShellWords.quote(words[0]) + (words.length > 1 ? " --revision=" + words[1] : "");
    }

    @Override
    public Script read(List<StateKey<HelmRelease>> keys) {
        String template = " --template=" + ShellWords.quote(TEMPLATE);
        return client.asking(keys, HelmReleases::which, which -> "get all " + which + template);
    }

    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public Told<HelmRelease> told(List<StateKey<HelmRelease>> keys, ScriptResult result) throws UnknownStateException {
        return HelmClient.told(result, keys.size(), HelmRelease.ABSENT, this::release);
    }

    private HelmRelease release(String all, JsonNode values) throws UnknownStateException {
        Fields told = TOLD.read(all);
        // An uninstalled release whose history was kept is none.
        return told.text("status").startsWith("uninstalled")
                ? HelmRelease.ABSENT
                : new HelmRelease(
                        true,
                        told.text("chart"),
                        told.text("app_version"),
                        told.text("status"),
                        told.number("revision"),
                        shown.of(values, told.text("manifest")));
    }
}
