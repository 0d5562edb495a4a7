package play.modules.storage;

import java.util.List;
import java.util.Optional;
import play.host.Fields;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Shape;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.value.Foreseen;

/**
 * A volume of LVM.
 *
 * @param kind where it has its room
 * @param size in bytes; of a snapshot that of what it keeps of changes
 * @param active whether it can be used now; false where the host's LVM does not speak to the kernel
 * @param traits what LVM made of it
 */
record LogicalVolume(boolean present, Kind kind, Foreseen<Long> size, Foreseen<Boolean> active, Foreseen<Traits> traits)
        implements HostState {
    /** Where it has its room: in the group, in the group for thin volumes, or in a pool of these. */
    enum Kind {
        PLAIN,
        POOL,
        THIN
    }

    /**
     * @param skipped whether it stays inactive unless it is activated by hand
     * @param stripes how many devices it is spread over
     * @param dependents how many volumes go with it: those in a pool, snapshots
     */
    record Traits(boolean skipped, long stripes, long dependents) {
        static final Traits SIMPLE = new Traits(false, 1, 0);
    }

    static final LogicalVolume ABSENT = new LogicalVolume(
            false,
            Kind.PLAIN,
            new Foreseen.Exactly<>(0L),
            new Foreseen.Exactly<>(false),
            new Foreseen.Exactly<>(Traits.SIMPLE));

    /** A new one. */
    static LogicalVolume made(Kind kind, Foreseen<Long> size, Foreseen<Boolean> active) {
        return new LogicalVolume(true, kind, size, active, new Foreseen.Later<>("LVM tells after the run"));
    }

    LogicalVolume sized(Foreseen<Long> other) {
        return new LogicalVolume(present, kind, other, active, traits);
    }

    LogicalVolume activated(boolean now) {
        return new LogicalVolume(present, kind, size, new Foreseen.Exactly<>(now), traits);
    }

    /** As LVM told it; a new one of a dry run counts as the simplest there is. */
    Traits known() {
        return traits instanceof Foreseen.Exactly<Traits>(Traits told) ? told : Traits.SIMPLE;
    }

    static String path(String group, String volume) {
        return "/dev/" + group + "/" + volume;
    }

    static StateKey<LogicalVolume> named(String group, String volume) {
        return new Family().key(path(group, volume));
    }

    /** Reads them by {@code lvs}; ids are the paths of their devices. */
    record Family() implements LvmFamily<LogicalVolume> {
        /** A volume that lies in several pieces has a line for each; a thin snapshot outlives its origin. */
        private static final String LOOK = """
            for p do
              v=${p#/dev/} n=${p##*/}
              if ! command -v lvs >/dev/null; then printf 'lacking\\0'; continue; fi
              if told=$(lvs $words --separator '|' \\
                -o lv_size,lv_active,lv_layout,lv_skip_activation,stripes "$v" 2>"$err"); then
                printf 'found\\0%s|%s\\0' "$(printf '%s\\n' "$told" | head -n 1)" \\
                  "$(lvs $words -o lv_name -S "pool_lv=\\"$n\\" || (origin=\\"$n\\" && segtype!=thin)" "${v%/*}" |
                    grep -c .)"
              elif grep -qi 'not found\\|failed to find' "$err"; then printf 'absent\\0'
              else printf 'failed\\0%s\\0' "$(cat "$err")"
              fi
            done
            """;

        private static final Shape FOUND = Shape.of("|", "size|active|layout|skipped|stripes|dependents");

        @Override
        public String name() {
            return "logical volume";
        }

        @Override
        public Class<LogicalVolume> type() {
            return LogicalVolume.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<LogicalVolume> absent() {
            return Optional.of(ABSENT);
        }

        @Override
        public String look() {
            return LOOK;
        }

        @Override
        public LogicalVolume none() {
            return ABSENT;
        }

        @Override
        public LogicalVolume found(Parts parts) throws UnknownStateException {
            return of(FOUND.read(parts.next("what lvs prints")));
        }

        private static LogicalVolume of(Fields fields) throws UnknownStateException {
            List<String> layout = List.of(fields.text("layout").split(","));
            Kind ofThin = layout.contains("pool") ? Kind.POOL : Kind.THIN;
            return new LogicalVolume(
                    true,
                    layout.contains("thin") ? ofThin : Kind.PLAIN,
                    new Foreseen.Exactly<>(fields.number("size")),
                    new Foreseen.Exactly<>(fields.text("active").contains("active")),
                    new Foreseen.Exactly<>(new Traits(
                            !fields.text("skipped").isBlank(), fields.number("stripes"), fields.number("dependents"))));
        }
    }
}
