package play.converge;

import java.util.List;

/** Who knows the tasks that follow the one at hand. */
@FunctionalInterface
public interface Following {
    /** The last task there is. */
    Following NONE = most -> List.of();

    /**
     * Those that act on the same host by the same session, as far as they can be told now. It need not be so when their
     * turn comes: all that depends on it is what is read for them ahead.
     *
     * @param most how many are asked for; each item of a loop is one
     */
    List<Upcoming<?>> next(int most);
}
