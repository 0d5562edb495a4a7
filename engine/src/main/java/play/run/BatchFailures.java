package play.run;

import java.util.Map;

/** The one place where failures become those of hosts. */
final class BatchFailures {
    private final RunContext run;
    private final StepRun.Batch batch;
    private int guards;

    BatchFailures(RunContext run, StepRun.Batch batch) {
        this.run = run;
        this.batch = batch;
    }

    /** Something that may deal with failures begins: too many of them end the batch only after it. */
    void guard() {
        if (guards++ == 0) {
            run.states().guard(batch.hosts());
        }
    }

    void unguard() {
        if (--guards == 0) {
            run.states().unguard(batch.hosts());
            limit();
        }
    }

    /** @param fatal whether they are the failure of all hosts of the batch */
    void settle(Map<String, Failure> failures, boolean fatal) {
        if (failures.isEmpty()) {
            return;
        }
        failures.forEach(run.states()::fail);
        if (fatal) {
            all(failures.values().iterator().next().as(Failure.Kind.SHARED));
        }
        if (guards == 0) {
            limit();
        }
    }

    private void limit() {
        if (batch.isOverLimit()) {
            batch.all().stream()
                    .flatMap(host -> run.states().failure(host).stream())
                    .findFirst()
                    .ifPresent(first -> all(first.as(Failure.Kind.OVER_LIMIT)));
        }
    }

    private void all(Failure failure) {
        run.states().active(batch.all()).forEach(host -> run.states().fail(host, failure));
    }
}
