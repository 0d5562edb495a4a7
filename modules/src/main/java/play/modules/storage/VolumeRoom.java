package play.modules.storage;

import java.util.List;
import java.util.Locale;
import play.host.Knowledge;
import play.host.Observed;
import play.value.Foreseen;

/**
 * How many extents there are for a volume.
 *
 * @param extent size of one, in bytes
 * @param known what the group has, where that is sure
 */
record VolumeRoom(long extent, Foreseen<GroupSpace> known, List<String> devices) {
    static VolumeRoom of(LvolModule.Params params, VolumeGroup group, Knowledge known) {
        Foreseen<GroupSpace> space = switch (known.of(params.space())) {
            case Observed.Known<GroupSpace>(GroupSpace told, var how)
            when how != Observed.Certainty.STALE && told.present() -> new Foreseen.Exactly<>(told);
            case Observed.Known<GroupSpace> other -> later();
            case Observed.Unknown<GroupSpace> none -> later();
        };
        return new VolumeRoom(group.extent(), space, params.devices());
    }

    private static <T> Foreseen<T> later() {
        return new Foreseen.Later<>("how much the group has free is known after the run");
    }

    /** As many whole extents as hold so many bytes. */
    long extents(long bytes) {
        return bytes / extent + (bytes % extent == 0 ? 0 : 1);
    }

    /** All that a volume could still get. */
    Foreseen<Long> free() {
        return known.map(GroupSpace::free);
    }

    /** What a percentage is of, of all but %ORIGIN; of devices that LVM calls otherwise nobody can tell. */
    Foreseen<Long> whole(VolumeSize size) {
        if (size.isShareOf("FREE")) {
            return free();
        }
        if (size.isShareOf("VG") || devices.isEmpty()) {
            return known.map(GroupSpace::extents);
        }
        return known instanceof Foreseen.Exactly<GroupSpace>(GroupSpace space)
                        && space.devices().keySet().containsAll(devices)
                ? new Foreseen.Exactly<>(
                        devices.stream().mapToLong(space.devices()::get).sum())
                : later();
    }

    /** Whether a percentage is of what is free now, which is less once the volume has it. */
    boolean isOfFree(VolumeSize size) {
        return size.isShareOf("FREE") || (size.isShareOf("PVS") && !devices.isEmpty());
    }

    /** For people. */
    String shown(long extents) {
        return String.format(Locale.ROOT, "%.0f MiB", VolumeSize.of("1m").shown(extents * extent));
    }
}
