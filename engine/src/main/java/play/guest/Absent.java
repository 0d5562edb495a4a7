package play.guest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names that ansible-core was asked for and has not. */
final class Absent {
    private static final String COLLECTED = "[a-z_][a-z0-9_]*[.][a-z_][a-z0-9_]*[.].+";

    private Absent() {}

    /**
     * What would make a guest of it.
     *
     * @param told {@code moved}: its full name where Ansible knows it by another; {@code installed}: whether the
     *     collection that it belongs to is there
     * @return sentences that each begin with a space; nothing where Ansible knows no such name
     */
    static String hint(String name, Map<String, @Nullable Object> told) {
        String moved = told.get("moved") instanceof String there ? there : "";
        String full = moved.isEmpty() ? name : moved;
        String knows = moved.isEmpty() ? "" : " Ansible calls it '" + moved + "'.";
        return full.matches(COLLECTED) && !full.startsWith("ansible.builtin.") && !full.startsWith("ansible.legacy.")
                ? knows + collection(full, Boolean.TRUE.equals(told.get("installed")))
                : knows;
    }

    private static String collection(String full, boolean installed) {
        String collection = full.substring(0, full.indexOf('.', full.indexOf('.') + 1));
        return installed
                ? " The collection '" + collection + "' is installed, and has none of that name."
                : " The collection '" + collection + "' is not installed: after 'ansible-galaxy collection install "
                        + collection + "' what it has can run as a guest.";
    }
}
