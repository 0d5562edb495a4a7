package play.modules.storage;

import java.util.List;
import play.host.HostState;
import play.host.Parts;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** States of what LVM's programs are asked for, one after the other. */
interface LvmFamily<S extends HostState> extends StateFamily<S> {
    /**
     * Shell lines that print, for each id, {@code lacking}, {@code absent}, {@code failed} and why, or {@code found}
     * and what {@link #found} reads, as parts.
     */
    String look();

    /** What there is of none. */
    S none();

    /** What there is of one. */
    S found(Parts parts) throws UnknownStateException;

    @Override
    default Script read(List<StateKey<S>> keys) {
        return Script.over(keys, Lvm.PRELUDE + look());
    }

    @Override
    default Told<S> told(List<StateKey<S>> keys, ScriptResult result) throws UnknownStateException {
        Parts parts = Parts.of(result);
        return (index, id) -> switch (parts.next("lacking, absent, failed or found")) {
            case "lacking" -> throw new UnknownStateException(Lvm.LACKING);
            case "failed" -> throw Lvm.failed(parts.next("why"));
            case "absent" -> none();
            case "found" -> found(parts);
            case String other -> throw UnknownStateException.expected("lacking, absent, failed or found", other);
        };
    }
}
