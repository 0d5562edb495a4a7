package play.modules.databases;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a role of PostgreSQL may be; with NO before its name it is not. */
enum RoleAttribute {
    SUPERUSER,
    CREATEROLE,
    CREATEDB,
    INHERIT,
    LOGIN,
    REPLICATION,
    BYPASSRLS;

    /** Of the row that tells of a role. */
    String column() {
        return this == SUPERUSER ? "super" : name().toLowerCase(Locale.ROOT);
    }

    /**
     * A word of a task.
     *
     * @param is whether the role is to be so
     */
    record Wish(RoleAttribute attribute, boolean is) {
        static Optional<Wish> of(String word) {
            String upper = word.strip().toUpperCase(Locale.ROOT);
            boolean negated = upper.startsWith("NO");
            String name = negated ? upper.substring(2) : upper;
            return Arrays.stream(values())
                    .filter(attribute -> attribute.name().equals(name))
                    .findFirst()
                    .map(attribute -> new Wish(attribute, !negated));
        }

        String word() {
            return (is ? "" : "NO") + attribute.name();
        }
    }
}
