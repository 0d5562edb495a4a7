package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import play.modules.databases.SqlWords.Word;

/**
 * One statement of SQL.
 *
 * @param text without a semicolon at its end
 */
record SqlStatement(String text, List<Word> words) {
    private static final Set<String> ROWS = Set.of("SELECT", "VALUES", "TABLE", "WITH");
    private static final Set<String> WRITING = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");

    /** What makes EXPLAIN run what it explains. */
    private static final Set<String> EXPLAINED = Set.of("ANALYZE", "ANALYSE");

    /** Before an UPDATE that only says how rows are locked. */
    private static final Set<String> LOCKED = Set.of("FOR", "KEY");

    /** Before a name whose parentheses hold columns. */
    private static final Set<String> BEFORE_COLUMNS = Set.of("AS", "WITH", "RECURSIVE");

    private static final Set<String> STREAMS = Set.of("STDIN", "STDOUT");

    private static final Pattern OUT = Pattern.compile(
            "\\b(?:copy|lo_export|pg_file_\\w+|pl(?:perlu|python\\w*|sh))\\b", Pattern.CASE_INSENSITIVE);

    /** What a parenthesis may follow that calls nothing. */
    private static final Set<String> KEYWORDS = words("""
        SELECT FROM WHERE AND OR NOT IN EXISTS ANY ALL SOME VALUES AS ON USING JOIN LATERAL UNION INTERSECT
        EXCEPT HAVING BY CASE WHEN THEN ELSE OVER FILTER GROUP WITHIN DISTINCT LIMIT OFFSET BETWEEN LIKE
        ILIKE IS ROW VARCHAR CHAR CHARACTER VARYING NUMERIC DECIMAL BIT TIME TIMESTAMP INTERVAL MATERIALIZED
        EXPLAIN ARRAY
        """);

    /** Functions that change nothing. */
    private static final Set<String> HARMLESS = words("""
        COUNT SUM MIN MAX AVG BOOL_AND BOOL_OR ARRAY_AGG STRING_AGG JSON_AGG JSONB_AGG JSON_OBJECT_AGG
        JSONB_OBJECT_AGG ROW_TO_JSON TO_JSON TO_JSONB JSON_BUILD_OBJECT JSONB_BUILD_OBJECT COALESCE NULLIF
        GREATEST LEAST CAST EXTRACT ROW_NUMBER RANK UNNEST GENERATE_SERIES ARRAY_LENGTH CARDINALITY LENGTH
        LOWER UPPER TRIM SUBSTRING REPLACE SPLIT_PART CONCAT CONCAT_WS FORMAT LEFT RIGHT ROUND FLOOR CEIL
        ABS MD5 NOW AGE DATE_TRUNC DATE_PART TO_CHAR VERSION CURRENT_DATABASE CURRENT_SCHEMA CURRENT_SETTING
        QUOTE_IDENT QUOTE_LITERAL FORMAT_TYPE OBJ_DESCRIPTION SHOBJ_DESCRIPTION COL_DESCRIPTION TO_REGCLASS
        PG_GET_USERBYID PG_ENCODING_TO_CHAR PG_DATABASE_SIZE PG_TABLE_SIZE PG_TOTAL_RELATION_SIZE
        PG_RELATION_SIZE PG_SIZE_PRETTY PG_GET_INDEXDEF PG_GET_VIEWDEF PG_GET_CONSTRAINTDEF
        PG_GET_FUNCTIONDEF PG_GET_EXPR PG_IS_IN_RECOVERY PG_CURRENT_WAL_LSN PG_LAST_WAL_RECEIVE_LSN
        PG_LAST_WAL_REPLAY_LSN PG_LAST_XACT_REPLAY_TIMESTAMP PG_POSTMASTER_START_TIME PG_HAS_ROLE
        HAS_DATABASE_PRIVILEGE HAS_SCHEMA_PRIVILEGE HAS_TABLE_PRIVILEGE HAS_COLUMN_PRIVILEGE
        HAS_FUNCTION_PRIVILEGE HAS_SEQUENCE_PRIVILEGE
        """);

    private static Set<String> words(String all) {
        return Set.of(all.strip().split("\\s+"));
    }

    /** The statements of a text. */
    static List<SqlStatement> of(String text) {
        List<SqlStatement> all = new ArrayList<>();
        List<Word> words = SqlWords.of(text);
        List<Word> some = new ArrayList<>();
        boolean whole = hasBody(words);
        int from = 0;
        for (Word word : words) {
            if (word.is(";") && !whole) {
                add(all, text.substring(from, word.start()), some);
                from = word.end();
                some.clear();
            } else {
                some.add(word);
            }
        }
        add(all, text.substring(from), some);
        return List.copyOf(all);
    }

