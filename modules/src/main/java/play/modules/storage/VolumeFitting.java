package play.modules.storage;

import java.util.ArrayList;
import java.util.List;
import play.host.Knowledge;
import play.host.Observed;
import play.module.Plan;
import play.value.Foreseen;

/** How a volume that is there comes to be as a task wants it. */
final class VolumeFitting {
    private final LvolModule.Params params;
    private final VolumeRoom room;
    private final Knowledge known;
    private final VolumeChanges changes;
    private VolumeGroup group;

    VolumeFitting(LvolModule.Params params, VolumeGroup group, Knowledge known) {
        this.params = params;
        this.group = group;
        this.room = VolumeRoom.of(params, group, known);
        this.known = known;
        this.changes = new VolumeChanges(params, group);
    }

    /** Programs that resize a file system want to read it, so that what is to be active becomes so first. */
    Plan of(LogicalVolume volume) {
        return sized(params.active() ? turned(volume) : volume);
    }

    private Plan sized(LogicalVolume volume) {
        if (params.wanted().isEmpty()) {
            return plan(volume);
        }
        if (!(volume.size() instanceof Foreseen.Exactly<Long>(Long bytes))) {
            return new Plan.Undetermined("how large " + params.path() + " is, is known after the run");
        }
        VolumeSize size = params.wanted().get();
        long have = room.extents(bytes);
        return switch (wanted(size, bytes)) {
            case Foreseen.Later<Long>(String why) -> new Plan.Undetermined(why);
            case Foreseen.Exactly<Long>(Long wanted) when wanted > have -> larger(volume, size, have, wanted);
            case Foreseen.Exactly<Long>(Long wanted) when wanted < have -> smaller(volume, size, have, wanted);
            case Foreseen.Exactly<Long> same -> plan(volume);
        };
    }

    private Foreseen<Long> wanted(VolumeSize size, long bytes) {
        if (!size.isShare()) {
            return new Foreseen.Exactly<>(
                    switch (size.sign()) {
                        case "+" -> room.extents(bytes) + room.extents(size.bytes());
                        case "-" -> room.extents(Math.max(0, bytes - size.bytes()));
                        default -> room.extents(size.bytes());
                    });
        }
        Foreseen<Long> whole = size.isShareOf("ORIGIN") ? origin() : room.whole(size);
        return whole.map(size::shareOf).map(part -> switch (size.sign()) {
            case "+" -> room.extents(bytes) + part;
            case "-" -> room.extents(bytes) - part;
            default -> part;
        });
    }

    /** Extents of what a snapshot is made of. */
    private Foreseen<Long> origin() {
        return known.of(LogicalVolume.named(params.vg(), params.lv().orElse("")))
                        instanceof Observed.Known<LogicalVolume>(LogicalVolume origin, var how)
                ? origin.size().map(room::extents)
                : new Foreseen.Later<>("how large the volume is that it was made of is known after the run");
    }

    private Plan larger(LogicalVolume volume, VolumeSize size, long have, long wanted) {
        boolean isFull = params.snapshot().isPresent()
                && !isThin(volume)
                && origin() instanceof Foreseen.Exactly<Long>(Long most)
                && have >= most;
        if (isFull) {
            return plan(volume);
        }
        long to = wanted;
        if (!isThin(volume) && room.free() instanceof Foreseen.Exactly<Long>(Long free) && wanted - have > free) {
            if (!size.isShare()) {
                return new Plan.Rejected("the group " + params.vg() + " has " + room.shown(free) + " free, and "
                        + params.path() + " lacks " + room.shown(wanted - have));
            }
            to = have + free;
        }
        return to == have ? plan(volume) : resized(volume, to, List.of("lvextend", "-q", "--yes"));
    }

    private static boolean isThin(LogicalVolume volume) {
        return volume.kind() == LogicalVolume.Kind.THIN;
    }

    /** What LVM has rounded up for stripes, or for a percentage, is not taken away again. */
    private Plan smaller(LogicalVolume volume, VolumeSize size, long have, long wanted) {
        if (size.sign().isEmpty()) {
            long rounding = Math.max(volume.known().stripes() - 1, size.isShare() ? 1 : 0);
            if (!params.shrink() || room.isOfFree(size) || have - wanted <= rounding) {
                return plan(volume);
            }
        }
        if (wanted < 1) {
            return new Plan.Rejected("nothing would be left of " + params.path() + "; state: absent removes it");
        }
        if (!params.force()) {
            return new Plan.Rejected(params.path() + " has " + room.shown(have) + " and is to have "
                    + room.shown(wanted) + "; what is beyond would be lost. force: true makes it smaller, with"
                    + " resizefs: true its file system first; shrink: false leaves it");
        }
        return resized(volume, wanted, List.of("lvreduce", "-q", "--yes", "--force"));
    }

    private Plan resized(LogicalVolume volume, long extents, List<String> command) {
        List<String> words = new ArrayList<>(command);
        if (params.resizefs()) {
            words.add("--resizefs");
        }
        words.addAll(List.of("-l", String.valueOf(extents), changes.spec()));
        boolean isLarger = command.contains("lvextend");
        if (isLarger) {
            words.addAll(params.devices());
        }
        changes.call(
                (isLarger ? "extend " : "reduce ") + params.path() + " to " + room.shown(extents)
                        + (params.resizefs() ? " with its file system" : ""),
                words);
        boolean isExact = volume.known().stripes() <= 1 && params.snapshot().isEmpty();
        return plan(volume.sized(
                isExact
                        ? new Foreseen.Exactly<>(extents * room.extent())
                        : new Foreseen.Later<>("LVM tells after the run how large it is")));
    }

    /** One that LVM activates only by hand stays as it is. */
    private LogicalVolume turned(LogicalVolume volume) {
        boolean wanted = params.active();
        if (!volume.active().is(!wanted) || (wanted && volume.known().skipped())) {
            return volume;
        }
        changes.call(
                (wanted ? "activate " : "deactivate ") + params.path(),
                List.of("lvchange", "-q", "--activate", wanted ? "y" : "n", changes.spec()));
        group = group.more(0, wanted ? 1 : -1);
        return volume.activated(wanted);
    }

    private Plan plan(LogicalVolume volume) {
        LogicalVolume after = params.active() ? volume : turned(volume);
        if (changes.isEmpty()) {
            return Plan.UNCHANGED;
        }
        changes.becomes(params.group(), group);
        changes.becomes(params.key(), after);
        return changes.plan(List.of(params.path()));
    }
}
