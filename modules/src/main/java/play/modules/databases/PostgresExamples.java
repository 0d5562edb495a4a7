package play.modules.databases;

import play.module.ModuleSpec.Example;

/** Where examples of PostgreSQL start from: a server of the host's distribution, which takes root as a superuser. */
final class PostgresExamples {
    private static final String FIRST = "- package: {name: postgresql, install_recommends: false}\n"
            + "- command: {cmd: createuser --superuser root, chdir: /}\n"
            + "  become: true\n  become_user: postgres\n";

    private static final String AS_ROOT = "login_user: root\n";

    private PostgresExamples() {}

    private static Example example(String title, String before, String yaml) {
        String sql = before.isEmpty()
                ? ""
                : "for i in 1 2 3 4 5 6 7 8 9; do psql -d postgres -qc '' 2>/dev/null && break; sleep 1; done\n"
                        + "psql -q -d postgres <<'END'\n" + before + "END\n";
        return new Example(title, sql, yaml + AS_ROOT).after(FIRST);
    }

    static Example[] databases() {
        String made = "CREATE ROLE app;\nCREATE DATABASE app TEMPLATE template0 OWNER app;\n";
        return new Example[] {
            example("absent", "CREATE ROLE app;\n", "name: app\nowner: app\nencoding: UTF-8\ntemplate: template0\n"),
            example("drifted", made, "name: app\nowner: root\nconn_limit: 5\ncomment: it's mine\n"),
            example("right", made, "name: app\nowner: app\nencoding: utf8\nlc_ctype: C.UTF-8\nconn_limit: -1\n"),
            example("with an odd name", "SELECT 1;\n", "name: \"a\\\"; 'b\\\\\"\ncomment: back\\slash\n"),
            example("to be removed", made, "name: app\nstate: absent\nforce: true\n")
        };
    }

    static Example[] extensions() {
        return new Example[] {
            example("absent", "CREATE SCHEMA ext;\n", "name: pg_trgm\ndb: postgres\nschema: ext\n"),
            example(
                    "drifted",
                    "CREATE SCHEMA ext;\nCREATE EXTENSION pg_trgm VERSION '1.3';\n",
                    "name: pg_trgm\ndb: postgres\nschema: ext\nversion: latest\n"),
            example("right", "CREATE EXTENSION pg_trgm VERSION '1.3';\n", "name: pg_trgm\nlogin_db: postgres\n"),
            example(
                    "to be removed",
                    "CREATE EXTENSION pg_trgm;\n",
                    "name: pg_trgm\ndb: postgres\nstate: absent\ncascade: true\n")
        };
    }

    static Example[] users() {
        String made = "CREATE ROLE app LOGIN CREATEDB PASSWORD 'old';\n";
        return new Example[] {
            example(
                    "absent",
                    "SELECT 1;\n",
                    "name: app\npassword: it's\\new\nrole_attr_flags: CREATEDB,NOSUPERUSER\nexpires: 2040-01-02\n"),
            example("drifted", made, "name: app\npassword: new\nrole_attr_flags: NOCREATEDB\ncomment: the app\n"),
            example("right", made, "name: app\npassword: old\nrole_attr_flags: CREATEDB,LOGIN\nconn_limit: -1\n"),
            example("right, by MD5", "SET password_encryption = 'md5';\n" + made, "name: app\npassword: old\n"),
            example("no password any more", made, "name: app\npassword: ''\nexpires: infinity\n"),
            example("right, with another password", made, "name: app\npassword: new\nno_password_changes: true\n"),
            example("to be removed", made, "name: app\nstate: absent\n")
        };
    }

    static Example[] schemas() {
        String made = "CREATE ROLE app;\nCREATE SCHEMA \"my app\";\nCREATE TABLE \"my app\".t (a INT);\n";
        String name = "name: my app\n";
        return new Example[] {
            example("absent", "CREATE ROLE app;\n", name + "owner: app\ncomment: it's mine\n"),
            example("drifted", made, name + "owner: app\ndatabase: postgres\n"),
            example("right", made, name + "owner: root\n"),
            example("to be removed", made, name + "state: absent\ncascade_drop: true\n")
        };
    }

    static Example[] privileges() {
        String made = "CREATE ROLE app;\nCREATE ROLE \"it's\";\nCREATE SCHEMA s;\nCREATE TABLE s.t (a INT);\n"
                + "CREATE TABLE s.\"T two\" (a INT);\nCREATE FUNCTION s.add(a int, b int) RETURNS int"
                + " LANGUAGE sql AS 'SELECT 1';\n";
        String some = made + "GRANT SELECT, INSERT ON s.t TO app WITH GRANT OPTION;\n";
        String db = "db: postgres\n";
        String table = "objs: t\nschema: s\nroles: app\n" + db;
        return new Example[] {
            example("absent", made, table + "privs: select,INSERT\ngrant_option: true\n"),
            example("drifted", some, table.replace("roles: app", "roles: \"app,it's\"") + "privs: ALL\n"),
            example("drifted: may pass it on", some, table + "privs: SELECT\ngrant_option: false\n"),
            example("right", some, table + "privs: INSERT,SELECT\n"),
            example("to be revoked", some, table + "privs: ALL\nstate: absent\n"),
            example(
                    "all tables of a schema",
                    some,
                    "objs: ALL_IN_SCHEMA\nschema: s\nroles: [app, PUBLIC]\nprivs: [SELECT]\n" + db),
            example(
                    "a function, of which all may call it",
                    made,
                    "type: function\nobjs: add(int:integer)\nschema: s\nroles: PUBLIC\nprivs: EXECUTE\nstate: absent\n"
                            + db),
            example("a database", made, "type: database\nroles: app\nprivs: TEMP,CONNECT\n" + db),
            example("a schema", made, "type: schema\nobjs: s\nroles: [app, CURRENT_USER]\nprivs: USAGE\n" + db),
            example(
                    "what is made later",
                    made,
                    "type: default_privs\nobjs: TABLES,SEQUENCES\nschema: s\nroles: app\nprivs: SELECT\n"
                            + "target_roles: \"root,it's\"\n" + db),
            example(
                    "all that is made later",
                    made,
                    "type: default_privs\nobjs: ALL_DEFAULT\nroles: app\nprivs: ALL\n" + db),
            example("a member", made, "type: group\nobjs: app\nroles: \"it's\"\nadmin_option: true\n" + db)
        };
    }

    static Example[] settings() {
        String set = "ALTER SYSTEM SET work_mem = '8192kB';\nSELECT pg_reload_conf();\nSELECT pg_sleep(0.5);\n";
        return new Example[] {
            example("absent", "SELECT 1;\n", "name: work_mem\nvalue: 8MB\n"),
            example("drifted", set, "name: work_mem\nvalue: 16MB\n"),
            example("right", set, "name: work_mem\nvalue: 8MB\n"),
            example("back to what it is by itself", set, "name: work_mem\nreset: true\n"),
            example("no longer set", set, "name: work_mem\nvalue: default\n"),
            example("for the next start", "SELECT 1;\n", "name: max_connections\nvalue: '50'\n"),
            example("a list", "SELECT 1;\n", "name: shared_preload_libraries\nvalue: 'auto_explain, pg_prewarm'\n")
        };
    }
}
