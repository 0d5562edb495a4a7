package play.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.event.Outcome;
import play.event.TaskRef;

/** Hosts that a task, or an item of its loop, ended alike on: kept until it is done, so that one line tells of them. */
final class AlikeHosts {
    private final OutcomeLines outcomes;
    private final Map<Line, Hosts> lines = new LinkedHashMap<>();

    AlikeHosts(OutcomeLines outcomes) {
        this.outcomes = outcomes;
    }

    /** What is told but for the hosts. */
    private record Line(TaskRef task, String item, Outcome outcome, String json) {}

    /** @param result of the first of them */
    private record Hosts(List<String> names, @Nullable Object result) {}

    void add(TaskRef task, OutcomeLines.Who who, Outcome outcome, @Nullable Object result) {
        lines.computeIfAbsent(
                        new Line(task, who.item(), outcome, outcomes.json(task, result)),
                        line -> new Hosts(new ArrayList<>(), result))
                .names()
                .addAll(who.hosts());
    }

    /** Shows what is kept. */
    void show() {
        lines.forEach((line, hosts) -> outcomes.show(
                line.task(), new OutcomeLines.Who(hosts.names(), line.item()), line.outcome(), hosts.result()));
        lines.clear();
    }
}
