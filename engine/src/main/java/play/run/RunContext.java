package play.run;

import java.time.InstantSource;
import play.event.EventSink;
import play.event.Redactor;
import play.vars.Variables;

/** What every part of one run shares. */
record RunContext(
        RunOptions options,
        Variables variables,
        ControllerFiles files,
        Sessions sessions,
        Realms realms,
        Executions executions,
        HostStates states,
        Output output) {

    /** Where events go, what must not be in them, and the time. */
    record Output(EventSink events, Redactor redactor, InstantSource clock) {}

    /** A task may ask for the other one: {@code check_mode}. */
    record Executions(Execution real, Execution dry) {
        Execution of(boolean check) {
            return check ? dry : real;
        }
    }
}
