package play.modules.databases;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text of SQL as MySQL reads it.
 *
 * @param text without a semicolon at its end
 * @param bare the same without comments, and with nothing between quotes
 */
record MysqlText(String text, String bare) {
    private static final Set<String> READING =
            Set.of("SELECT", "SHOW", "EXPLAIN", "DESCRIBE", "DESC", "VALUES", "TABLE", "WITH");

    private static final Set<String> SELECTING = Set.of("SELECT", "VALUES", "TABLE", "WITH");

    /** What the client takes for orders to itself. */
    private static final Set<String> ORDERS = Set.of(
            "SOURCE",
            "SYSTEM",
            "DELIMITER",
            "PAGER",
            "NOPAGER",
            "TEE",
            "NOTEE",
            "EDIT",
            "CONNECT",
            "PROMPT",
            "STATUS",
            "QUIT",
            "EXIT",
            "GO",
            "EGO",
            "PRINT",
            "CLEAR",
            "REHASH",
            "CHARSET",
            "WARNINGS",
            "NOWARNING",
            "HELP");

    private static final Pattern WRITING = Pattern.compile(
            "\\b(INSERT|UPDATE|DELETE|REPLACE|INTO|ANALYZE|LOCK|PROCEDURE)\\b(?!\\s*\\()", Pattern.CASE_INSENSITIVE);

    /** Its words never stand in a statement; a text that has it is refused. */
    static final String END = "//play-end//";

    static MysqlText of(String sql) {
        StringBuilder bare = new StringBuilder();
        int at = 0;
        int last = 0;
        while (at < sql.length()) {
            int end = endOf(sql, at);
            boolean comment = end > at && "#-/".indexOf(sql.charAt(at)) >= 0;
            if (end == at) {
                bare.append(sql.charAt(at++));
            } else {
                bare.append(comment ? " " : "''");
                at = end;
            }
            if (!comment && !Character.isWhitespace(sql.charAt(at - 1)) && sql.charAt(at - 1) != ';') {
                last = at;
            }
        }
        return new MysqlText(
                sql.substring(0, last).strip(),
                bare.toString().replaceFirst("[;\\s]+$", "").strip());
    }

    /** Where the comment or quoted text that begins here ends; the same place where none begins. */
    private static int endOf(String sql, int at) {
        char first = sql.charAt(at);
        if (first == '#' || (sql.startsWith("--", at) && (at + 2 == sql.length() || sql.charAt(at + 2) <= ' '))) {
            int end = sql.indexOf('\n', at);
            return end < 0 ? sql.length() : end;
        }
        if (sql.startsWith("/*", at) && !sql.startsWith("/*!", at) && !sql.startsWith("/*M!", at)) {
            int end = sql.indexOf("*/", at + 2);
            return end < 0 ? sql.length() : end + 2;
        }
        if ("'\"`".indexOf(first) < 0) {
            return at;
        }
        int end = at + 1;
        while (end < sql.length() && sql.charAt(end) != first) {
            end += sql.charAt(end) == '\\' && first != '`' ? 2 : 1;
        }
        return Math.min(end + 1, sql.length());
    }

    /** Its first word, in upper case. */
    String verb() {
        String words = bare.replaceFirst("^[(\\s]+", "");
        return words.replaceFirst("(?s)[^A-Za-z].*$", "").toUpperCase(Locale.ROOT);
    }

    /** Whether it leaves everything as it is, as far as its words can tell. */
    boolean onlyReads() {
        return READING.contains(verb())
                && !bare.contains(";")
                && !bare.contains("/*")
                && !WRITING.matcher(bare).find();
    }

    /** Whether types of its columns can be asked for. */
    boolean isSelect() {
        return onlyReads() && SELECTING.contains(verb());
    }

    /** The same select that finds nothing. MariaDB takes no LIMIT behind a WITH in parentheses. */
    String withoutRows() {
        return verb().equals("WITH")
                ? "SELECT * FROM (" + text + "\n) AS play_row LIMIT 0"
                : "(" + text + "\n) LIMIT 0";
    }

    /** Why it cannot be run, if so. */
    Optional<String> fault() {
        if (bare.isEmpty()) {
            return Optional.of("a text without a statement");
        }
        if (bare.contains("\\") || ORDERS.contains(verb())) {
            return Optional.of("'" + verb() + "' or what follows it is an order to the client, and no SQL");
        }
        return text.contains(END) ? Optional.of("SQL cannot have " + END + " in it") : Optional.empty();
    }
}
