package play.modules.databases;

import java.util.Locale;

/** What privileges of PostgreSQL are on. */
public enum PrivilegeKind {
    TABLE("r", "relacl, relowner, relname, pg_class", "relkind IN ('r', 'v', 'm', 'f', 'p')", "relnamespace"),
    SEQUENCE("s", "relacl, relowner, relname, pg_class", "relkind = 'S'", "relnamespace"),
    FUNCTION("f", "proacl, proowner, oid::regprocedure::text, pg_proc", "prokind <> 'p'", "pronamespace"),
    PROCEDURE("f", "proacl, proowner, oid::regprocedure::text, pg_proc", "prokind = 'p'", "pronamespace"),
    TYPE("T", "typacl, typowner, typname, pg_type", "true", "typnamespace"),
    DATABASE("d", "datacl, datdba, datname, pg_database", "true", ""),
    SCHEMA("n", "nspacl, nspowner, nspname, pg_namespace", "true", ""),
    LANGUAGE("l", "lanacl, lanowner, lanname, pg_language", "true", ""),
    TABLESPACE("t", "spcacl, spcowner, spcname, pg_tablespace", "true", ""),
    FOREIGN_DATA_WRAPPER("F", "fdwacl, fdwowner, fdwname, pg_foreign_data_wrapper", "true", ""),
    FOREIGN_SERVER("S", "srvacl, srvowner, srvname, pg_foreign_server", "true", ""),
    /** What things have that are made later. */
    DEFAULT_PRIVS("", "", "", ""),
    /** Membership of roles. */
    GROUP("", "", "", "");

    private final String code;
    private final String columns;
    private final String only;
    private final String namespace;

    PrivilegeKind(String code, String columns, String only, String namespace) {
        this.code = code;
        this.columns = columns;
        this.only = only;
        this.namespace = namespace;
    }

    /** As {@code acldefault} of the server calls it. */
    String code() {
        return code;
    }

    /** Access list, owner, name and table of the catalogue, with commas between. */
    String columns() {
        return columns;
    }

    /** Which rows of that table count. */
    String only() {
        return only;
    }

    /** Column of the schema; empty where such things are in none. */
    String namespace() {
        return namespace;
    }

    boolean isInSchema() {
        return !namespace.isEmpty();
    }

    boolean isRoutine() {
        return this == FUNCTION || this == PROCEDURE;
    }

    /** Whether all of a schema can be named at once. */
    boolean comesInWhole() {
        return isInSchema() && this != TYPE;
    }

    /** In statements. */
    String words() {
        return name().replace('_', ' ');
    }

    /** For people. */
    String shown() {
        return words().toLowerCase(Locale.ROOT);
    }
}
