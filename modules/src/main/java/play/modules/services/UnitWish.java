package play.modules.services;

import java.util.Optional;

/**
 * What a task wants of a unit.
 *
 * @param name full
 * @param rewritten whether the task itself changes the unit's file
 */
record UnitWish(
        Manager manager,
        String name,
        Optional<Target> target,
        Optional<Boolean> enabled,
        Optional<Boolean> masked,
        boolean rewritten,
        Manner manner) {
    /**
     * How it is to be done.
     *
     * @param waits whether a start or a stop is waited for
     * @param rereads whether systemd is made to read changed files
     * @param restartsOnChange whether a unit that runs is restarted when its file changes
     * @param forces whether links that are in the way of an enablement or a mask are replaced
     */
    record Manner(boolean waits, boolean rereads, boolean restartsOnChange, boolean forces) {}

    /** What is to be running, or done to it. */
    enum Target {
        STARTED,
        STOPPED,
        RESTARTED,
        RELOADED
    }

    /** Whether it is asked for in any way that a unit which is not there cannot be. */
    boolean needsUnit() {
        return enabled.orElse(false) || starts();
    }

    /** Whether it is to run afterwards. */
    boolean starts() {
        return target.filter(wanted -> wanted != Target.STOPPED).isPresent();
    }

    /** What contradicts itself in it, for the user. */
    Optional<String> contradiction() {
        return masked.orElse(false) && needsUnit()
                ? Optional.of("a masked unit can neither be enabled nor run: masked: true goes with state: stopped and"
                        + " enabled: false")
                : Optional.empty();
    }
}
