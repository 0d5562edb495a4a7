package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a server is asked for privileges: all that is asked about first becomes a table {@code things} with name, owner,
 * access list and the kind of list.
 */
record GrantsQuery(PostgresqlPrivsModule.Params params) {
    /** What a server takes for a role though no role is called so. */
    private static final Set<String> IMPLICIT = Set.of("CURRENT_ROLE", "CURRENT_USER", "SESSION_USER");

    /** @return rows as {@link Grants.Family} reads them */
    String statement() {
        return params.type() == PrivilegeKind.GROUP ? members() : lists();
    }

    /** Several may have given the same: it can be passed on where one of them let it. */
    private String lists() {
        return """
            WITH things(name, owner, list, kind) AS (%s)
            SELECT 'can', name::text, privilege_type::text, ''::text, ''::text FROM things,
              aclexplode(acldefault(kind::"char", owner)) WHERE grantee = owner
            UNION SELECT 'has', name, privilege_type,
              CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee)::text END,
              left(bool_or(is_grantable)::text, 1)
              FROM things, aclexplode(list) GROUP BY 2, 3, 4
            UNION %s;
            """.formatted(params.type() == PrivilegeKind.DEFAULT_PRIVS ? defaults() : catalogue(), roles());
    }

    private String catalogue() {
        PrivilegeKind type = params.type();
        List<String> columns = List.of(type.columns().split(", "));
        String name = columns.get(2);
        String table = columns.get(3);
        String where = type.only();
        if (type.isInSchema()) {
            where += " AND " + type.namespace() + " = (SELECT oid FROM pg_namespace WHERE nspname = "
                    + Sql.text(params.inSchema()) + ")";
        }
        if (type.isRoutine() && !params.whole()) {
            return params.things().stream()
                    .map(thing ->
                            "SELECT " + Sql.text(thing) + ", proowner, coalesce(proacl, acldefault('f', proowner)),"
                                    + " 'f' FROM pg_proc WHERE " + params.type().only() + " AND oid = to_regprocedure("
                                    + Sql.text(params.routine(thing)) + ")")
                    .collect(Collectors.joining(" UNION ALL "));
        }
        if (!params.whole()) {
            where += " AND " + name + " IN (" + texts(params.things()) + ")";
        }
        return "SELECT %s, %s, coalesce(%s, acldefault('%s', %s)), '%s' FROM %s WHERE %s"
                .formatted(
                        name, columns.get(1), columns.get(0), type.code(), columns.get(1), type.code(), table, where);
    }

    /** Those of a schema are beside those for all schemas, so there are none where nobody gave any. */
    private String defaults() {
        List<String> parts = new ArrayList<>();
        for (PostgresqlPrivsModule.LaterMade each : params.defaults()) {
            String schema = params.schema()
                    .map(text -> "(SELECT oid FROM pg_namespace WHERE nspname = " + Sql.text(text) + ")")
                    .orElse("0");
            String none = params.schema().isPresent() ? "NULL" : "acldefault('" + each.code() + "', r.oid)";
            parts.add("""
                SELECT %s, r.oid, coalesce(d.defaclacl, %s), '%s' FROM pg_roles r LEFT JOIN pg_default_acl d
                  ON d.defaclrole = r.oid AND d.defaclobjtype = '%s' AND d.defaclnamespace = %s
                WHERE r.rolname = %s""".formatted(
                            Sql.text(each.thing()),
                            none,
                            each.code(),
                            each.type(),
                            schema,
                            each.target().map(this::role).orElse("current_user")));
        }
        return String.join(" UNION ALL ", parts);
    }

    private String members() {
        return """
            SELECT 'can', rolname::text, 'MEMBER', ''::text, ''::text FROM pg_roles WHERE rolname IN (%1$s)
            UNION SELECT 'has', g.rolname::text, 'MEMBER', r.rolname::text, left(bool_or(m.admin_option)::text, 1)
              FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
              WHERE g.rolname IN (%1$s) GROUP BY g.rolname, r.rolname
            UNION %2$s;
            """.formatted(texts(params.things()), roles());
    }

    private String roles() {
        return params.roles().stream()
                .map(name -> "SELECT 'role', " + Sql.text(name) + ", '', rolname::text, '' FROM "
                        + (name.equals(Grants.PUBLIC)
                                ? "(SELECT 'PUBLIC') AS everybody(rolname)"
                                : "pg_roles WHERE rolname = " + role(name)))
                .collect(Collectors.joining(" UNION "));
    }

    private String role(String name) {
        return switch (name) {
            case "SESSION_USER" -> "session_user";
            case "CURRENT_ROLE", "CURRENT_USER" -> "current_user";
            default -> Sql.text(name);
        };
    }

    /** A role in a statement that changes something. */
    static String written(String name) {
        return name.equals(Grants.PUBLIC) || IMPLICIT.contains(name) ? name : Sql.name(name);
    }

    private static String texts(List<String> all) {
        return all.stream().map(Sql::text).collect(Collectors.joining(", "));
    }
}
