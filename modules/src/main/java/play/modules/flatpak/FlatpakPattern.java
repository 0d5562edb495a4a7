package play.modules.flatpak;

import java.util.List;
import java.util.Optional;

/**
 * What flatpaks a task means; an empty part means any.
 *
 * @param kind {@code app} or {@code runtime}
 * @param id in reverse DNS: {@code org.gnome.gedit}
 */
record FlatpakPattern(String kind, String id, String arch, String branch) {
    private static final String ID = "[A-Za-z_][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+){2,}";
    private static final String PART = "[A-Za-z0-9_.-]*";

    /** An id, or a ref without parts that do not matter: {@code app/ID/ARCH/BRANCH}, {@code ID//BRANCH}. */
    private static final String REF = "((app|runtime)/)?" + ID + "(/" + PART + "(/" + PART + ")?)?";

    /** Of names in tasks. */
    static final String FORM = REF + "|https?://[^\\s]+";

    /** @return empty where it is no name of this form: an address, of which only what is there tells */
    static Optional<FlatpakPattern> of(String name) {
        if (!name.matches(REF)) {
            return Optional.empty();
        }
        boolean says = name.startsWith("app/") || name.startsWith("runtime/");
        List<String> parts = List.of((says ? name : "/" + name).split("/", -1));
        return Optional.of(new FlatpakPattern(parts.get(0), parts.get(1), part(parts, 2), part(parts, 3)));
    }

    private static String part(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    /** @param ref with all its parts: {@code app/org.gnome.gedit/x86_64/stable} */
    boolean matches(String ref) {
        String[] parts = ref.split("/", 4);
        return parts.length == 4
                && fits(kind, parts[0])
                && id.equals(parts[1])
                && fits(arch, parts[2])
                && fits(branch, parts[3]);
    }

    private static boolean fits(String wanted, String part) {
        return wanted.isEmpty() || wanted.equals(part);
    }

    /** As flatpak takes it. */
    @Override
    public String toString() {
        String rest = arch.isEmpty() && branch.isEmpty() ? "" : "/" + arch + "/" + branch;
        return (kind.isEmpty() ? "" : kind + "/") + id + rest;
    }
}
