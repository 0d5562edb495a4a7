package play.modules.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.modules.kubernetes.KubeJson;
import play.modules.kubernetes.Sections;
import play.value.Bytes;

/**
 * What an upgrade of a release would come to, by Helm's own dry run, which asks the server.
 *
 * @param values one line of JSON, which may hold secrets
 */
record HelmRenders(HelmReleases releases, HelmChart chart, String values) implements StateFamily<HelmRender> {
    StateKey<HelmRender> at(String name) {
        return new StateKey<>(releases.client().service(), this, name);
    }

    @Override
    public String name() {
        return "Helm's dry run of";
    }

    @Override
    public Class<HelmRender> type() {
        return HelmRender.class;
    }

    /** It is a question, not a state: after the change it is not asked again. */
    @Override
    public boolean rereadable() {
        return false;
    }

    /** Values come on standard input; those of releases before do not count. */
    static String upgrade(String name, HelmChart chart) {
        return "upgrade --install " + play.host.ShellWords.quote(name) + " " + chart.words()
                + " --reset-values --values=-";
    }

    @Override
    public Script read(List<StateKey<HelmRender>> keys) {
        StringBuilder body = new StringBuilder(Sections.ASK_ONE + chart.setup() + "values=$(cat)\n");
        keys.forEach(key -> body.append("printf '%s' \"$values\" | ask ")
                .append(upgrade(key.id(), chart))
                .append(" --dry-run=server -o json\n"));
        return releases.client().script(body.toString()).withStdin(Bytes.of(values));
    }

    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public Told<HelmRender> told(List<StateKey<HelmRender>> keys, ScriptResult result) throws UnknownStateException {
        List<Sections.Answer> answers = HelmClient.answers(result, keys.size());
        return (index, name) -> render(answers.get(index));
    }

    private HelmRender render(Sections.Answer answer) throws UnknownStateException {
        if (answer.succeeded()) {
            return new HelmRender.Accepted(release(KubeJson.told(answer.text()).stream()
                    .findFirst()
                    .orElseThrow(() -> UnknownStateException.expected("a release as JSON", answer.text()))));
        }
        if (answer.text().contains("cluster unreachable")) {
            throw HelmClient.unknown(answer.text());
        }
        return new HelmRender.Refused(HelmClient.words(answer.text()));
    }

    private HelmRelease release(JsonNode object) {
        JsonNode metadata = object.path("chart").path("metadata");
        StringBuilder manifest = new StringBuilder(object.path("manifest").asText());
        object.path("hooks")
                .forEach(hook -> manifest.append("\n---\n")
                        .append(hook.path("manifest").asText())
                        .append('\n'));
        JsonNode config = object.has("config") && object.path("config").isObject()
                ? object.path("config")
                : KubeJson.tree(Map.of());
        return new HelmRelease(
                true,
                metadata.path("name").asText() + "-" + metadata.path("version").asText(),
                metadata.path("appVersion").asText(""),
                HelmRelease.DEPLOYED,
                object.path("version").asLong(),
                releases.shown().of(config, manifest.toString()));
    }

    /** Values may hold secrets. */
    @Override
    public String toString() {
        return "Helm's dry run";
    }
}
