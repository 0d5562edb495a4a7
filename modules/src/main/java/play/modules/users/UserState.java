package play.modules.users;

import java.util.List;
import play.host.HostState;
import play.value.Foreseen;

/** A user. */
public sealed interface UserState extends HostState {
    UserState ABSENT = new Absent();

    record Absent() implements UserState {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * One that is there.
     *
     * @param group name of the primary group
     * @param groups names of the further groups, sorted
     */
    record Present(
            Foreseen<Long> uid,
            Foreseen<String> group,
            Foreseen<List<String>> groups,
            Foreseen<String> home,
            Foreseen<String> shell,
            Foreseen<String> comment)
            implements UserState {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** A user of which nothing is known but that it is there: one that a package promises to bring. */
    static UserState there(String why) {
        return new Present(
                new Foreseen.Later<>(why),
                new Foreseen.Later<>(why),
                new Foreseen.Later<>(why),
                new Foreseen.Later<>(why),
                new Foreseen.Later<>(why),
                new Foreseen.Later<>(why));
    }
}
