package play.modules.databases;

import play.module.ModuleSpec.Example;

/** Where examples of MySQL start from: a server of the host's distribution, which takes root by its socket. */
final class MysqlExamples {
    private static final String FIRST =
            "- package: {name: [mariadb-server, mariadb-client], install_recommends: false}\n";

    /** Until the server has written what it still writes by itself after a change. */
    private static final String AT_REST = """
        written() { mysql -Ne "SHOW GLOBAL STATUS LIKE 'Innodb_lsn_%'"; }
        for i in 1 2 3 4 5 6 7 8 9; do
          now=$(written)
          sleep 1
          [ "$now" = "$(written)" ] && break
        done
        """;

    private MysqlExamples() {}

    static Example example(String title, String before, String yaml) {
        String script = "for i in 1 2 3 4 5 6 7 8 9; do mysql -e '' 2>/dev/null && break; sleep 1; done\n"
                + "mysql <<'END' || exit\n"
                + before + "END\n" + AT_REST;
        return new Example(title, script, yaml).after(FIRST);
    }

    static Example[] users() {
        String made = "CREATE DATABASE app;\nCREATE TABLE app.t (a INT, b INT);\n"
                + "CREATE USER app@localhost IDENTIFIED BY 'old';\nCREATE USER app@'%' IDENTIFIED BY 'old';\n"
                + "GRANT ALL ON app.* TO app@localhost WITH GRANT OPTION;\n"
                + "GRANT SELECT (a, b), DELETE ON app.t TO app@localhost;\n";
        return new Example[] {
            example(
                    "absent",
                    "CREATE DATABASE `my-app`;\n",
                    "name: it's\nhost: '%'\npassword: it's\\new\npriv: 'my-app.*:ALL,GRANT/*.*:REPLICATION CLIENT'\n"
                            + "tls_requires: {SUBJECT: /CN=it's, CIPHER: AES}\n"
                            + "resource_limits: {MAX_QUERIES_PER_HOUR: 10}\nlocked: true\n"
                            + "password_expire: interval\npassword_expire_interval: 90\n"),
            example(
                    "drifted",
                    made,
                    "name: app\npassword: new\npriv:\n  app.t: SELECT (b), INSERT (A)\n  app.*: SELECT\n"
                            + "password_expire: never\n"),
            example(
                    "right",
                    made,
                    "name: app\npassword: old\npriv: {app.*: 'ALL,GRANT', app.t: 'DELETE,SELECT(a,b)'}\n"),
            example(
                    "right, with another password",
                    made,
                    "name: app\npassword: new\nupdate_password: on_create\npriv: app.*:SELECT\nappend_privs: true\n"),
            example(
                    "one privilege less",
                    made,
                    "name: app\nhost_all: true\npriv: {app.*: INSERT}\nsubtract_privs: true\ntls_requires: {X509: }\n"),
            example(
                    "from one more host",
                    made,
                    "name: app\nhost: db%\npassword: x\nupdate_password: on_new_username\n"),
            example("by its socket", made, "name: app\nplugin: unix_socket\npriv: '*.*:USAGE'\nsql_log_bin: false\n"),
            example("to be removed", made, "name: app\nhost_all: true\nstate: absent\ncheck_implicit_admin: true\n")
        };
    }
}
