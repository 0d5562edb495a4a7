package play.modules.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** Which deprecated APIs clients have asked an API server for since it started. */
record DeprecatedApis(List<Api> apis) implements HostState {
    DeprecatedApis {
        apis = List.copyOf(apis);
    }

    @Override
    public boolean present() {
        return !apis.isEmpty();
    }

    /**
     * One of them.
     *
     * @param removed the minor version that does not have it any more, such as 1.38; empty where that is not known
     */
    record Api(String group, String version, String resource, String removed) {
        boolean isGoneIn(ProgramVersion kubernetes) {
            return ProgramVersion.of(removed + ".0")
                    .filter(first -> kubernetes.minorsAfter(first) >= 0)
                    .isPresent();
        }

        @Override
        public String toString() {
            return resource + " of " + (group.isEmpty() ? version : group + "/" + version);
        }
    }

    /** Asks for them. */
    record Family(KubeClient client) implements StateFamily<DeprecatedApis> {
        private static final String METRIC = "apiserver_requested_deprecated_apis{";
        private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
        private static final Pattern COUNT = Pattern.compile("\\} [0-9.e+]+$");

        StateKey<DeprecatedApis> key() {
            return new StateKey<>(client.service(), this, "deprecated APIs");
        }

        @Override
        public String name() {
            return "API";
        }

        @Override
        public Class<DeprecatedApis> type() {
            return DeprecatedApis.class;
        }

        @Override
        public Script read(List<StateKey<DeprecatedApis>> keys) {
            return client.script("ctl get --raw /metrics >\"$cache/metrics\" || exit 1\n" + "grep '^" + METRIC
                    + "' \"$cache/metrics\" || [ \"$?\" = 1 ]\n");
        }

        @Override
        public Told<DeprecatedApis> told(List<StateKey<DeprecatedApis>> keys, ScriptResult result)
                throws UnknownStateException {
            if (!result.succeeded()) {
                throw KubeClient.unknown(result.err());
            }
            List<Api> apis = new ArrayList<>();
            for (String line : result.out().lines().toList()) {
                apis.add(api(line));
            }
            DeprecatedApis told = new DeprecatedApis(apis);
            return (index, id) -> told;
        }

        private static Api api(String line) throws UnknownStateException {
            Map<String, String> labels = new LinkedHashMap<>();
            Matcher label = LABEL.matcher(line);
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
            if (!line.startsWith(METRIC) || !COUNT.matcher(line).find() || !labels.containsKey("resource")) {
                throw UnknownStateException.expected("a metric of deprecated APIs", line);
            }
            return new Api(
                    labels.getOrDefault("group", ""),
                    labels.getOrDefault("version", ""),
                    labels.getOrDefault("resource", ""),
                    labels.getOrDefault("removed_release", ""));
        }
    }
}
