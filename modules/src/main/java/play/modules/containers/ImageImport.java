package play.modules.containers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import play.host.Effect;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;

/** How an image of containerd comes from an archive that is on the host. */
record ImageImport(ContainerImages images, String name) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    StateKey<ContainerImage> image() {
        return images.key(name);
    }

    /** Where an archive is that is on the host only while it is imported. */
    String place() {
        return "/var/tmp/play-image-" + Integer.toHexString(name.hashCode()) + ".tar";
    }

    /** @param carry what brings the archive to its place, from which it is removed */
    List<Action> around(List<Action> carry) {
        List<Action> actions = new ArrayList<>(carry);
        actions.add(of(place()));
        actions.add(new Action.Remove(place()));
        return actions;
    }

    /** An archive may hold other images, so the wanted one is looked for afterwards. */
    Action of(String archive) {
        String quoted = ShellWords.quote(name);
        Script script = images.script("out=$(ctr images import " + ShellWords.quote(archive)
                + " 2>&1) || { printf '%s\\n' \"$out\" >&2; exit 1; }\n" + "ctr images ls -q | grep -qxF -- " + quoted
                + " || { echo \"the archive holds no image \"" + quoted + "\": $out\" >&2; exit 1; }\n");
        return new Action.Run(
                "ctr images import " + archive,
                script.within(LONGEST),
                List.of(new Effect.Sets<>(image(), ContainerImage.IMPORTED)));
    }
}
