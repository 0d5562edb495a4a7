package play.modules.storage;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import play.host.Fields;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Shape;
import play.host.StateKey;
import play.host.UnknownStateException;

/**
 * How much room there is in a group of volumes of LVM.
 *
 * @param extents how many it has
 * @param free how many of these no volume has
 * @param devices the same of each of its physical volumes, by their names
 */
record GroupSpace(boolean present, long extents, long free, SortedMap<String, Long> devices) implements HostState {
    static final GroupSpace ABSENT = new GroupSpace(false, 0, 0, new TreeMap<>());

    GroupSpace {
        devices = Collections.unmodifiableSortedMap(new TreeMap<>(devices));
    }

    static StateKey<GroupSpace> of(String group) {
        return new Family().key(group);
    }

    /** Reads it by {@code vgs} and {@code pvs}. */
    record Family() implements LvmFamily<GroupSpace> {
        private static final String LOOK = """
            for g do
              if ! command -v vgs >/dev/null; then printf 'lacking\\0'; continue; fi
              if told=$(vgs $words -o vg_extent_count,vg_free_count "$g" 2>"$err"); then
                printf 'found\\0%s\\0%s\\0' $told
                pvs $words -o pv_pe_count,pv_pe_alloc_count,pv_name -S "vg_name=\\"$g\\"" |
                  while read -r all used name; do printf '%s %s\\0' "$((all - used))" "$name"; done
                printf '\\0'
              elif grep -q 'not found' "$err"; then printf 'absent\\0'
              else printf 'failed\\0%s\\0' "$(cat "$err")"
              fi
            done
            """;

        private static final Shape FOUND = Shape.ofParts("extents free");
        private static final Shape DEVICE = Shape.of(" ", "free name");

        @Override
        public String name() {
            return "space of a volume group";
        }

        @Override
        public Class<GroupSpace> type() {
            return GroupSpace.class;
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
        public GroupSpace none() {
            return ABSENT;
        }

        @Override
        public GroupSpace found(Parts parts) throws UnknownStateException {
            Fields found = parts.next(FOUND);
            SortedMap<String, Long> devices = new TreeMap<>();
            for (String line : parts.list("devices")) {
                Fields device = DEVICE.read(line);
                devices.put(device.text("name"), device.number("free"));
            }
            return new GroupSpace(true, found.number("extents"), found.number("free"), devices);
        }
    }
}
