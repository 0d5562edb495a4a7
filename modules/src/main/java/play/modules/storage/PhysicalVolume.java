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

/** A device as LVM sees it. */
sealed interface PhysicalVolume extends HostState {
    record Missing() implements PhysicalVolume {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * @param name as LVM calls the device
     * @param holds what is on it, as blkid calls it; {@code LVM2_member} where it is a physical volume
     * @param group that it belongs to; empty for none
     * @param grows whether the physical volume could be larger on its device
     */
    record Of(String name, String holds, String group, Foreseen<Boolean> grows) implements PhysicalVolume {
        @Override
        public boolean present() {
            return isVolume();
        }

        boolean isVolume() {
            return holds.equals(FsKind.LVM.found());
        }

        Of in(String other) {
            return new Of(name, FsKind.LVM.found(), other, isVolume() ? grows : new Foreseen.Exactly<>(false));
        }

        Of grown() {
            return new Of(name, holds, group, new Foreseen.Exactly<>(false));
        }
    }

    static StateKey<PhysicalVolume> at(String device) {
        return new Family().key(device);
    }

    /** Reads them by {@code pvs} and {@code blkid}. */
    record Family() implements StateFamily<PhysicalVolume> {
        private static final String READ = """
            one() { pvs $words -o "$1" "$p" 2>/dev/null | head -n 1 | sed 's/^ *//; s/ *$//'; }
            called() {
              number=$(stat -L -c %t:%T "$p")
              pvs -a --noheadings 2>/dev/null | while read -r each rest; do
                [ "$(stat -L -c %t:%T "$each" 2>/dev/null)" != "$number" ] || { echo "$each"; break; }
              done
            }
            sizes() {
              [ $# -ge 3 ] || return 1
              unit=${4:-0}
              [ "$unit" -gt 0 ] || unit=4194304
              [ $(($1 - $2 - $3)) -ge "$unit" ]
            }
            for p do
              if [ ! -e "$p" ]; then printf 'missing\\0'; continue; fi
              if ! command -v pvs >/dev/null; then printf 'lacking\\0'; continue; fi
              name=$(called)
              if [ ! -b "$p" ] || [ -z "$name" ]; then printf 'other\\0'; continue; fi
              grows=no
              ! sizes $(one dev_size,pv_size,pe_start,vg_extent_size) || grows=yes
              printf 'found\\0%s\\0%s\\0%s\\0%s\\0' "$name" "$(blkid -c /dev/null -o value -s TYPE "$p")" \\
                "$(one vg_name)" "$grows"
            done
            """;

        private static final Shape FOUND = Shape.ofParts("name holds group grows");
        private static final String KINDS = "missing, lacking, other or found";

        @Override
        public String name() {
            return "physical volume";
        }

        @Override
        public Class<PhysicalVolume> type() {
            return PhysicalVolume.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<PhysicalVolume> absent() {
            return Optional.of(new Missing());
        }

        @Override
        public Script read(List<StateKey<PhysicalVolume>> keys) {
            return Script.over(keys, Lvm.PRELUDE + READ);
        }

        @Override
        public Told<PhysicalVolume> told(List<StateKey<PhysicalVolume>> keys, ScriptResult result)
                throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next(KINDS)) {
                case "missing" -> new Missing();
                case "lacking" -> throw new UnknownStateException(Lvm.LACKING);
                case "other" -> throw new UnknownStateException(path + " is no device that LVM takes");
                case "found" -> {
                    Fields found = parts.next(FOUND);
                    yield new Of(
                            found.text("name"),
                            found.text("holds"),
                            found.text("group"),
                            new Foreseen.Exactly<>(found.text("grows").equals("yes")));
                }
                case String other -> throw UnknownStateException.expected(KINDS, other);
            };
        }
    }
}
