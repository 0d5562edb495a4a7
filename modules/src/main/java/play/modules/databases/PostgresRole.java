package play.modules.databases;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import play.host.Fields;
import play.host.HostState;
import play.host.StateKey;

/**
 * A role of PostgreSQL that somebody may log in as.
 *
 * @param attributes in the server's words, such as {@code CREATEDB}
 * @param limit of connections; -1 for none
 * @param expires when its password does, as the server writes it; empty for never
 * @param comment empty where there is none
 */
record PostgresRole(boolean present, Set<String> attributes, long limit, String expires, String comment)
        implements HostState {
    static final PostgresRole ABSENT = new PostgresRole(false, Set.of(), -1, "", "");

    private static final Rows.Kind<PostgresRole> KIND = new Rows.Kind<>(
            "role",
            PostgresRole.class,
            "super createrole createdb inherit login replication bypassrls limit expires comment",
            ABSENT,
            row -> new PostgresRole(
                    true, attributes(row), row.number("limit"), row.text("expires"), row.text("comment")));

    PostgresRole {
        attributes = Collections.unmodifiableSet(new TreeSet<>(attributes));
    }

    static StateKey<PostgresRole> at(PostgresAccess access, String database, String name) {
        return new Rows<>(KIND, access, database, """
            SELECT rolsuper, rolcreaterole, rolcreatedb, rolinherit, rolcanlogin, rolreplication, rolbypassrls,
              rolconnlimit, coalesce(rolvaliduntil::text, ''), coalesce(shobj_description(oid, 'pg_authid'), '')
            FROM pg_roles WHERE rolname = %s;
            """.formatted(Sql.text(name))).key(name);
    }

    private static Set<String> attributes(Fields row) {
        Set<String> attributes = new TreeSet<>();
        for (RoleAttribute attribute : RoleAttribute.values()) {
            if (row.text(attribute.column()).equals("t")) {
                attributes.add(attribute.name());
            }
        }
        return attributes;
    }
}
