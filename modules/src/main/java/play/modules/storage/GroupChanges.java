package play.modules.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import play.host.Effect;
import play.host.Reach;
import play.host.Script;
import play.host.ShellWords;
import play.module.Action;
import play.module.Plan;

/** What is to be done with a group of volumes, and what comes of it. */
final class GroupChanges {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final LvgModule.Params params;
    private final List<String> titles = new ArrayList<>();
    private final StringBuilder script = new StringBuilder();
    private final List<Effect> effects = new ArrayList<>();

    GroupChanges(LvgModule.Params params) {
        this.params = params;
    }

    void call(String title, List<String> words) {
        titles.add(title);
        script.append(ShellWords.join(words)).append(" >/dev/null </dev/null\n");
    }

    /** A device that is no physical volume yet becomes one. */
    void prepare(String path, PhysicalVolume.Of device) {
        if (!device.isVolume()) {
            List<String> words = new ArrayList<>(List.of("pvcreate", "-q"));
            words.addAll(Lvm.words(params.pvOptions()));
            words.add(path);
            script.append(ShellWords.join(words)).append(" >/dev/null </dev/null\n");
        }
    }

    void becomes(String path, PhysicalVolume.Of after) {
        effects.add(new Effect.Sets<>(PhysicalVolume.at(path), after));
    }

    Plan plan(VolumeGroup after) {
        if (titles.isEmpty()) {
            return Plan.UNCHANGED;
        }
        List<String> paths = new ArrayList<>(params.devices());
        paths.addAll(List.of("/dev/mapper", "/dev/disk", "/etc/lvm", "/run/lvm"));
        if (!after.present() || after.volumes() > 0) {
            paths.add("/dev/" + params.vg());
        }
        List<Effect> all = new ArrayList<>();
        all.add(new Effect.Opaque(
                "what LVM writes on devices is known after the run", Reach.paths(paths.toArray(String[]::new))));
        all.add(new Effect.Sets<>(params.key(), after));
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
}
