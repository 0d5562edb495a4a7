package play.modules.kubeadm;

import java.util.List;
import java.util.Optional;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.modules.services.SinceStart;

/**
 * Since when the container of a static pod runs, beside files that it has read then, by the container runtime.
 *
 * @param pod its name without the host's, which is that of its container too
 * @param files absolute paths
 */
record StaticPodStart(ContainerRuntime runtime, String pod, List<String> files) implements StateFamily<SinceStart> {
    private static final String READ = """
        id=$(running | head -n 1)
        [ -n "$id" ] || { printf 'stopped\\n'; exit 0; }
        began=$(ctl inspect --output go-template --template '{{.status.startedAt}}' "$id") || exit 1
        exact=$(LC_ALL=C date -ud "$began" +%s.%N) || exit 1
        """ + SinceStart.TELL;

    StateKey<SinceStart> key() {
        return key(pod + " " + String.join(" ", files));
    }

    @Override
    public String name() {
        return "start of static pod";
    }

    @Override
    public Class<SinceStart> type() {
        return SinceStart.class;
    }

    @Override
    public Place under() {
        return new Place.Folders(files);
    }

    /** Which of the files is newer is not told of what is foreseen: all count. */
    @Override
    public Optional<SinceStart> afterChangesBelow() {
        return Optional.of(new SinceStart(true, files));
    }

    /** The kubelet starts it, whatever files there are. */
    @Override
    public boolean isReadAhead() {
        return false;
    }

    @Override
    public Script read(List<StateKey<SinceStart>> keys) {
        return Script.of(runtime.functions(pod) + "set -- " + ShellWords.join(files) + "\n" + READ);
    }

    @Override
    public Told<SinceStart> told(List<StateKey<SinceStart>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the start of static pod " + pod + " cannot be read");
        SinceStart told = SinceStart.of(result.lines());
        return (index, id) -> told;
    }
}
