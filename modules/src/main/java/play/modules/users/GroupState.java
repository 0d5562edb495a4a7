package play.modules.users;

import play.host.HostState;
import play.value.Foreseen;

/** A group of users. */
public sealed interface GroupState extends HostState {
    GroupState ABSENT = new Absent();

    record Absent() implements GroupState {
        @Override
        public boolean present() {
            return false;
        }
    }

    record Present(Foreseen<Long> gid) implements GroupState {
        @Override
        public boolean present() {
            return true;
        }
    }
}
