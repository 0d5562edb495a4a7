package play.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import play.expression.ExpressionException;
import play.playbook.Play;

/**
 * Carries a play out on the parts of a batch: one after the other where all go in step, else side by side, so that a
 * slow host holds nobody up. With {@code host_pinned} the next host begins when one is done with the whole play; with
 * {@code free} all begin at once, and take turns task by task.
 *
 * @param forks hosts that are acted upon at a time
 */
record HostsByThemselves(int forks, Play.Strategy strategy) {
    void run(List<PlayRun> parts) throws InterruptedException, ExpressionException {
        int sideBySide = switch (strategy) {
            case LINEAR -> 1;
            case FREE -> parts.size();
            case HOST_PINNED -> forks;
        };
        if (parts.size() == 1 || sideBySide == 1) {
            for (PlayRun part : parts) {
                part.run();
            }
            return;
        }
        try (HostPool pool = new HostPool(sideBySide)) {
            Map<String, PlayRun> byHost = new LinkedHashMap<>();
            parts.forEach(part -> byHost.put(part.hosts().getFirst(), part));
            List<ExpressionException> faults = pool
                    .out(List.copyOf(byHost.keySet()), host -> fault(Objects.requireNonNull(byHost.get(host))))
                    .values()
                    .stream()
                    .flatMap(Optional::stream)
                    .toList();
            if (!faults.isEmpty()) {
                throw faults.getFirst();
            }
        }
    }

    /** A keyword of the play that cannot be evaluated is wrong for all of them. */
    private static Optional<ExpressionException> fault(PlayRun part) throws InterruptedException {
        try {
            part.run();
            return Optional.empty();
        } catch (ExpressionException e) {
            return Optional.of(e);
        }
    }
}
