package play.host;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.value.Bytes;

/** Contents of regular files, read only when hashes differ or a module edits in place. */
public record FileTexts() implements StateFamily<FileText> {
    /** Larger files are known by size and hash only, in bytes. */
    public static final int LIMIT = 1 << 20;

    /** The sign at the end says that all of it could be read. */
    private static final String READ = """
        for p do
          if [ -f "$p" ]; then
            printf 'text\\0%%s\\0' "$i"
            { head -c %d -- "$p" && printf +; } | base64 | tr -d '\\n'
            printf '\\0'
          fi
          i=$((i+1))
        done
        """.formatted(LIMIT);

    private static final Shape TEXT = Shape.ofParts("text index base64");

    /** The content of the file at an absolute path, through symbolic links. */
    public static StateKey<FileText> at(String path) {
        return new FileTexts().key(path);
    }

    @Override
    public String name() {
        return "content";
    }

    @Override
    public Class<FileText> type() {
        return FileText.class;
    }

    @Override
    public Place under() {
        return Place.PATH;
    }

    @Override
    public Optional<FileText> absent() {
        return Optional.of(new FileText.Missing());
    }

    @Override
    public Script read(List<StateKey<FileText>> keys) {
        return Script.of(PathStats.script(paths(keys), true, READ));
    }

    @Override
    public Optional<String> still(StateKey<FileText> key, FileText state) {
        return switch (state) {
            case FileText.Held(Bytes bytes, boolean hidden) -> Optional.of(PathChecks.holds(key.id(), bytes.sha256()));
            case FileText.Missing missing -> Optional.of(PathChecks.noFile(key.id()));
            case FileText.TooLarge large -> Optional.empty();
        };
    }

    private static List<String> paths(List<StateKey<FileText>> keys) {
        return keys.stream().map(StateKey::id).toList();
    }

    @Override
    public boolean secret() {
        return true;
    }

    @Override
    public Told<FileText> told(List<StateKey<FileText>> keys, ScriptResult result) throws UnknownStateException {
        List<String> paths = paths(keys);
        PathStats stats = PathStats.of(paths, result);
        Map<String, String> texts = new HashMap<>();
        for (Fields text : stats.more().all(TEXT)) {
            texts.put(paths.get(text.index("index", paths.size())), text.text("base64"));
        }
        return (index, path) -> state(path, stats, texts.getOrDefault(path, ""));
    }

    private static FileText state(String path, PathStats stats, String base64) throws UnknownStateException {
        PathStats.Stat stat = stats.found().get(path);
        if (stat == null) {
            return stats.missing(path, new FileText.Missing());
        }
        if (!stat.isFile()) {
            return new FileText.Missing();
        }
        if (stat.size() > LIMIT) {
            return new FileText.TooLarge(stat.size());
        }
        byte[] bytes = Base64Text.decoded(base64).toArray();
        if (bytes.length == 0 || bytes[bytes.length - 1] != '+') {
            throw new UnknownStateException(path + " cannot be read (become another user?)");
        }
        return new FileText.Held(Bytes.of(Arrays.copyOf(bytes, bytes.length - 1)));
    }
}
