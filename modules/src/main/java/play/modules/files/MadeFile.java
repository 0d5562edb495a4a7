package play.modules.files;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import play.files.Backup;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.Effect;
import play.host.FileScript;
import play.host.Knowledge;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.module.Replacing;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

/**
 * A file whose content a program of the host makes, so that only the run tells what it holds.
 *
 * @param path absolute and clean
 * @param backup whether what the file held is kept beside it
 */
public record MadeFile(String path, WantedAttributes attributes, FileLabels labels, boolean backup) {
    /**
     * How the content is made.
     *
     * @param title of the change, in a few words
     * @param before shell lines that define what {@code writing} needs; {@code $p} is the path
     * @param writing a command that prints the content, and ends with an error where it can't
     * @param stdin what it may read
     * @param effects beside those on the file
     * @param secret whether the content must not be shown
     */
    public record Making(
            String title,
            String before,
            String writing,
            Bytes stdin,
            Duration longest,
            List<Effect> effects,
            boolean secret) {
        public Making {
            effects = List.copyOf(effects);
        }
    }

    public List<StateKey<?>> probes() {
        List<StateKey<?>> keys = new ArrayList<>(file(false).probes());
        keys.addAll(labels.probes(path));
        return keys;
    }

    /** Where the content is right: attributes alone. */
    public Plan kept(Knowledge known) {
        return labels.after(new ExistingPath(path, attributes, true).plan(known), path, known);
    }

    /** Where it is to be made. */
    public Plan made(Making making, Knowledge known) {
        Plan plan = file(making.secret()).plan(known);
        Plan kept = backup ? Backup.before(plan, path, path, known) : plan;
        return labels.after(
                kept instanceof Plan.Change(String title, List<Action> actions)
                        ? new Plan.Change(
                                making.title(),
                                actions.stream()
                                        .map(action ->
                                                action instanceof Action.WriteFile write ? run(write, making) : action)
                                        .toList())
                        : kept,
                path,
                known);
    }

    /** Where the content is known after all. */
    public Plan holding(Content content, Knowledge known) {
        Plan plan = new WantedFile(path, content, attributes, Replacing.WHOLE).plan(known);
        return labels.after(backup ? Backup.before(plan, path, path, known) : plan, path, known);
    }

    private WantedFile file(boolean secret) {
        Content content = new Content.Produced(
                "content of " + path, "file", new Foreseen.Later<>("it is made during the run"), secret);
        return new WantedFile(path, content, attributes, Replacing.WHOLE);
    }

    private Action run(Action.WriteFile write, Making making) {
        String script = FileScript.enter(path)
                + making.before()
                + FileScript.write(write.after().attributes(), making.writing(), "");
        List<Effect> effects = new ArrayList<>(write.effects());
        effects.addAll(making.effects());
        return new Action.Run(
                making.title(), Script.of(script).withStdin(making.stdin()).within(making.longest()), effects);
    }
}
