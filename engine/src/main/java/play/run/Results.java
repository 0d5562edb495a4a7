package play.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.converge.ModuleResult;
import play.event.Outcome;
import play.value.Unknown;

/** What {@code register} gets, in Ansible's shape. */
final class Results {
    /** Ansible has it in every result of a failure, and says so where nobody asked for more. */
    static final String EXCEPTION = "exception";

    private static final String NO_TRACEBACK = "(traceback unavailable)";

    private Results() {}

    /** Of one call of a module: its own fields, with changed, failed and the lines of its output. */
    static Object of(ModuleResult ran) {
        if (!(ran.result() instanceof Map<?, ?> fields)) {
            return ran.result();
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        fields.forEach((name, value) -> result.put(String.valueOf(name), value));
        result.putIfAbsent("changed", ran.outcome() instanceof Outcome.Changed);
        result.put("failed", ran.outcome() instanceof Outcome.Failed);
        if (ran.outcome() instanceof Outcome.Failed failed) {
            if (isSilent(result)) {
                result.put("msg", failed.message());
            }
            result.putIfAbsent(EXCEPTION, NO_TRACEBACK);
        }
        lines(result, "stdout");
        lines(result, "stderr");
        return Collections.unmodifiableMap(result);
    }

    /** Whether the module has said nothing. */
    private static boolean isSilent(Map<?, ?> fields) {
        return !fields.containsKey("msg") || "".equals(fields.get("msg"));
    }

    private static void lines(Map<String, @Nullable Object> result, String name) {
        if (result.get(name) instanceof String text) {
            result.put(name + "_lines", text.lines().toList());
        }
    }

    /** Of a task whose condition does not hold. */
    static Map<String, @Nullable Object> skipped(Rendering.Verdict.No no) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("changed", false);
        result.put("failed", false);
        result.put("skipped", true);
        result.put("skip_reason", "Conditional result was False");
        result.put("false_condition", no.written());
        return Collections.unmodifiableMap(result);
    }

    /** Of an include that took something in. */
    static Map<String, @Nullable Object> included() {
        return Map.of("changed", false, "failed", false);
    }

    /** Of one that could not be evaluated, or found nothing. */
    static Map<String, @Nullable Object> notIncluded(String message) {
        return Map.of("changed", false, "failed", true, "msg", message, EXCEPTION, NO_TRACEBACK);
    }

    /** The same with further fields. */
    static Object with(Object result, Map<String, ? extends @Nullable Object> more) {
        if (!(result instanceof Map<?, ?> fields)) {
            return result;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        fields.forEach((name, value) -> all.put(String.valueOf(name), value));
        all.putAll(more);
        return Collections.unmodifiableMap(all);
    }

    /** The same call with another outcome and further fields of its result. */
    static ModuleResult with(ModuleResult ran, Outcome outcome, Map<String, ? extends @Nullable Object> more) {
        return new ModuleResult(outcome, with(ran.result(), more), ran.facts(), ran.idle());
    }

    /** The same after a failure: its message where there is none of its own. */
    static Object failed(Object result, String message, Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(more);
        all.put(EXCEPTION, NO_TRACEBACK);
        if (result instanceof Map<?, ?> fields && isSilent(fields)) {
            all.put("msg", message);
        }
        return with(result, all);
    }

    /** The same where {@code failed_when} has the last word on a failure. */
    static Object suppressed(Object result) {
        if (!(result instanceof Map<?, ?> fields) || !fields.containsKey(EXCEPTION)) {
            return result;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        fields.forEach((name, value) ->
                all.put(name.equals(EXCEPTION) ? "failed_when_suppressed_exception" : String.valueOf(name), value));
        return Collections.unmodifiableMap(all);
    }

    /** Of a loop, from the results of its items; unknown fields where an item is unknown. */
    static Map<String, @Nullable Object> loop(List<ItemResult> items) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        if (items.isEmpty()) {
            result.put("changed", false);
            result.put("failed", false);
            result.put("skipped", true);
            result.put("skip_reason", "No items in the list");
            result.put("skipped_reason", "No items in the list");
            result.put("results", List.of());
            return Collections.unmodifiableMap(result);
        }
        boolean failed = items.stream().anyMatch(item -> item.outcome() instanceof Outcome.Failed);
        boolean skipped = items.stream().allMatch(item -> item.outcome() instanceof Outcome.Skipped);
        result.put("results", items.stream().map(ItemResult::result).toList());
        result.put("changed", changed(items));
        result.put("failed", failed);
        if (items.stream().anyMatch(item -> item.outcome() instanceof Outcome.Unreachable)) {
            result.put("unreachable", true);
        }
        if (skipped) {
            result.put("skipped", true);
        }
        result.put("msg", told(failed, skipped));
        return Collections.unmodifiableMap(result);
    }

    /** Of a loop that goes on: what its items up to now have come to. */
    static Object soFar(List<Object> items) {
        boolean failed = items.stream().anyMatch(item -> is(item, "failed"));
        boolean skipped = !items.isEmpty() && items.stream().allMatch(item -> is(item, "skipped"));
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("results", List.copyOf(items));
        result.put("changed", items.stream().anyMatch(Results::hasChanged));
        result.put("failed", failed);
        if (skipped) {
            result.put("skipped", true);
        }
        result.put("msg", told(failed, skipped));
        return Collections.unmodifiableMap(result);
    }

    private static String told(boolean failed, boolean skipped) {
        return failed ? "One or more items failed" : skipped ? "All items skipped" : "All items completed";
    }

    /** Whether something was changed, also where it failed afterwards. */
    static boolean hasChanged(Object result) {
        return is(result, "changed");
    }

    private static boolean is(Object result, String field) {
        return result instanceof Map<?, ?> fields && Boolean.TRUE.equals(fields.get(field));
    }

    /** True when any is; else unknown when any is. */
    private static Object changed(List<ItemResult> items) {
        if (items.stream().anyMatch(item -> item.outcome() instanceof Outcome.Changed || hasChanged(item.result()))) {
            return true;
        }
        return items.stream()
                .filter(item -> item.outcome() instanceof Outcome.CannotTell)
                .<Object>map(item -> new Unknown(((Outcome.CannotTell) item.outcome()).why()))
                .findFirst()
                .orElse(false);
    }

    /** One item of a loop and what came of it. */
    record ItemResult(String label, Outcome outcome, Object result) {}
}
