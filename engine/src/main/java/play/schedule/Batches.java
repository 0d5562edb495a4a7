package play.schedule;

import java.util.ArrayList;
import java.util.List;
import play.playbook.Amount;

/** Cuts the hosts of a play into batches, as {@code serial} says. */
public final class Batches {
    private Batches() {}

    /**
     * The batches, in order.
     *
     * @param serial successive sizes, each a number or a percentage of all hosts; the last one repeats, zero or less
     *     means the rest; empty means all at once
     */
    public static List<List<String>> cut(List<String> hosts, List<Amount> serial) {
        if (serial.isEmpty()) {
            return hosts.isEmpty() ? List.of() : List.of(List.copyOf(hosts));
        }
        List<List<String>> batches = new ArrayList<>();
        int from = 0;
        for (int i = 0; from < hosts.size(); i++) {
            int wanted = size(serial.get(Math.min(i, serial.size() - 1)), hosts.size());
            int to = wanted <= 0 ? hosts.size() : Math.min(hosts.size(), from + wanted);
            batches.add(List.copyOf(hosts.subList(from, to)));
            from = to;
        }
        return batches;
    }

    /** A percentage gives at least one host. */
    private static int size(Amount wanted, int hosts) {
        return wanted.percent()
                ? Math.max(1, (int) (wanted.number() / 100 * hosts))
                : (int) Math.min(wanted.number(), hosts);
    }
}
