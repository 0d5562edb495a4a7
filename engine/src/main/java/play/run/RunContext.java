package play.run;

import java.time.InstantSource;
import play.converge.Converger;
import play.event.EventSink;
import play.event.Redactor;
import play.vars.Variables;

/** What every part of one run shares. */
record RunContext(
        RunOptions options,
        Variables variables,
        InventorySource inventory,
        ControllerFiles files,
        Sessions sessions,
        Converger converger,
        Approvals approvals,
        Ledger ledger,
        HostStates states,
        Stepping stepping,
        Output output) {

    /** Where events go, what must not be in them, and the time. */
    record Output(EventSink events, Redactor redactor, InstantSource clock) {}
}
