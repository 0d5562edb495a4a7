package play.run;

import java.util.ArrayList;
import java.util.List;

/** Which hosts take in what, in the order of their loops. Used by one thread. */
final class Takers {
    private final List<Taking> all = new ArrayList<>();

    /** Steps that hosts take in together. */
    record Taking(Includes.Included included, List<String> hosts) {}

    /** Where a loop brings the same a second time, it is taken in a second time, after what stands between. */
    void add(Includes.Included included, String host) {
        for (Taking taking : all) {
            if (taking.included().equals(included) && !taking.hosts().contains(host)) {
                taking.hosts().add(host);
                return;
            }
        }
        all.add(new Taking(included, new ArrayList<>(List.of(host))));
    }

    List<Taking> all() {
        return all;
    }
}
