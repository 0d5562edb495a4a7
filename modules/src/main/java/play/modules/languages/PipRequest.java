package play.modules.languages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What pip is asked for.
 *
 * @param packages as pip takes them, each a word
 * @param requirements path of a file of them; empty for none
 * @param extra further words for pip
 */
record PipRequest(
        PipModule.State state,
        List<String> packages,
        Optional<String> requirements,
        boolean editable,
        List<String> extra,
        PipPlace place) {
    PipRequest {
        packages = List.copyOf(packages);
        extra = List.copyOf(extra);
    }

    /** What pip's command is to act on. */
    List<String> subject() {
        List<String> words = new ArrayList<>();
        for (String name : packages) {
            if (editable) {
                words.add("-e");
            }
            words.add(name);
        }
        requirements.ifPresent(file -> words.addAll(List.of("-r", file)));
        return words;
    }
}
