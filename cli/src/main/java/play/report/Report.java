package play.report;

import play.event.RunEvent;

/** Shows a run. Called by one thread, in the order of the events. */
public interface Report {
    void show(Stamped event);

    /** What messages call it: "the console output". */
    String name();

    /**
     * An event as the log has it.
     *
     * @param number from 1, without gaps
     * @param epochMillis when it happened
     */
    record Stamped(long number, long epochMillis, RunEvent event) {}
}
