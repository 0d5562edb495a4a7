package play.modules.storage;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import play.host.Fields;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Shape;
import play.host.StateKey;
import play.host.UnknownStateException;

/**
 * A group of volumes of LVM.
 *
 * @param extent size of its extents, in bytes
 * @param devices its physical volumes, as LVM calls them
 * @param volumes how many logical volumes it has
 * @param active how many of these are active
 */
record VolumeGroup(boolean present, long extent, SortedSet<String> devices, long volumes, long active)
        implements HostState {
    static final VolumeGroup ABSENT = new VolumeGroup(false, 0, new TreeSet<>(), 0, 0);

    VolumeGroup {
        devices = Collections.unmodifiableSortedSet(new TreeSet<>(devices));
    }

    VolumeGroup with(SortedSet<String> others) {
        return new VolumeGroup(present, extent, others, volumes, active);
    }

    VolumeGroup withActive(long count) {
        return new VolumeGroup(present, extent, devices, volumes, count);
    }

    /** With so many volumes more, or less, and so many more that are active. */
    VolumeGroup more(long count, long running) {
        return new VolumeGroup(present, extent, devices, volumes + count, active + running);
    }

    static StateKey<VolumeGroup> named(String name) {
        return new Family().key(name);
    }

    /** Reads them by {@code vgs}. */
    record Family() implements LvmFamily<VolumeGroup> {
        private static final String LOOK = """
            for g do
              if ! command -v vgs >/dev/null; then printf 'lacking\\0'; continue; fi
              if told=$(vgs $words -o vg_extent_size,lv_count "$g" 2>"$err"); then
                printf 'found\\0%s\\0%s\\0%s\\0' $told "$(lvs $words -o lv_active "$g" | grep -c active)"
                pvs $words -o pv_name -S "vg_name=\\"$g\\"" | sed 's/^ *//; s/ *$//' | tr '\\n' '\\0'
                printf '\\0'
              elif grep -q 'not found' "$err"; then printf 'absent\\0'
              else printf 'failed\\0%s\\0' "$(cat "$err")"
              fi
            done
            """;

        private static final Shape FOUND = Shape.ofParts("extent volumes active");

        @Override
        public String name() {
            return "volume group";
        }

        @Override
        public Class<VolumeGroup> type() {
            return VolumeGroup.class;
        }

        @Override
        public Place under() {
            return Place.below("/dev");
        }

        @Override
        public String look() {
            return LOOK;
        }

        @Override
        public VolumeGroup none() {
            return ABSENT;
        }

        @Override
        public VolumeGroup found(Parts parts) throws UnknownStateException {
            Fields found = parts.next(FOUND);
            return new VolumeGroup(
                    true,
                    found.number("extent"),
                    new TreeSet<>(parts.list("devices")),
                    found.number("volumes"),
                    found.number("active"));
        }
    }
}
