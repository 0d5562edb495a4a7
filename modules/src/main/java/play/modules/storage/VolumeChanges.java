package play.modules.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import play.host.Effect;
import play.host.HostState;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;

/** What is to be done with a volume, and what comes of it. */
final class VolumeChanges {
    private static final Duration LONGEST = Duration.ofMinutes(60);

    private final LvolModule.Params params;
    private final VolumeGroup group;
    private final List<String> titles = new ArrayList<>();
    private final StringBuilder script = new StringBuilder();
    private final List<Effect> effects = new ArrayList<>();

    VolumeChanges(LvolModule.Params params, VolumeGroup group) {
        this.params = params;
        this.group = group;
    }

    boolean isEmpty() {
        return titles.isEmpty();
    }

    void call(String title, List<String> words) {
        titles.add(title);
        also(words);
    }

    /** A part of what the last title says. */
    void also(List<String> words) {
        script.append(ShellWords.join(words)).append(" >/dev/null </dev/null\n");
    }

    <S extends HostState> void becomes(StateKey<S> key, S after) {
        effects.add(new Effect.Sets<>(key, after));
    }

    /** @param touched devices of volumes that LVM changes with it */
    Plan plan(List<String> touched) {
        List<String> paths = new ArrayList<>(touched);
        paths.addAll(group.devices());
        paths.addAll(List.of("/dev/mapper", "/dev/disk", "/etc/lvm", "/run/lvm"));
        List<Effect> all = new ArrayList<>();
        all.add(new Effect.Opaque(
                "what LVM writes on devices is known after the run", Reach.paths(paths.toArray(String[]::new))));
        all.addAll(effects);
        String title = String.join("; ", titles);
        return new Plan.Change(
                title,
                new Action.Run(
                        title,
                        Script.of("set -e\nexport LC_ALL=C LVM_SUPPRESS_FD_WARNINGS=1\n" + script)
                                .within(LONGEST),
                        all));
    }

    String spec() {
        return params.vg() + "/" + params.name();
    }
}
