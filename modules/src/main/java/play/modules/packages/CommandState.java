package play.modules.packages;

import play.host.HostState;
import play.value.Foreseen;

/** A program that is found by its name. */
public sealed interface CommandState extends HostState {
    CommandState MISSING = new Missing();

    record Missing() implements CommandState {
        @Override
        public boolean present() {
            return false;
        }
    }

    record Found(Foreseen<String> path) implements CommandState {
        @Override
        public boolean present() {
            return true;
        }
    }
}
