package play.converge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import play.host.FileText;
import play.host.FileTexts;
import play.host.Observed;
import play.host.Realm;
import play.host.StateKey;
import play.module.Action;
import play.value.Content;

/** What actions have left, as a guess for the tasks that follow. */
record Remembered(TaskKnowledge knowledge, List<Action> actions) {
    /** @param all whether all of them were carried out, and what they left was read */
    void in(ReadAhead ahead, boolean all) {
        ahead.left(touched(), all ? found() : Map.of());
    }

    private Set<String> touched() {
        return Changes.last(actions).keySet().stream().map(StateKey::id).collect(Collectors.toSet());
    }

    private Map<StateKey<?>, Observed<?>> found() {
        Map<StateKey<?>, Observed<?>> found = new HashMap<>();
        actions.forEach(action -> addText(action, found));
        ReadBack.of(actions).keys(knowledge).stream()
                .filter(key -> key.realm() instanceof Realm.Target && knowledge.has(key))
                .forEach(key -> found.put(key, knowledge.of(key)));
        return found;
    }

    private static void addText(Action action, Map<StateKey<?>, Observed<?>> found) {
        if (action instanceof Action.WriteFile write && write.content() instanceof Content.Inline inline) {
            inline.bytes()
                    .filter(bytes -> bytes.length() <= FileTexts.LIMIT)
                    .ifPresent(bytes -> found.put(FileTexts.at(write.path()), Observed.read(new FileText.Held(bytes))));
        }
    }
}
