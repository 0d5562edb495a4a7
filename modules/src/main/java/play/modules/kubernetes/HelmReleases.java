package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;

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

    private static OptionalLong revision(String id) {
        int space = id.indexOf(' ');
        return space < 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(id.substring(space + 1)));
    }

    @Override
    public Script read(List<StateKey<HelmRelease>> keys) {
        StringBuilder body = new StringBuilder(HelmClient.ASK_ONE);
        for (StateKey<HelmRelease> key : keys) {
            OptionalLong revision = revision(key.id());
            String which = ShellWords.quote(key.id().split(" ")[0])
                    + (revision.isPresent() ? " --revision=" + revision.getAsLong() : "");
            body.append("ask get all ")
                    .append(which)
                    .append(" --template=")
                    .append(ShellWords.quote(TEMPLATE))
                    .append("\nask get values ")
                    .append(which)
                    .append(" -o json\n");
        }
        return client.script(body.toString());
    }

    @Override
    public Map<StateKey<HelmRelease>, Observed<HelmRelease>> parse(
            List<StateKey<HelmRelease>> keys, ScriptResult result) {
        List<Sections.Answer> answers = Sections.read(result);
        Map<StateKey<HelmRelease>, Observed<HelmRelease>> states = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            boolean told = result.succeeded() && answers.size() == 2 * keys.size();
            states.put(
                    keys.get(i),
                    told
                            ? release(answers.get(2 * i), answers.get(2 * i + 1))
                            : new Observed.Unknown<>(HelmClient.words(result.err())));
        }
        return states;
    }

    private Observed<HelmRelease> release(Sections.Answer all, Sections.Answer values) {
        if (!all.succeeded()) {
            return all.text().contains("release: not found")
                    ? Observed.read(HelmRelease.ABSENT)
                    : new Observed.Unknown<>(HelmClient.words(all.text()));
        }
        String[] parts = all.text().split(PART, -1);
        if (!values.succeeded() || parts.length != 5) {
            return new Observed.Unknown<>(
                    values.succeeded() ? "Helm did not tell what it has deployed" : HelmClient.words(values.text()));
        }
        JsonNode set = KubeJson.objects(values.text())
                .flatMap(objects -> objects.stream().findFirst())
                .orElseGet(() -> KubeJson.tree(Map.of()));
        // An uninstalled release whose history was kept is none.
        return Observed.read(
                parts[2].startsWith("uninstalled")
                        ? HelmRelease.ABSENT
                        : new HelmRelease(
                                true, parts[0], parts[1], parts[2], Long.parseLong(parts[3]), shown.of(set, parts[4])));
    }
}
