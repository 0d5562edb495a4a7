package play.modules.databases;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import play.host.NulByteException;

/** Words of PostgreSQL's SQL. */
final class Sql {
    /**
     * For the client: errors show no part of a statement. It cuts them where they are long, and what is left of a
     * secret then is not found.
     */
    static final String TERSE = "\\set VERBOSITY terse\n";

    /**
     * For a server that would write the statement down, into its log or for its statistics. Who may say so is asked of
     * the user who has logged in, whichever role acts.
     */
    static final String UNLOGGED = """
        SELECT current_setting('role') AS role \\gset
        RESET ROLE;
        SELECT current_setting('is_superuser') = 'on' AS super \\gset
        \\if :super
        SELECT set_config(name, quiet, false) FROM pg_settings JOIN (VALUES
          ('log_statement', 'none'),
          ('log_min_error_statement', 'panic'),
          ('log_min_duration_statement', '-1'),
          ('log_min_duration_sample', '-1'),
          ('log_transaction_sample_rate', '0'),
          ('pg_stat_statements.track_utility', 'off')) AS quieted(name, quiet) USING (name) \\g /dev/null
        \\endif
        SET ROLE :"role";
        """;

    private static final Pattern ASCII_UPPER = Pattern.compile("[A-Z]+");

    private Sql() {}

    /** A text, whatever it holds and whatever the server takes backslashes for. */
    static String text(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new NulByteException();
        }
        String doubled = value.replace("'", "''");
        return doubled.contains("\\") ? "E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
    }

    /** A name, in upper and lower case as it is. */
    static String name(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }

    /** A name as it is written in SQL: quoted, or in lower case. */
    static String written(String value) {
        return value.matches("\"(?:[^\"]|\"\")+\"")
                ? value
                : name(ASCII_UPPER
                        .matcher(value)
                        .replaceAll(letter -> letter.group().toLowerCase(Locale.ROOT)));
    }

    /** A clause with a text, or nothing. */
    static String clause(String words, Optional<String> value) {
        return value.map(text -> " " + words + " " + text(text)).orElse("");
    }

    /** A clause with a name, or nothing. */
    static String named(String words, Optional<String> value) {
        return value.map(name -> " " + words + " " + name(name)).orElse("");
    }
}
