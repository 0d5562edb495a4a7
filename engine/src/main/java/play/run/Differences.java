package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.event.Outcome;
import play.event.StateChange;

/**
 * What a result says of changes where differences are asked for, in Ansible's shape: contents as a list, each with
 * {@code before} and {@code after}; where no content differs, one mapping of what was and one of what is.
 */
final class Differences {
    /** What results call kinds of files. */
    private static final Map<String, String> KINDS = Map.of("symlink", "link", "regular", "file");

    private Differences() {}

    /** Nothing of a task that can't tell what it changes. */
    static Optional<Object> of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Changed(String title, List<StateChange> changes) -> Optional.of(of(changes));
            case Outcome.Ok ok -> Optional.of(List.of());
            case Outcome.Failed failed -> Optional.empty();
            case Outcome.Skipped skipped -> Optional.empty();
            case Outcome.Unreachable lost -> Optional.empty();
            case Outcome.CannotTell unknown -> Optional.empty();
        };
    }

    private static Object of(List<StateChange> changes) {
        boolean texts = changes.stream().anyMatch(change -> change.text().isPresent());
        List<Map<String, Object>> all = new ArrayList<>();
        for (StateChange change : changes) {
            change.text().ifPresent(text -> all.add(contents(change.id(), text)));
            if (!change.fields().isEmpty() && change.text().isEmpty()) {
                all.add(fields(change));
            }
        }
        return texts || all.size() != 1 ? List.copyOf(all) : all.getFirst();
    }

    private static Map<String, Object> contents(String id, StateChange.Text text) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("before_header", id);
        told.put("before", text.before());
        told.put("after_header", id);
        told.put("after", text.after());
        return told;
    }

    private static Map<String, Object> fields(StateChange change) {
        String key = change.family().equals("file") ? "path" : change.family();
        Map<String, Object> before = new LinkedHashMap<>(Map.of(key, change.id()));
        Map<String, Object> after = new LinkedHashMap<>(Map.of(key, change.id()));
        for (StateChange.Field field : change.fields()) {
            boolean kind = change.family().equals("file") && field.name().equals("state");
            before.put(field.name(), kind ? KINDS.getOrDefault(field.before(), field.before()) : field.before());
            after.put(field.name(), kind ? KINDS.getOrDefault(field.after(), field.after()) : field.after());
        }
        return Map.of("before", before, "after", after);
    }
}
