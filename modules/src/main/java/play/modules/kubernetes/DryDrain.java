package play.modules.kubernetes;

import java.util.List;
import java.util.Locale;
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
 * What would keep pods on a node when it is drained now; the API server was asked to evict each, and evicted none.
 *
 * @param blocked why, pod by pod; none where all could go
 */
record DryDrain(List<String> blocked) implements HostState {
    DryDrain {
        blocked = List.copyOf(blocked);
    }

    @Override
    public boolean present() {
        return true;
    }

    /**
     * Tries it.
     *
     * @param node its name
     * @param local whether pods with data in an emptyDir may go
     * @param unmanaged whether pods without a controller may go
     */
    record Family(KubeClient client, String node, boolean local, boolean unmanaged) implements StateFamily<DryDrain> {
        private static final Pattern EVICTION = Pattern.compile(
                "error when evicting pods/\"([^\"]+)\" -n \"([^\"]+)\"(?: \\(will retry after [0-9a-z.]+\\))?: (.+)");
        private static final Pattern REFUSAL =
                Pattern.compile("(?i)cannot delete ([^,\\]]+(?:, [a-z0-9.-]+/[a-z0-9.-]+)*)");

        StateKey<DryDrain> key() {
            return new StateKey<>(client.service(), this, node);
        }

        @Override
        public String name() {
            return "drain";
        }

        @Override
        public Class<DryDrain> type() {
            return DryDrain.class;
        }

        @Override
        public Script read(List<StateKey<DryDrain>> keys) {
            return client.script("LC_ALL=C ctl drain " + ShellWords.quote(node)
                    + " --dry-run=server --timeout=4s --ignore-daemonsets=true --delete-emptydir-data=" + local
                    + " --force=" + unmanaged + " 2>&1\n");
        }

        @Override
        public Told<DryDrain> told(List<StateKey<DryDrain>> keys, ScriptResult result) throws UnknownStateException {
            List<String> blocked = result.succeeded() ? List.of() : blocked(result.out());
            if (result.succeeded() ? !result.out().contains("node/" + node + " drained") : blocked.isEmpty()) {
                throw KubeClient.unknown(result.out() + result.err());
            }
            DryDrain told = new DryDrain(blocked);
            return (index, id) -> told;
        }

        private static List<String> blocked(String out) {
            return out.lines()
                    .flatMap(line -> Stream.concat(
                            EVICTION.matcher(line)
                                    .results()
                                    .filter(match -> !match.group(3).contains("global timeout"))
                                    .map(match -> match.group(2) + "/" + match.group(1) + ": " + match.group(3)),
                            refusals(line)))
                    .distinct()
                    .toList();
        }

        private static Stream<String> refusals(String line) {
            Matcher refusal = REFUSAL.matcher(line);
            return line.toLowerCase(Locale.ROOT).contains("unable to drain node") || line.startsWith("error: cannot")
                    ? refusal.results()
                            .map(match -> "cannot delete " + match.group(1).replaceFirst("^(?i)cannot delete ", ""))
                    : Stream.of();
        }
    }
}
