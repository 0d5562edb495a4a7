package play.modules.ceph;

import java.util.List;
import play.host.Fields;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/**
 * What is on a block device, as far as it matters to whoever wants to put an OSD there.
 *
 * @param present whether there is a block device at all
 * @param busy who uses it: mounts, swap, what is stacked on it, partitions in use; empty when nobody does
 * @param holds what is on it, by signatures, or {@code data without a known signature}; empty where it is proven empty
 * @param osd the OSD that lives there
 * @param bytes its size
 */
record OsdDevice(boolean present, String busy, String holds, Osd osd, long bytes) implements HostState {
    /**
     * An OSD, by the label that BlueStore keeps on its device.
     *
     * @param cluster id of its cluster; empty where there is no whole label
     * @param id its number
     * @param uuid which OSD it is, whatever its number
     * @param ready whether its folder is there and leads to the device
     */
    record Osd(String cluster, Foreseen<String> id, Foreseen<String> uuid, boolean ready) {
        static final Osd NONE = new Osd("", new Foreseen.Exactly<>(""), new Foreseen.Exactly<>(""), false);
    }

    static final OsdDevice MISSING = new OsdDevice(false, "", "", Osd.NONE, 0);

    static final String BLUESTORE = "ceph_bluestore";

    static StateKey<OsdDevice> at(String path) {
        return new Family().key(path);
    }

    /** Nobody uses it and there is nothing on it. */
    boolean empty() {
        return present && busy.isEmpty() && holds.isEmpty();
    }

    /** Nobody uses it and there is nothing on it any more. */
    OsdDevice emptied() {
        return new OsdDevice(true, "", "", Osd.NONE, bytes);
    }

    /** With an OSD of which the run will tell number and UUID. */
    OsdDevice carrying(String cluster) {
        Foreseen<String> later = new Foreseen.Later<>("the cluster gives the OSD its number during the run");
        return new OsdDevice(true, "", BLUESTORE, new Osd(cluster, later, later, true), bytes);
    }

    /** With the folder in its place. */
    OsdDevice readied() {
        return new OsdDevice(true, busy, holds, new Osd(osd.cluster(), osd.id(), osd.uuid(), true), bytes);
    }

    /**
     * Reads devices, by path. Empty means: no signature that wipefs knows, and nothing but zeros in the first and the
     * last MiB, so that data without a signature are not taken for nothing. The label holds the OSD's key, of which no
     * more than the lines named here leave the host.
     */
    record Family() implements StateFamily<OsdDevice> {
        private static final String READ = """
            blank() {
              [ "$(dd if="$real" bs=1048576 skip="$1" count=1 2>/dev/null | tr -d '\\0' | head -c 1 | wc -c)" = 0 ]
            }
            label() { printf '%s\\n' "$label" | sed -n 's/^ *"'"$1"'": "\\([^"]*\\)".*/\\1/p' | head -n 1; }
            for dev do
              real=$(readlink -f -- "$dev")
              if [ ! -b "$real" ]; then echo none; continue; fi
              num=$(lsblk -dnro MAJ:MIN -- "$real" | tr -d ' ')
              sys=/sys/dev/block/$num size=$(blockdev --getsize64 "$real") || exit 1
              busy=$(awk -v n="$num" '$3 == n { print "mounted at " $5; exit }' /proc/self/mountinfo)
              [ -n "$busy" ] || busy=$(awk -v d="$real" '$1 == d { print "used as swap"; exit }' /proc/swaps)
              for held in "$sys"/holders/*; do [ ! -e "$held" ] || busy="held by ${held##*/}"; done
              for part in "$sys"/*/partition; do
                [ ! -e "$part" ] || { part=${part%/partition}; busy="cut into partitions, such as ${part##*/}"; }
              done
              [ "$(blockdev --getro "$real")" = 0 ] || busy=read-only
              holds=$(wipefs -n -p -- "$real" | sed -n '/^#/d; s/.*,//p' | sort -u | tr '\\n' ' ') || exit 1
              if [ -z "$holds" ]; then
                if ! { blank 0 && blank $((size / 1048576 - 1)); }; then holds='data without a known signature'; fi
              fi
              cluster= id= uuid= ready=no
              case $holds in *ceph_bluestore*)
                label=$(ceph-bluestore-tool show-label --dev "$real" 2>/dev/null |
                  grep -E '"(ceph_fsid|whoami|osd_uuid)":')
                cluster=$(label ceph_fsid) id=$(label whoami) uuid=$(label osd_uuid)
                path=/var/lib/ceph/osd/ceph-$id
                if [ -n "$id" ] && [ -s "$path/keyring" ] && [ "$(readlink -f "$path/block")" = "$real" ]; then
                  ready=yes
                fi ;;
              esac
              printf 'block|%s|%s|%s|%s|%s|%s|%s\\n' "$size" "$busy" "${holds% }" "$cluster" "$id" "$uuid" "$ready"
            done
            """;

        private static final Shape DEVICE = Shape.of("|", "block|size|busy|holds|cluster|id|uuid|ready");

        @Override
        public String name() {
            return "device";
        }

        @Override
        public Class<OsdDevice> type() {
            return OsdDevice.class;
        }

        @Override
        public Script read(List<StateKey<OsdDevice>> keys) {
            return Script.over(keys, READ);
        }

        @Override
        public Told<OsdDevice> told(List<StateKey<OsdDevice>> keys, ScriptResult result) {
            List<String> lines = result.lines();
            return (index, path) -> {
                if (index >= lines.size()) {
                    throw result.unknown(path + " cannot be read");
                }
                return lines.get(index).equals("none") ? MISSING : device(DEVICE.read(lines.get(index)));
            };
        }

        private static OsdDevice device(Fields told) throws UnknownStateException {
            Osd osd = new Osd(
                    told.text("cluster"),
                    new Foreseen.Exactly<>(told.text("id")),
                    new Foreseen.Exactly<>(told.text("uuid")),
                    told.text("ready").equals("yes"));
            return new OsdDevice(true, told.text("busy"), told.text("holds"), osd, told.number("size"));
        }
    }
}
