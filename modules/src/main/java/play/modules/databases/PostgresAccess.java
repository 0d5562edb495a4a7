package play.modules.databases;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Effect;
import play.host.Script;
import play.host.ShellWords;
import play.module.Plan;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.NoEffect;
import play.param.Range;
import play.param.SecretText;
import play.value.Bytes;

/** How a server of PostgreSQL is reached from the host. */
record PostgresAccess(
        @Doc("User of the server to log in as. By its own socket the server mostly takes the user of the host:"
                + " become_user: postgres.")
        @Alias("login")
        @Default("postgres")
        @Matches(value = LINE, expected = "one line")
        String loginUser,

        @Doc("Password of that user.") Optional<SecretText> loginPassword,

        @Doc("Host of the server; without, its socket on this host.")
        @Alias("host")
        @Default("")
        @Matches(value = LINE_OR_NOTHING, expected = "one line")
        String loginHost,

        @Doc("Directory of the server's socket.") @Alias("unix_socket") @HostPath
        Optional<String> loginUnixSocket,

        @Doc("Port of the server.") @Alias("port") @Default("5432") @Range(from = 1, to = 65535)
        int loginPort,

        @Doc("Whether the connection is encrypted: disable, allow, prefer, require, verify-ca or verify-full.")
        @Default("prefer")
        @Matches(
                value = "disable|allow|prefer|require|verify-ca|verify-full",
                expected = "disable, allow, prefer, require, verify-ca or verify-full")
        String sslMode,

        @Doc("File with certificates of authorities that the server's is verified by.") @Alias("ssl_rootcert") @HostPath
        Optional<String> caCert,

        @Doc("File with the client's certificate.") @HostPath
        Optional<String> sslCert,

        @Doc("File with its key.") @HostPath Optional<String> sslKey,

        @Doc("More settings of the connection, by libpq's keywords, such as target_session_attrs. They win.")
        Optional<ConnectParams> connectParams,

        @Doc("Role that acts, of which 'login_user' is a member.") @Matches(value = LINE, expected = "one line")
        Optional<String> sessionRole,

        @Doc("Whether names may hold anything.")
        @NoEffect("Names may always hold anything: each is quoted. Leave it out.")
        @Default("true")
        boolean trustInput) {
    static final String LINE = "[^\\r\\n]+";
    static final String LINE_OR_NOTHING = "[^\\r\\n]*";

    /** How long it is waited for an answer, in seconds. */
    private static final int PATIENCE = 20;

    /** Copying a database, or moving one to another disk, takes its time. */
    static final Duration LONGEST = Duration.ofMinutes(30);

    /** What tells servers apart. */
    String server() {
        return loginUnixSocket.orElse(loginHost.isEmpty() ? "localhost" : loginHost) + ":" + loginPort;
    }

    /** The role that owns what is made. */
    String role() {
        return sessionRole.orElse(loginUser);
    }

    /**
     * Sends statements to a database. They go by standard input, and the password by the environment, so that neither
     * is in a list of processes. Each column of what they find ends with a NUL byte.
     */
    Script psql(String database, String statements) {
        String role =
                sessionRole.map(name -> "SET ROLE " + Sql.name(name) + ";\n").orElse("");
        return run("psql", database, "exec psql -X -q -w -z -0 -A -t -v ON_ERROR_STOP=1 -f -\n")
                .withStdin(Bytes.of(role + statements));
    }

    /** Shell that calls a client of PostgreSQL, which reaches a database by its environment. */
    Script run(String program, String database, String shell) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PGUSER", loginUser);
        environment.put("PGHOST", loginUnixSocket.orElse(loginHost));
        environment.put("PGPORT", String.valueOf(loginPort));
        environment.put("PGDATABASE", database);
        environment.put("PGSSLMODE", sslMode);
        environment.put("PGCONNECT_TIMEOUT", String.valueOf(PATIENCE));
        environment.put("PGCLIENTENCODING", "UTF8");
        environment.put("PGAPPNAME", "play");
        loginPassword.ifPresent(password -> environment.put("PGPASSWORD", password.reveal()));
        caCert.ifPresent(file -> environment.put("PGSSLROOTCERT", file));
        sslCert.ifPresent(file -> environment.put("PGSSLCERT", file));
        sslKey.ifPresent(file -> environment.put("PGSSLKEY", file));
        connectParams.ifPresent(
                given -> given.variables().forEach((name, value) -> environment.put(name, value.reveal())));
        StringBuilder script = new StringBuilder("command -v " + program + " >/dev/null || { echo 'the host has no "
                + program + "; install postgresql-client' >&2; exit 1; }\n");
        environment.forEach((name, value) -> {
            if (!value.isEmpty()) {
                script.append("export ")
                        .append(name)
                        .append('=')
                        .append(ShellWords.quote(value))
                        .append('\n');
            }
        });
        return Script.of(script + "cd /\n" + shell);
    }

    /** A change by such statements. */
    Plan change(String title, String database, List<String> statements, List<Effect> effects) {
        String all = String.join(";\n", statements) + ";\n";
        return OnServer.change(title, psql(database, all).within(LONGEST), effects);
    }
}
