package play.modules.services;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Which versions run: what the executables of main processes say of themselves, whatever stands in their place on the
 * disk by now.
 *
 * @param versions by unit or static pod, without a leading v; empty where there is no main process
 */
record UnitVersions(Map<String, String> versions) implements HostState {
    @Override
    public boolean present() {
        return !versions.isEmpty();
    }

    /**
     * Asks for them.
     *
     * @param names full names of units
     * @param pods static pods of the kubelet, by the names of their containers
     */
    record Family(List<String> names, List<String> pods) implements StateFamily<UnitVersions> {
        private static final Pattern VERSION =
                Pattern.compile("(?<![\\w.])v?([0-9]+\\.[0-9]+\\.[0-9]+(?:-[0-9A-Za-z.]+)?)(?![\\w.])");

        private static final String LOOK = """
            look() {
              pid=$(LC_ALL=C systemctl show -p MainPID --value -- "$1") || exit 1
              ask
            }
            pod() {
              socket=unix:///run/containerd/containerd.sock
              ctl() { /usr/local/bin/crictl --runtime-endpoint $socket --timeout 60s "$@"; }
              all=$(ctl ps -q --state Running --name "^$1\\$" --label io.kubernetes.pod.namespace=kube-system) || exit 1
              pid=
              for id in $all; do
                pid=$(ctl inspect --output go-template --template '{{.info.pid}}' "$id") || exit 1
                break
              done
              ask
            }
            ask() {
              case $pid in
                ''|0) echo ;;
                *) said=$(timeout 30 "/proc/$pid/exe" --version </dev/null 2>&1 | head -n 5 | tr '\\n' ' ')
                   printf '%s\\n' "${said:--}" ;;
              esac
            }
            """;

        StateKey<UnitVersions> key() {
            return key(String.join(" ", all()));
        }

        private List<String> all() {
            return Stream.concat(names.stream(), pods.stream()).toList();
        }

        @Override
        public String name() {
            return "versions of units";
        }

        @Override
        public Class<UnitVersions> type() {
            return UnitVersions.class;
        }

        @Override
        public Script read(List<StateKey<UnitVersions>> keys) {
            StringBuilder script = new StringBuilder(LOOK);
            names.forEach(name ->
                    script.append("look ").append(ShellWords.quote(name)).append('\n'));
            pods.forEach(
                    pod -> script.append("pod ").append(ShellWords.quote(pod)).append('\n'));
            return Script.of(script.toString());
        }

        @Override
        public Told<UnitVersions> told(List<StateKey<UnitVersions>> keys, ScriptResult result)
                throws UnknownStateException {
            String failure = "the versions of units cannot be read";
            result.expectSuccess(failure);
            List<String> lines = result.out().lines().toList();
            List<String> all = all();
            if (lines.size() != all.size()) {
                throw result.unknown(failure);
            }
            Map<String, String> versions = new LinkedHashMap<>();
            for (int i = 0; i < all.size(); i++) {
                versions.put(all.get(i), version(lines.get(i)));
            }
            UnitVersions told = new UnitVersions(versions);
            return (index, id) -> told;
        }

        private static String version(String line) throws UnknownStateException {
            if (line.isBlank()) {
                return "";
            }
            Matcher version = VERSION.matcher(line);
            if (!version.find()) {
                throw UnknownStateException.expected("a program that tells its version by --version", line);
            }
            return version.group(1);
        }
    }
}
