package play.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import play.event.Outcome;
import play.playbook.RoleCall;
import play.playbook.RoleUse;
import play.playbook.Step;

/**
 * Which uses of roles hosts have been through in the play under way. As in Ansible, a use is behind a host when its
 * last task is and one of them at least was not skipped there. Safe for use by many threads.
 */
final class RoleRuns {
    private final Map<RoleCall, Run> runs = new ConcurrentHashMap<>();

    /**
     * The hosts of one use.
     *
     * @param begun where one of its tasks was not skipped
     * @param done where it came to its end after that
     * @param gone that have left it before its end
     */
    private record Run(Set<String> begun, Set<String> done, Set<String> gone) {
        Run() {
            this(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
        }
    }

    void startPlay() {
        runs.clear();
    }

    /** What came of a step of a role on a host. */
    void ran(Step step, String host, Outcome outcome) {
        switch (outcome) {
            case Outcome.Skipped skipped -> {}
            case Outcome.Unreachable lost -> {}
            case Outcome.Ok ok -> begun(step, host);
            case Outcome.Changed changed -> begun(step, host);
            case Outcome.CannotTell unknown -> begun(step, host);
            case Outcome.Failed failed -> begun(step, host);
        }
    }

    /** A step was carried out, and not skipped, on a host. */
    void begun(Step step, String host) {
        step.context().role().ifPresent(use -> of(use).begun().add(host));
    }

    /**
     * Hosts have come to the end of the role.
     *
     * @param hosts all that went into it, and {@code active} those that still take part
     */
    void ended(RoleUse use, List<String> hosts, List<String> active) {
        Run run = of(use);
        active.stream().filter(run.begun()::contains).forEach(run.done()::add);
        hosts.forEach(run.gone()::remove);
    }

    /** Hosts leave the role a step stands in: {@code meta: end_role}. */
    void leave(Step step, List<String> hosts) {
        step.context().role().ifPresent(use -> of(use).gone().addAll(hosts));
    }

    /** Those of {@code hosts} for which the step is not one of a role that they have left, or need not repeat. */
    List<String> left(Step step, List<String> hosts) {
        Set<String> gone = step.context().role().stream()
                .flatMap(use -> use.chain().stream())
                .flatMap(use -> of(use).gone().stream())
                .collect(Collectors.toSet());
        List<String> there = hosts.stream().filter(host -> !gone.contains(host)).toList();
        return repeating(step, there);
    }

    private List<String> repeating(Step step, List<String> hosts) {
        return step.context()
                .role()
                .filter(use -> !use.repeats())
                .map(use -> of(use).done())
                .filter(done -> !done.isEmpty())
                .map(done -> hosts.stream().filter(host -> !done.contains(host)).toList())
                .orElse(hosts);
    }

    private Run of(RoleUse use) {
        return runs.computeIfAbsent(use.call(), call -> new Run());
    }
}
