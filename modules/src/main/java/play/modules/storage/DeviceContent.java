package play.modules.storage;

import java.util.List;
import java.util.Optional;
import play.host.Fields;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** What a device, or a file that serves as one, holds. */
sealed interface DeviceContent extends HostState {
    record Missing() implements DeviceContent {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * @param type as {@code blkid} calls it; empty where it finds nothing
     * @param uuid as it writes it; empty where it has none
     * @param used what it is in use for now, such as where it is mounted; empty where it is not
     * @param grows whether it could be larger on its device; false where nobody can tell
     */
    record Of(String type, Foreseen<String> uuid, String used, Foreseen<Boolean> grows) implements DeviceContent {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** A device that is there and holds nothing. */
    static Of blank() {
        return new Of("", new Foreseen.Exactly<>(""), "", new Foreseen.Exactly<>(false));
    }

    static StateKey<DeviceContent> at(String path) {
        return new Family().key(path);
    }

    /** Reads them by {@code blkid}, and how large they are by the programs of each kind. */
    record Family() implements StateFamily<DeviceContent> {
        /** What is left over at the end of a device may be too little for a kind to use. */
        private static final String READ = """
            told() { blkid -c /dev/null -o value -s "$1" "$p" 2>/dev/null; }
            number() { sed -n "s/^$1[^0-9]*\\\\([0-9][0-9]*\\\\).*/\\\\1/p" | head -n 1; }
            held() {
              case $type in
                ext2|ext3|ext4)
                  h=$(dumpe2fs -h "$p" 2>/dev/null) || return
                  unit=$(printf '%s\\n' "$h" | number 'Block size:')
                  size=$(($(printf '%s\\n' "$h" | number 'Block count:') * unit)) ;;
                xfs)
                  h=$(xfs_db -r -c 'sb 0' -c 'p dblocks blocksize' "$p" 2>/dev/null) || return
                  block=$(printf '%s\\n' "$h" | number 'blocksize =')
                  size=$(($(printf '%s\\n' "$h" | number 'dblocks =') * block))
                  unit=$((block * 64)) ;;
                btrfs)
                  h=$(btrfs inspect-internal dump-super "$p" 2>/dev/null) || return
                  unit=1048576
                  size=$(printf '%s\\n' "$h" | number 'dev_item.total_bytes') ;;
                f2fs)
                  h=$(dump.f2fs "$p" 2>/dev/null) || return
                  unit=4194304
                  size=$(($(printf '%s\\n' "$h" | number 'Info: total FS sectors =') * 512)) ;;
                LVM2_member)
                  set -- $(pvs --noheadings --nosuffix --units b -o pv_size,pe_start,vg_extent_size "$p" 2>/dev/null)
                  [ $# -ge 2 ] || return
                  unit=${3:-4194304}
                  [ "$unit" != 0 ] || unit=4194304
                  size=$(($1 + $2)) ;;
              esac
            }
            for p do
              if [ ! -e "$p" ]; then printf 'missing\\0'; continue; fi
              real=$(readlink -f -- "$p")
              if [ ! -r "$p" ]; then printf 'denied\\0'; continue; fi
              if ! command -v blkid >/dev/null; then printf 'lacking\\0'; continue; fi
              if [ -b "$real" ]; then all=$(blockdev --getsize64 "$real")
              elif [ -f "$real" ]; then all=$(stat -c %s -- "$real")
              else printf 'other\\0'; continue; fi
              type=$(told TYPE) size= unit=0
              held
              grows=no
              if [ -n "$size" ] && [ "$unit" -gt 0 ] && [ $((all - size)) -ge "$unit" ]; then grows=yes; fi
              used=$(findmnt -n -r -o TARGET -S "$real" 2>/dev/null | head -n 1)
              [ -n "$used" ] || ! grep -qF "$real " /proc/swaps 2>/dev/null || used='swap space'
              printf 'held\\0%s\\0%s\\0%s\\0%s\\0' "$type" "$(told UUID)" "$used" "$grows"
            done
            """;

        private static final Shape HELD = Shape.ofParts("type uuid used grows");
        private static final String KINDS = "missing, denied, lacking, other or held";

        @Override
        public String name() {
            return "device content";
        }

        @Override
        public Class<DeviceContent> type() {
            return DeviceContent.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<DeviceContent> absent() {
            return Optional.of(new Missing());
        }

        @Override
        public Script read(List<StateKey<DeviceContent>> keys) {
            return Script.over(keys, READ);
        }

        @Override
        public Told<DeviceContent> told(List<StateKey<DeviceContent>> keys, ScriptResult result)
                throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next(KINDS)) {
                case "missing" -> new Missing();
                case "denied" -> throw new UnknownStateException(path + " cannot be read by this user");
                case "lacking" -> throw new UnknownStateException("the host has no program blkid; install util-linux");
                case "other" -> throw new UnknownStateException(path + " is neither a block device nor a file");
                case "held" -> held(parts.next(HELD));
                case String other -> throw UnknownStateException.expected(KINDS, other);
            };
        }

        private static Of held(Fields fields) {
            return new Of(
                    fields.text("type"),
                    new Foreseen.Exactly<>(fields.text("uuid")),
                    fields.text("used"),
                    new Foreseen.Exactly<>(fields.text("grows").equals("yes")));
        }
    }
}
