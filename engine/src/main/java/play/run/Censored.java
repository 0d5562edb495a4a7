package play.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.event.Cause;
import play.event.Outcome;
import play.event.StateChange;
import play.value.Secret;

/** What is told of a task with {@code no_log}: that it ran and how it ended, nothing of what it dealt with. */
final class Censored {
    static final String ITEM = "(hidden by no_log)";

    /** Fields that say where things are and whose, which are no secrets and turn up everywhere. */
    private static final Set<String> DESCRIPTIVE = Set.of(
            "ansible_loop_var",
            "checksum",
            "comment",
            "dest",
            "false_condition",
            "gr_name",
            "group",
            "home",
            "mode",
            "name",
            "owner",
            "path",
            "pw_name",
            "shell",
            "skip_reason",
            "skipped_reason",
            "src",
            "state");

    private Censored() {}

    /**
     * What such a task registers: texts in it are secrets, so that they stay hidden wherever a later task shows them.
     * Only what its own fields, or those of an item of its loop, say of where something is stays open.
     */
    static Object registered(Object result) {
        return result instanceof Map<?, ?> map ? fields(map) : Objects.requireNonNullElse(value(result), result);
    }

    private static Map<String, @Nullable Object> fields(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(String.valueOf(key), field(key, item)));
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object field(Object name, @Nullable Object item) {
        return switch (item) {
            case String text when DESCRIPTIVE.contains(name) -> text;
            case List<?> items
            when name.equals("results") ->
                items.stream().map(one -> registered(one)).toList();
            case null, default -> value(item);
        };
    }

    /** The value with every text in it as a secret. */
    static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case String text when !text.isEmpty() -> new Secret(text);
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> copy.put(key, value(item)));
                yield Collections.unmodifiableMap(copy);
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(value(item)));
                yield Collections.unmodifiableList(copy);
            }
            case null, default -> value;
        };
    }

    static Outcome of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Changed changed -> new Outcome.Changed("(hidden by no_log)", List.of());
            case Outcome.Failed failed ->
                new Outcome.Failed(new Cause.Hidden(), List.of(), List.of(), failed.ignored());
            case Outcome.Unreachable lost -> lost;
            case Outcome.Ok ok -> ok;
            case Outcome.CannotTell unknown -> unknown;
            case Outcome.Skipped skipped -> skipped;
        };
    }

    static StateChange of(StateChange change) {
        return new StateChange(
                change.family(),
                "(hidden by no_log)",
                List.of(new StateChange.Field("state", "as planned", "different")),
                Optional.empty());
    }
}
