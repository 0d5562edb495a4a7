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
}
