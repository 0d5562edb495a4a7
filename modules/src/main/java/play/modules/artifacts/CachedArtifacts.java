package play.modules.artifacts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** What the controller's cache of artifacts says it holds; contents are verified when they are taken out. */
record CachedArtifacts() implements StateFamily<CachedArtifact> {
    private static final String READ = """
        [ -d "${PLAY_CACHE:?is not set}" ] || exit 0
        cd "$PLAY_CACHE" || exit 1
        for id do
          d=artifacts/$id
          [ -r "$d/SOURCE" ] || continue
          printf 'artifact %s\\n' "$id"
          cat "$d/SOURCE"
          for f in "$d"/*; do printf 'there %s\\n' "${f##*/}"; done
        done
        """;

    private static final String ARTIFACT = "artifact ";

    static StateKey<CachedArtifact> at(LockEntry entry) {
        return new StateKey<>(Realm.CONTROLLER, new CachedArtifacts(), ArtifactCache.folder(entry));
    }

    @Override
    public String name() {
        return "artifact";
    }

    @Override
    public Class<CachedArtifact> type() {
        return CachedArtifact.class;
    }

    @Override
    public Script read(List<StateKey<CachedArtifact>> keys) {
        return Script.over(keys, READ);
    }

    @Override
    public Told<CachedArtifact> told(List<StateKey<CachedArtifact>> keys, ScriptResult result)
            throws UnknownStateException {
        result.expectSuccess("the controller's cache cannot be read");
        Map<String, List<String>> sections = new HashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : result.lines()) {
            if (line.startsWith(ARTIFACT)) {
                current = new ArrayList<>();
                sections.put(line.substring(ARTIFACT.length()), current);
            } else if (sections.isEmpty()) {
                throw UnknownStateException.expected("'" + ARTIFACT + "FOLDER'", line);
            } else {
                current.add(line);
            }
        }
        return (index, folder) -> {
            List<String> lines = sections.get(folder);
            return lines == null ? CachedArtifact.MISSING : state(lines);
        };
    }

    /** Lines of the file SOURCE, then the names that are there. */
    private static CachedArtifact state(List<String> lines) {
        Set<String> there = lines.stream()
                .filter(line -> line.startsWith("there "))
                .map(line -> line.substring("there ".length()))
                .collect(Collectors.toSet());
        Map<String, Foreseen<String>> files = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", 3);
            if (words[0].equals("file") && words.length == 3 && there.contains(words[2])) {
                files.put(words[2], new Foreseen.Exactly<>(words[1]));
            }
        }
        return new CachedArtifact(
                true,
                new Foreseen.Exactly<>(rest(lines, "source ")),
                new Foreseen.Exactly<>(rest(lines, "release ")),
                files);
    }

    private static String rest(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse("");
    }
}