    private static void add(List<SqlStatement> all, String text, List<Word> words) {
        if (!words.isEmpty()) {
            all.add(new SqlStatement(text.strip(), SqlWords.of(text.strip())));
        }
    }

    /** Whether semicolons may stand within one, which makes a function. */
    private static boolean hasBody(List<Word> words) {
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i - 1).is("BEGIN") && words.get(i).is("ATOMIC")) {
                return true;
            }
        }
        return false;
    }

    /** Its first word, such as {@code SELECT}. */
    String verb() {
        return verb(0);
    }

    private String verb(int from) {
        int at = from;
        while (at < words.size() - 1 && words.get(at).is("(")) {
            at++;
        }
        return words.get(at).text();
    }

    /** Whether it leaves everything as it is, as far as its words can tell; one that calls functions may not. */
    boolean onlyReads() {
        return switch (verb()) {
            case "SHOW" -> true;
            case "SELECT", "VALUES", "TABLE", "WITH" -> !has(WRITING) && isHarmless();
            case "EXPLAIN" -> !has(EXPLAINED) && isHarmless();
            default -> false;
        };
    }

    private boolean isHarmless() {
        if (has(Set.of("INTO", "SHARE"))) {
            return false;
        }
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).is("(") && calls(i - 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean calls(int at) {
        Word name = words.get(at);
        if (!name.isName() || (at > 0 && isOneOf(words.get(at - 1), BEFORE_COLUMNS))) {
            return false;
        }
        if (at > 1 && words.get(at - 1).is(".") && !words.get(at - 2).is("PG_CATALOG")) {
            return true;
        }
        return !isOneOf(name, KEYWORDS) && !isOneOf(name, HARMLESS);
    }

    private static boolean isOneOf(Word word, Set<String> some) {
        return !word.quoted() && some.contains(word.text());
    }

    private boolean has(Set<String> some) {
        return words.stream().anyMatch(word -> isOneOf(word, some));
    }

    /** Whether it has the word outside of all parentheses, behind another. */
    private boolean hasOutside(int from, String wanted) {
        int depth = 0;
        for (Word word : words.subList(from, words.size())) {
            depth += word.is("(") ? 1 : word.is(")") ? -1 : 0;
            if (depth == 0 && word.is(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** The word that says what it does, whatever WITH names before. */
    String mainVerb() {
        return verb(Math.max(main(), 0));
    }

    /** The same with each row as JSON, where that can be; else as it is. */
    String asJson() {
        int main = main();
        if (main < 0) {
            return text;
        }
        String verb = mainVerb();
        boolean rows = ROWS.contains(verb)
                ? !hasOutside(main, "INTO")
                : WRITING.contains(verb) && hasOutside(main, "RETURNING");
        if (!rows) {
            return text;
        }
        int start = words.get(main).start();
        String before = main == 0 ? "WITH " : text.substring(0, start) + ", ";
        return before + "play_row AS (" + text.substring(start) + "\n) SELECT row_to_json(play_row) FROM play_row";
    }

    /** Where the statement begins, behind what WITH names; -1 where only that is there. */
    private int main() {
        if (!words.getFirst().is("WITH")) {
            return 0;
        }
        int depth = 0;
        for (int i = 1; i < words.size(); i++) {
            Word word = words.get(i);
            depth += word.is("(") ? 1 : word.is(")") ? -1 : 0;
            if (depth == 0 && (isOneOf(word, ROWS) || isOneOf(word, WRITING))) {
                return i;
            }
        }
        return -1;
    }

    boolean isJson() {
        return !asJson().equals(text);
    }

    /** Whether it changes something though the server says of it what it says of a question. */
    boolean alsoWrites() {
        return switch (verb()) {
            case "CREATE" -> true;
            case "SELECT" -> hasOutside(0, "INTO");
            case "WITH" -> writes() || hasOutside(Math.max(main(), 0), "INTO");
            case "EXPLAIN" -> has(EXPLAINED) && writes();
            default -> false;
        };
    }

    private boolean writes() {
        for (int i = 1; i < words.size(); i++) {
            if (isOneOf(words.get(i), WRITING) && !isOneOf(words.get(i - 1), LOCKED)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it may go beyond what the server holds, to files and programs, as far as its text can tell. */
    boolean reachesHost() {
        return OUT.matcher(text).find();
    }

    /** Why it cannot be run, if so. */
    Optional<String> fault() {
        for (int i = 1; i < words.size() && verb().equals("COPY"); i++) {
            if (isOneOf(words.get(i), STREAMS) && isOneOf(words.get(i - 1), Set.of("FROM", "TO"))) {
                return Optional.of("COPY has no " + words.get(i).text()
                        + " here; name a file of the server, or write INSERT or SELECT");
            }
        }
        return Optional.empty();
    }
}
