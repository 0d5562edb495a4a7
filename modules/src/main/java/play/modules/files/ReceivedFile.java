package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Effect;
import play.host.FileScript;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.module.Replacing;
import play.value.Content;
import play.value.Foreseen;

/**
 * A file that is to hold what the host receives, and stays as it is where that is what it holds.
 *
 * @param dest path, or a directory to put it in under the name at the end of the URL
 */
public record ReceivedFile(String dest, String url, WantedAttributes attributes, FileLabels labels) {
    /**
     * How it is received.
     *
     * @param title of the change, in a few words
     * @param before a script that receives, defines {@code body}, which prints the content, and {@code told}, which is
     *     called with {@code true} or {@code false} for whether the file changes, before it does; {@code $f} is a file
     *     that has its attributes then. It may exit where nothing is to be written
     * @param effects beside those on the file
     */
    public record Receiving(String title, Script before, List<Effect> effects) {
        public Receiving {
            effects = List.copyOf(effects);
        }
    }

    private static final String LATER = "it is received during the run";

    /** Not that of the content: who asks again may get something else. */
    private static final Foreseen<Long> SIZE = new Foreseen.Later<>("how much is received is known after the run");

    private static final String UNLESS_SAME = """
        look() { stat -L -c '%u %g %a' -- "$1"; }
        if [ -f "$n" ] && [ ! -h "$n" ] && [ "$(play_digest sha256 "$n")" = "$(play_digest sha256 "$f")" ] &&
            [ "$(look "$n")" = "$(look "$f")" ]; then
          told false
          exit 0
        fi
        told true
        """;

    public List<StateKey<?>> probes() {
        Destination destination = destination();
        List<StateKey<?>> keys = new ArrayList<>(destination.probes(attributes.ownership()));
        keys.addAll(labels.probes(destination.path()));
        return keys;
    }

    /** Always a change, since only the run tells what is received. */
    public Plan plan(Receiving receiving, Knowledge known) {
        return destination().plan(known, (path, now) -> at(path, receiving, now));
    }

    private Plan at(String path, Receiving receiving, Knowledge known) {
        Content content = new Content.Produced(url, "answer", new Foreseen.Later<>(LATER), false);
        Plan plan = new WantedFile(path, content, attributes, Replacing.WHOLE).plan(known);
        return labels.after(
                plan instanceof Plan.Change(String title, List<Action> actions)
                        ? new Plan.Change(
                                receiving.title(),
                                actions.stream()
                                        .map(action -> action instanceof Action.WriteFile write
                                                ? run(write, receiving)
                                                : action)
                                        .toList())
                        : plan,
                path,
                known);
    }

    private static Action run(Action.WriteFile write, Receiving receiving) {
        Script before = receiving.before();
        String script = FileScript.enter(write.path())
                + before.text()
                + FileScript.write(write.after().attributes(), "body", UNLESS_SAME);
        List<Effect> effects = new ArrayList<>(receiving.effects());
        effects.add(new Effect.Sets<>(
                Files.at(write.path()),
                new FileState.Regular(write.after().attributes(), new Foreseen.Later<>(LATER), SIZE)));
        return new Action.Run(
                receiving.title(), Script.of(script).withStdin(before.stdin()).within(before.deadline()), effects);
    }

    private Destination destination() {
        return Destination.ofAddress(dest, url);
    }
}
