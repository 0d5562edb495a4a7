package play.lsp;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The texts that are open in the editor, as they are there now. Immutable.
 *
 * @param all by the absolute names of their files
 */
record OpenTexts(Map<Path, Text> all) {
    /**
     * A text.
     *
     * @param version counted by the editor
     * @param uri as the editor calls the file
     */
    record Text(String uri, int version, String text) {}

    static final OpenTexts NONE = new OpenTexts(Map.of());

    OpenTexts {
        all = Map.copyOf(all);
    }

    OpenTexts with(Path file, Text text) {
        Map<Path, Text> more = new HashMap<>(all);
        more.put(file, text);
        return new OpenTexts(more);
    }

    OpenTexts without(Path file) {
        Map<Path, Text> fewer = new HashMap<>(all);
        fewer.remove(file);
        return new OpenTexts(fewer);
    }

    Optional<Text> find(Path file) {
        return Optional.ofNullable(all.get(file));
    }

    Map<Path, String> texts() {
        Map<Path, String> texts = new HashMap<>();
        all.forEach((file, text) -> texts.put(file, text.text()));
        return texts;
    }
}
