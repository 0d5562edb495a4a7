package play.modules.databases;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Script;
import play.host.ShellWords;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.Range;
import play.param.SecretText;
import play.value.Bytes;

/** How a server of MySQL or MariaDB is reached from the host. */
record MysqlAccess(
        @Doc("User of the server to log in as; without, whom the client's own files name, or the user of the host.")
        @Matches(value = LINE, expected = "one line")
        Optional<String> loginUser,

        @Doc("Password of that user.") Optional<SecretText> loginPassword,

        @Doc("Host of the server.") @Default("localhost") @Matches(value = LINE, expected = "one line")
        String loginHost,

        @Doc("Port of the server.") @Default("3306") @Range(from = 1, to = 65535)
        int loginPort,

        @Doc("The server's socket on this host.") @HostPath Optional<String> loginUnixSocket,

        @Doc("File with settings of clients, read beside those that every client reads.") @HostPath
        Optional<String> configFile,

        @Doc("How long to wait for a connection, in seconds.") @Default("30") @Range(from = 1, to = 3600)
        int connectTimeout,

        @Doc("File with certificates of authorities that the server's is verified by.") @Alias("ssl_ca") @HostPath
        Optional<String> caCert,

        @Doc("File with the client's certificate.") @Alias("ssl_cert") @HostPath
        Optional<String> clientCert,

        @Doc("File with its key.") @Alias("ssl_key") @HostPath
        Optional<String> clientKey,

        @Doc("Whether root is tried first, without a password; where the server takes that, 'login_user' and"
                + " 'login_password' are not used.")
        @Default("false")
        boolean checkImplicitAdmin) {
    static final String LINE = "[^\\r\\n-][^\\r\\n]*";

    /** Neither the general log nor that of slow statements gets what comes then; the time is a year, in seconds. */
    private static final String UNLOGGED = "sql_log_off = 1, long_query_time = 31536000";

    /** Has what the client is called for from then on not written down, where the server allows that. */
    static final String QUIET = """
            if "$client" "$@" --execute='SET SESSION %1$s' </dev/null >/dev/null 2>&1; then
              set -- "$@" --init-command='SET SESSION %1$s'
            fi
            """.formatted(UNLOGGED);

    /** What tells servers apart. */
    String server() {
        return loginUnixSocket.orElse(loginHost + ":" + loginPort);
    }

    /**
     * Sends statements to the server. They go by standard input, and the password by the environment, so that neither
     * is in a list of processes. Each row of what they find is a line, with tabs between its columns.
     */
    Script sql(String statements) {
        return client("exec \"$client\" \"$@\"\n", statements);
    }

    /** The same of statements with something that the server, where it allows that, is kept from writing down. */
    Script quietly(String statements) {
        return client(QUIET + "exec \"$client\" \"$@\"\n", statements);
    }

    /** Sends a statement whose rows are statements, and then these. */
    Script twice(String statement) {
        return client("""
                rows=$("$client" "$@" --raw) || exit
                printf '%s\\n' "$rows" | "$client" "$@"
                """, statement);
    }

    private Script client(String calls, String statements) {
        List<String> flags = List.of("--batch", "--skip-column-names", "--default-character-set=utf8mb4", timeout());
        return run(flags, calls).withStdin(Bytes.of(statements));
    }

    String timeout() {
        return "--connect-timeout=" + connectTimeout;
    }

    /** Shell that calls {@code $client}, or a program like it, with the words that have it reach the server. */
    Script run(List<String> flags, String calls) {
        StringBuilder script = new StringBuilder("""
                client=$(command -v mariadb || command -v mysql) || {
                  echo 'the host has no client of MySQL or MariaDB; install mariadb-client' >&2
                  exit 1
                }
                """);
        loginPassword.ifPresent(text -> script.append("export MYSQL_PWD=")
                .append(ShellWords.quote(text.reveal()))
                .append('\n'));
        script.append("set -- ")
                .append(ShellWords.join(words(loginUser, flags)))
                .append('\n');
        if (checkImplicitAdmin) {
            List<String> root = words(Optional.of("root"), flags);
            root.add("--skip-password");
            String words = ShellWords.join(root);
            script.append("if (unset MYSQL_PWD; \"$client\" ")
                    .append(words)
                    .append(" --execute='DO 0') </dev/null >/dev/null 2>&1; then\n  unset MYSQL_PWD\n  set -- ")
                    .append(words)
                    .append("\nfi\n");
        }
        return Script.of(script + calls);
    }

    private List<String> words(Optional<String> user, List<String> flags) {
        List<String> words = new ArrayList<>();
        configFile.ifPresent(file -> words.add("--defaults-extra-file=" + file));
        words.addAll(flags);
        user.ifPresent(name -> words.add("--user=" + name));
        if (loginUnixSocket.isPresent()) {
            words.add("--socket=" + loginUnixSocket.get());
        } else if (!loginHost.equals("localhost")) {
            words.addAll(List.of("--protocol=tcp", "--host=" + loginHost, "--port=" + loginPort));
        }
        caCert.ifPresent(file -> words.add("--ssl-ca=" + file));
        clientCert.ifPresent(file -> words.add("--ssl-cert=" + file));
        clientKey.ifPresent(file -> words.add("--ssl-key=" + file));
        return words;
    }

    /** A text in SQL, which no mode of a server takes for another: names have no backslashes. */
    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** A value in SQL, whatever mode the server is in. */
    static String literal(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case Number number -> number.toString().startsWith("-") ? " " + number : number.toString();
            case Boolean flag -> flag.toString();
            default ->
                value.toString().matches("[^\\\\\\x00]*")
                        ? text(value.toString())
                        : "CONVERT(X'"
                                + HexFormat.of().formatHex(value.toString().getBytes(StandardCharsets.UTF_8))
                                + "' USING utf8mb4)";
        };
    }

    /** What the client wrote of a value, as it is. */
    static String unescaped(String written) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char sign = written.charAt(i);
            if (sign != '\\' || i == written.length() - 1) {
                text.append(sign);
                continue;
            }
            switch (written.charAt(++i)) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case '0' -> text.append('\0');
                default -> text.append(written.charAt(i));
            }
        }
        return text.toString();
    }

    /** A name in SQL. */
    static String name(String value) {
        return '`' + value.replace("`", "``") + '`';
    }
}
