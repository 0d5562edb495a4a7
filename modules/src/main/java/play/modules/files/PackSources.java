package play.modules.files;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** Reads {@link Packed} of what stands at a path of the host, or at all that a pattern of paths finds, and below. */
record PackSources() implements StateFamily<Packed> {
    static final Duration LONGEST = Duration.ofMinutes(30);

    private static final String READ = """
        all() {
          for q do
            find "$q" -exec sh -c 'printf "stat\\0"; printf "%s\\0" "$@"
              printf "\\0"; stat -c "%f %s %Y" -- "$@"; printf "\\0"' sh {} + || exit 1
            find "$q" -type l -exec sh -c 'for p do
              printf "link\\0%s\\0" "$p"; readlink -n -- "$p"; printf "\\0"; done' sh {} + || exit 1
            find "$q" -type f -exec sh -c @SUMS@ sh {} + || exit 1
          done
        }
        t=$(mktemp) || exit 1
        trap 'rm -f -- "$t"' EXIT
        for p do
          IFS=
          set --
          for q in $p; do if [ -e "$q" ] || [ -h "$q" ]; then set -- "$@" "$q"; fi; done
          all "$@" >"$t" || { printf 'failed\\0'; continue; }
          printf 'held\\0%s\\0' "$(tr -cd '\\0' <"$t" | wc -c)"
          cat "$t"
        done
        """.replace("@SUMS@", Archives.SUMMING);

    @Override
    public String name() {
        return "source";
    }

    @Override
    public Class<Packed> type() {
        return Packed.class;
    }

    @Override
    public Place under() {
        return Place.TREE;
    }

    @Override
    public Optional<Packed> afterChangesBelow() {
        return Optional.of(new Packed.Foretold());
    }

    @Override
    public Script read(List<StateKey<Packed>> keys) {
        return Script.over(keys, READ).within(LONGEST);
    }

    @Override
    public Told<Packed> told(List<StateKey<Packed>> keys, ScriptResult result) {
        Parts parts = Parts.of(result);
        return (index, path) -> switch (parts.hasNext() ? parts.next("held or failed") : "failed") {
            case "held" -> things(parts.some(parts.next(Archives.HELD).number("parts")));
            case "failed" -> throw result.unknown(path + " cannot be read as a whole");
            case String other -> throw UnknownStateException.expected("held or failed", other);
        };
    }

    private static Packed things(Parts parts) throws UnknownStateException {
        Archive.Members members = ArchiveListing.members(parts, "/");
        return members.all().isEmpty() ? new Packed.Missing() : Packed.of(members, path -> "/" + path);
    }
}
