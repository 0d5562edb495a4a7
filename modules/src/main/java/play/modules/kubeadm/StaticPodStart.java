package play.modules.kubeadm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.HostState;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Since when the container of a static pod runs, beside files that it has read then.
 *
 * @param runs whether it does
 * @param newer those of the files that were changed since; one that is not there was not
 */
record StaticPodStart(boolean runs, List<String> newer) implements HostState {
    StaticPodStart {
        newer = List.copyOf(newer);
    }

    @Override
    public boolean present() {
        return runs;
    }

    /**
     * Asks the container runtime for it.
     *
     * @param pod its name without the host's, which is that of its container too
     * @param files absolute paths
     */
    record Family(ContainerRuntime runtime, String pod, List<String> files) implements StateFamily<StaticPodStart> {
        private static final String READ = """
            id=$(running | head -n 1)
            [ -n "$id" ] || { printf 'stopped\\n'; exit 0; }
            began=$(ctl inspect --output go-template --template '{{.status.startedAt}}' "$id") || exit 1
            exact=$(LC_ALL=C date -ud "$began" +%s.%N) || exit 1
            printf 'runs\\n'
            for file do
              [ -e "$file" ] || continue
              newer=$(find -L "$file" -prune -newermt "@$exact" -print) || exit 1
              [ -z "$newer" ] || printf 'newer %s\\n' "$file"
            done
            """;

        StateKey<StaticPodStart> key() {
            return key(pod + " " + String.join(" ", files));
        }

        @Override
        public String name() {
            return "start of static pod";
        }

        @Override
        public Class<StaticPodStart> type() {
            return StaticPodStart.class;
        }

        @Override
        public Place under() {
            return new Place.Folders(files);
        }

        /** Which of the files is newer is not told of what is foreseen: all count. */
        @Override
        public Optional<StaticPodStart> afterChangesBelow() {
            return Optional.of(new StaticPodStart(true, files));
        }

        /** The kubelet starts it, whatever files there are. */
        @Override
        public boolean isReadAhead() {
            return false;
        }

        @Override
        public Script read(List<StateKey<StaticPodStart>> keys) {
            return Script.of(runtime.functions(pod) + "set -- " + ShellWords.join(files) + "\n" + READ);
        }

        @Override
        public Told<StaticPodStart> told(List<StateKey<StaticPodStart>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("the start of static pod " + pod + " cannot be read");
            StaticPodStart told = start(result.lines());
            return (index, id) -> told;
        }

        private static StaticPodStart start(List<String> lines) throws UnknownStateException {
            String first = lines.isEmpty() ? "" : lines.getFirst();
            if (!first.equals("runs") && !(first.equals("stopped") && lines.size() == 1)) {
                throw UnknownStateException.expected("runs or stopped", first);
            }
            List<String> newer = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                if (!line.startsWith("newer ")) {
                    throw UnknownStateException.expected("newer PATH", line);
                }
                newer.add(line.substring("newer ".length()));
            }
            return new StaticPodStart(first.equals("runs"), newer);
        }
    }
}
