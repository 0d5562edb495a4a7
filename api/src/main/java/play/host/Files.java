package play.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.value.Foreseen;

/**
 * States of paths: one {@code stat} and one program for digests, but for large files, for any number of them.
 *
 * @param digests whether contents are digested, which takes as long as reading them; without, they are
 *     {@link FileState#UNREAD}
 */
public record Files(boolean digests) implements StateFamily<FileState> {
    private static final String LINKS = """
        for p do
          if [ -h "$p" ]; then
            t=$(readlink -- "$p" && echo .) && printf 'link\\0%s\\0%s\\0' "$i" "${t%??}"
          fi
          i=$((i+1))
        done
        """;

    /** Bytes of a file that one program digests soon. */
    private static final long SMALL = 1_000_000;

    private static final Shape LINK = Shape.ofParts("index target");

    /** The state of an absolute path, without following a symbolic link. */
    public static StateKey<FileState> at(String path) {
        return new Files(true).key(path);
    }

    /** The same without the digest of a regular file, for those who do not ask what it holds. */
    public static StateKey<FileState> withoutDigest(String path) {
        return new Files(false).key(path);
    }

    @Override
    public StateFamily<FileState> whole() {
        return new Files(true);
    }

    @Override
    public FileState part(FileState whole) {
        return !digests && whole instanceof FileState.Regular(var attributes, var sha256, var size)
                ? new FileState.Regular(attributes, FileState.UNREAD, size)
                : whole;
    }

    /** Who sets attributes without having read the file leaves its content as it is. */
    @Override
    public FileState complete(FileState foreseen, Observed<FileState> read) {
        return foreseen instanceof FileState.Regular(var attributes, var sha256, var size)
                        && sha256.equals(FileState.UNREAD)
                        && read instanceof Observed.Known<FileState>(FileState.Regular there, var how)
                ? new FileState.Regular(attributes, there.sha256(), size)
                : foreseen;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Class<FileState> type() {
        return FileState.class;
    }

    @Override
    public Place under() {
        return Place.PATH;
    }

    @Override
    public Optional<FileState> absent() {
        return Optional.of(FileState.ABSENT);
    }

    @Override
    public Script read(List<StateKey<FileState>> keys) {
        return Script.of(PathStats.script(paths(keys), false, digests ? LINKS + FileSums.script("sha256") : LINKS));
    }

    /** Large files are digested by other programs, and devices are not looked at closely. */
    @Override
    public Optional<String> still(StateKey<FileState> key, FileState state) {
        return switch (state) {
            case FileState.Absent absent -> Optional.of(PathChecks.absent(key.id(), false));
            case FileState.Symlink(String target) -> Optional.of(PathChecks.links(key.id(), target));
            case FileState.Directory(var attributes) ->
                PathChecks.attributes(key.id(), 0040000, attributes, List.of("", ""));
            case FileState.Regular(var attributes, var sha256, Foreseen.Exactly<Long>(Long size))
            when size < SMALL ->
                PathChecks.attributes(key.id(), 0100000, attributes, List.of(" %s", " " + size))
                        .flatMap(same -> holds(key.id(), sha256).map(content -> same + content));
            case FileState.Regular regular -> Optional.empty();
            case FileState.Special special -> Optional.empty();
        };
    }

    private Optional<String> holds(String path, Foreseen<String> sha256) {
        if (sha256 instanceof Foreseen.Exactly<String>(String digest)) {
            return Optional.of(" && " + PathChecks.holds(path, digest));
        }
        return digests ? Optional.empty() : Optional.of("");
    }

    private static List<String> paths(List<StateKey<FileState>> keys) {
        return keys.stream().map(StateKey::id).toList();
    }

    @Override
    public Told<FileState> told(List<StateKey<FileState>> keys, ScriptResult result) throws UnknownStateException {
        Listing listing = Listing.of(paths(keys), digests, result);
        return (index, path) -> listing.state(path);
    }

    /** What a read prints, by path. */
    private record Listing(PathStats stats, Map<String, String> links, Map<String, String> sums, boolean digests) {
        static Listing of(List<String> paths, boolean digests, ScriptResult result) throws UnknownStateException {
            PathStats stats = PathStats.of(paths, result);
            Map<String, String> links = new HashMap<>();
            Map<String, String> sums = new HashMap<>();
            while (stats.more().hasNext()) {
                String kind = stats.more().next("link, sum or sums");
                if (kind.equals("link")) {
                    Fields link = stats.more().next(LINK);
                    links.put(paths.get(link.index("index", paths.size())), link.text("target"));
                } else {
                    FileSums.take(kind, stats.more(), sums);
                }
            }
            return new Listing(stats, links, sums, digests);
        }

        FileState state(String path) throws UnknownStateException {
            PathStats.Stat stat = stats.found().get(path);
            return stat == null ? stats.missing(path, FileState.ABSENT) : present(path, stat);
        }

        private FileState present(String path, PathStats.Stat stat) {
            return switch (stat.raw() & 0170000) {
                case 0100000 ->
                    new FileState.Regular(stat.attributes(), digest(path), new Foreseen.Exactly<>(stat.size()));
                case 0040000 -> new FileState.Directory(stat.attributes());
                case 0120000 -> new FileState.Symlink(links.getOrDefault(path, ""));
                case 0140000 -> new FileState.Special("socket");
                case 0010000 -> new FileState.Special("named pipe");
                case 0060000 -> new FileState.Special("block device");
                default -> new FileState.Special("character device");
            };
        }

        private Foreseen<String> digest(String path) {
            return Optional.ofNullable(sums.get(path))
                    .<Foreseen<String>>map(Foreseen.Exactly::new)
                    .orElseGet(() -> digests ? new Foreseen.Later<>(path + " could not be read") : FileState.UNREAD);
        }
    }
}
