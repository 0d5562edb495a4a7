package play.inventory;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Hosts under one name.
 *
 * @param hosts those named in it, without those of its children
 * @param depth the longest way from {@code all}, which is 0
 */
public record Group(String name, Set<String> hosts, Set<String> children, HostVars vars, int depth) {
    public static final String ALL = "all";
    public static final String UNGROUPED = "ungrouped";

    public Group {
        hosts = Collections.unmodifiableSet(new LinkedHashSet<>(hosts));
        children = Collections.unmodifiableSet(new LinkedHashSet<>(children));
    }

    /** Of two groups of one depth, the one with the higher priority wins. */
    long priority() {
        return vars.text("ansible_group_priority")
                .filter(text -> text.matches("-?[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(1L);
    }
}
