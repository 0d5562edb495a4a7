package play.modules.files;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An entry of an access list.
 *
 * @param who as {@code getfacl} writes it, without {@code default:}: {@code user:bob:}
 * @param permissions of {@code rwxX-}; nothing where the entry is to go
 */
record AccessEntry(String who, Optional<String> permissions) {
    static final String MASK = "mask::";
    private static final String GROUP = "group::";

    /** What the mask becomes when an entry changes. */
    public enum MaskPolicy {
        DEFAULT,
        MASK,
        NO_MASK
    }

    /**
     * The list that {@code setfacl} makes of another.
     *
     * @param usual entries for owner, group and others that a default list begins with
     * @param directory whether X means x
     */
    SortedMap<String, String> in(
            SortedMap<String, String> list, Map<String, String> usual, boolean directory, MaskPolicy policy) {
        SortedMap<String, String> after = new TreeMap<>(list);
        if (permissions.isEmpty()) {
            if (after.remove(who) == null) {
                return after;
            }
        } else {
            if (after.isEmpty()) {
                after.putAll(usual);
            }
            after.put(who, bits(permissions.get(), directory || runs(list)));
        }
        mask(after, policy);
        return after;
    }

    private static boolean runs(SortedMap<String, String> list) {
        return list.values().stream().anyMatch(some -> some.endsWith("x"));
    }

    private static String bits(String written, boolean runs) {
        return (written.contains("r") ? "r" : "-")
                + (written.contains("w") ? "w" : "-")
                + (written.contains("x") || (written.contains("X") && runs) ? "x" : "-");
    }

    private void mask(SortedMap<String, String> list, MaskPolicy policy) {
        boolean named = list.keySet().stream().anyMatch(AccessEntry::isNamed);
        if (!named && !list.containsKey(MASK)) {
            return;
        }
        list.putIfAbsent(MASK, list.getOrDefault(GROUP, "---"));
        boolean given = who.equals(MASK) && permissions.isPresent();
        if (policy == MaskPolicy.MASK || (policy == MaskPolicy.DEFAULT && !given)) {
            list.put(MASK, union(list));
        }
    }

    private static boolean isNamed(String who) {
        return who.matches("(user|group):[^:]+:");
    }

    private static String union(SortedMap<String, String> list) {
        StringBuilder all = new StringBuilder();
        list.forEach((who, permissions) -> {
            if (isNamed(who) || who.equals(GROUP)) {
                all.append(permissions);
            }
        });
        return bits(all.toString(), false);
    }

    /** The permission bits of the group that a list shows to whoever knows no lists. */
    static String shown(SortedMap<String, String> list) {
        return list.getOrDefault(MASK, list.getOrDefault(GROUP, "---"));
    }
}
