package play.modules.system;

import play.host.HostState;
import play.value.Foreseen;

/** A setting of the running kernel. */
public sealed interface SysctlState extends HostState {
    SysctlState ABSENT = new Absent();

    /** The kernel has none of that name, at least without a module. */
    record Absent() implements SysctlState {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * One it has.
     *
     * @param value blanks between words are single
     * @param writable whether this shell may set it; a container often may not
     */
    record Present(Foreseen<String> value, boolean writable) implements SysctlState {
        @Override
        public boolean present() {
            return true;
        }
    }
}
