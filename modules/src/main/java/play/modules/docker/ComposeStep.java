package play.modules.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What compose does to a thing of a project.
 *
 * @param what container, network, volume, image or service
 * @param statuses as compose tells them, in their order: Creating, Starting
 * @param done whether it is done, rather than to be done
 */
record ComposeStep(String what, String id, List<String> statuses, boolean done) {
    /** A line of progress, of a dry run or not; what pulls and builds is told by the service alone. */
    private static final Pattern LINE = Pattern.compile(
            "\\s*(?:DRY-RUN MODE -\\s+)?(?:(Container|Network|Volume|Image|Service) )?(\\S+)\\s+(\\S+)\\s*");

    /** A container that replaces another is called so until it has its name. */
    private static final Pattern MEANWHILE = Pattern.compile("[0-9a-f]{12}_(.+)");

    private static final Map<String, String> VERBS = Map.ofEntries(
            Map.entry("Creating", "create"),
            Map.entry("Recreate", "recreate"),
            Map.entry("Starting", "start"),
            Map.entry("Restarting", "restart"),
            Map.entry("Stopping", "stop"),
            Map.entry("Killing", "kill"),
            Map.entry("Removing", "remove"),
            Map.entry("Pulling", "pull"),
            Map.entry("Building", "build"),
            Map.entry("Built", "build"));

    ComposeStep {
        statuses = List.copyOf(statuses);
    }

    /** What a dry run tells, by the things it is done to, in their order: compose does several at a time. */
    static Map<String, ComposeStep> told(String progress) {
        Map<String, ComposeStep> steps = new TreeMap<>();
        progress.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            if (VERBS.containsKey(line.group(3))) {
                add(steps, line.group(1) == null ? "Service" : line.group(1), line.group(2), line.group(3));
            }
        });
        return steps;
    }

    static void add(Map<String, ComposeStep> steps, String what, String name, String status) {
        Matcher meanwhile = MEANWHILE.matcher(name);
        String id =
                meanwhile.matches() && steps.containsKey("container " + meanwhile.group(1)) ? meanwhile.group(1) : name;
        String kind = what.toLowerCase(Locale.ROOT);
        String key = kind + " " + id;
        List<String> statuses =
                new ArrayList<>(steps.containsKey(key) ? steps.get(key).statuses() : List.of());
        if (!statuses.contains(status)) {
            statuses.add(status);
        }
        steps.put(key, new ComposeStep(kind, id, statuses, false));
    }

    ComposeStep afterwards() {
        return new ComposeStep(what, id, statuses, true);
    }

    /** As results tell it. */
    List<Map<String, Object>> told() {
        return statuses.stream()
                .map(status -> Map.<String, Object>of(
                        "what", what, "id", id, "status", status.equals("Recreate") ? "Recreating" : status))
                .toList();
    }

    /** In a few words: create and start. */
    String verbs() {
        return String.join(
                " and ",
                statuses.stream()
                        .map(status -> VERBS.getOrDefault(status, status))
                        .distinct()
                        .toList());
    }

    /** For people. */
    @Override
    public String toString() {
        return (done ? "done: " : "to do: ") + verbs();
    }
}
