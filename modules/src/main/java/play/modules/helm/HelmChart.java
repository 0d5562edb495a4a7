package play.modules.helm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.host.ShellWords;
import play.param.LocalTree;

/**
 * Where a chart comes from.
 *
 * @param ref a path on the host, an address, or a name in {@code repository}; without it the chart comes from
 *     {@code tree}
 * @param tree of the controller, which is on the host only as long as a script runs
 */
record HelmChart(
        Optional<String> ref, Optional<LocalTree> tree, Optional<String> repository, Optional<String> version) {
    private static final String PLACE = "\"$cache/chart/\"";

    /** Shell that brings it to the host, where it has to be brought. */
    String setup() {
        if (tree.isEmpty()) {
            return "";
        }
        StringBuilder script = new StringBuilder();
        Set<String> folders = new LinkedHashSet<>(List.of(""));
        tree.get().files().keySet().stream()
                .filter(path -> path.contains("/"))
                .forEach(path -> folders.add(path.substring(0, path.lastIndexOf('/'))));
        folders.forEach(folder -> script.append("mkdir -p ")
                .append(PLACE)
                .append(ShellWords.quote(folder))
                .append(" || exit 1\n"));
        tree.get()
                .files()
                .forEach((path, bytes) -> script.append("base64 -d >")
                        .append(PLACE)
                        .append(ShellWords.quote(path))
                        .append(" <<'END' || exit 1\n")
                        .append(bytes.base64())
                        .append("\nEND\n"));
        return script.toString();
    }

    /** Words of shell that name it to Helm. */
    String words() {
        List<String> words = new ArrayList<>();
        words.add(tree.map(HelmChart::place).orElseGet(() -> ShellWords.quote(ref.orElseThrow())));
        repository.ifPresent(url -> words.add("--repo=" + ShellWords.quote(url)));
        version.ifPresent(wanted -> words.add("--version=" + ShellWords.quote(wanted)));
        return String.join(" ", words);
    }

    /** A folder is a chart, and so is the archive of one. */
    private static String place(LocalTree tree) {
        return PLACE + (tree.folder() ? "" : ShellWords.quote(tree.files().firstKey()));
    }
}
