package play.modules.helm;

import play.module.ModuleSpec.Example;
import play.modules.kubernetes.Examples;

/** A chart of its own for examples, beside the API server of {@link Examples}. */
final class HelmExamples {
    private static final String PROGRAM = "- artifact: {name: helm, dest: /usr/local/bin/helm}\n";

    private static final String CHART = """
        mkdir -p /srv/chart/templates
        printf 'apiVersion: v2\\nname: hello\\nversion: 1.0.0\\n' >/srv/chart/Chart.yaml
        printf 'greeting: hello\\n' >/srv/chart/values.yaml
        cat >/srv/chart/templates/hello.yaml <<'END'
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{ .Release.Name }}}
        data: {greeting: {{ .Values.greeting }}}
        END
        """;

    private HelmExamples() {}

    /** Shell that installs or upgrades the release. */
    static String install(String greeting) {
        return "/usr/local/bin/helm --kubeconfig /root/admin.conf upgrade --install example /srv/chart --set greeting="
                + greeting + " >/dev/null\n";
    }

    /** Once the server serves, {@code then} is run. */
    static Example of(String title, String then, String arguments) {
        return Examples.served(
                title, CHART + then, "name: example\n" + arguments + "kubeconfig: /root/admin.conf\n", PROGRAM);
    }
}
