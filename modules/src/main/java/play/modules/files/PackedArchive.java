package play.modules.files;

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

/**
 * Reads {@link Packed} of an archive, by unpacking it into a folder of its own, which is removed again.
 *
 * @param format in which it is read, whatever its name ends in
 * @param single whether it holds one file, compressed and nothing else
 */
record PackedArchive(PackFormat format, boolean single) implements StateFamily<Packed> {
    /** What the one file is called. */
    static final String ONLY = "the file";

    @Override
    public String name() {
        return "packed";
    }

    @Override
    public Class<Packed> type() {
        return Packed.class;
    }

    @Override
    public Place under() {
        return Place.PATH;
    }

    @Override
    public Optional<Packed> absent() {
        return Optional.of(new Packed.Missing());
    }

    @Override
    public Script read(List<StateKey<Packed>> keys) {
        return Archives.listing(keys, "[ -f \"$a\" ] || { printf 'missing\\0'; exit 0; }\n" + format.unpacking(single));
    }

    @Override
    public Told<Packed> told(List<StateKey<Packed>> keys, ScriptResult result) {
        Parts parts = Parts.of(result);
        return (index, path) -> switch (parts.hasNext() ? parts.next("missing, failed or held") : "") {
            case "missing" -> new Packed.Missing();
            case "held" -> held(parts.some(parts.next(Archives.HELD).number("parts")));
            case "failed" -> broken(result);
            case "" -> throw result.unknown(path + " cannot be looked into");
            case String other -> throw UnknownStateException.expected("missing, failed or held", other);
        };
    }

    /** What no program can unpack is no archive; where there is no program, nobody knows. */
    private static Packed broken(ScriptResult result) throws UnknownStateException {
        if (result.err().contains(PackFormat.LACKING)) {
            throw result.unknown("the archive cannot be looked into");
        }
        return new Packed.Broken();
    }

    private Packed held(Parts parts) throws UnknownStateException {
        return Packed.of(ArchiveListing.members(parts, "./"), path -> single ? ONLY : path);
    }
}
