package play.modules.databases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.Script;
import play.host.ScriptResult;
import play.host.UnknownStateException;
import play.value.JsonText;
import play.value.MalformedTextException;

/**
 * Statements that are run one after the other, and what the server says of each.
 *
 * @param searchPath schemas that names without one are looked for in; empty for those of the role
 * @param mode what they run in
 * @param secret whether something in them must not be shown
 */
record SqlRun(List<SqlStatement> statements, List<String> searchPath, Mode mode, boolean secret) {
    /** What statements run in. */
    enum Mode {
        /** One transaction in which nothing can be changed. */
        READING,
        /** One transaction. */
        TOGETHER,
        /** A transaction each. */
        EACH
    }

    /**
     * What the server said of a statement.
     *
     * @param status such as {@code INSERT 0 1}
     * @param wrote whether it changed something beside what that says
     */
    record Said(List<Map<String, @Nullable Object>> rows, String status, boolean wrote) {
        /** How many rows it found or changed. */
        long count() {
            String last = status.substring(status.lastIndexOf(' ') + 1);
            return last.matches("[0-9]{1,18}") ? Long.parseLong(last) : rows.size();
        }

        boolean changed() {
            String verb = status.split(" ", 2)[0];
            return switch (verb) {
                case "SELECT", "SHOW", "EXPLAIN" -> wrote;
                case "INSERT", "UPDATE", "DELETE", "MERGE" -> count() > 0;
                default -> true;
            };
        }
    }

    private static final String END = "=end";

    /** Between the columns of a row that is not told as JSON, and what stands for a value that is none. */
    private static final String BETWEEN = "\u001f";

    private static final String NONE = "\u0001";

    /** The client's own commands and variables mean nothing within statements, which the server has it run. */
    Script script(PostgresAccess access, String database) {
        StringBuilder script = new StringBuilder(secret ? Sql.UNLOGGED + Sql.TERSE : "")
                .append("\\pset footer off\n\\pset null '\\001'\n\\pset fieldsep '\\037'\n");
        if (!searchPath.isEmpty()) {
            script.append("SET search_path TO ")
                    .append(String.join(
                            ", ", searchPath.stream().map(Sql::written).toList()))
                    .append(";\n");
        }
        script.append(
                switch (mode) {
                    case READING -> "BEGIN READ ONLY;\n";
                    case TOGETHER -> "BEGIN;\n";
                    case EACH -> "";
                });
        for (SqlStatement statement : statements) {
            script.append("\\pset tuples_only ")
                    .append(statement.isJson() ? "on" : "off")
                    .append("\n\\set QUIET off\nSELECT ")
                    .append(Sql.text(statement.asJson()))
                    .append(" \\gexec\n\\set QUIET on\n\\pset tuples_only on\nSELECT '" + END + "';\n");
        }
        return access.psql(database, script + (mode == Mode.EACH ? "" : "COMMIT;\n"));
    }

    /** What the server said of each. */
    List<Said> said(ScriptResult result) throws UnknownStateException {
        List<Said> all = new ArrayList<>();
        String rest = result.out();
        for (SqlStatement statement : statements) {
            int end = endOf(rest);
            all.add(said(statement, rest.substring(0, end)));
            rest = rest.substring(end + END.length() + 1);
        }
        return all;
    }

    private static int endOf(String rest) throws UnknownStateException {
        int end = rest.startsWith(END + "\0") ? 0 : -1;
        for (int at = 0; end < 0; at++) {
            at = rest.indexOf(END + "\0", at);
            if (at < 0) {
                throw UnknownStateException.expected("the end of what a statement said", rest);
            }
            end = "\0\n".indexOf(rest.charAt(at - 1)) >= 0 ? at : -1;
        }
        return end;
    }

    private static Said said(SqlStatement statement, String printed) throws UnknownStateException {
        int last = printed.lastIndexOf('\0') + 1;
        List<String> records =
                last == 0 ? List.of() : List.of(printed.substring(0, last - 1).split("\0", -1));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        if (statement.isJson()) {
            for (String each : records) {
                rows.add(ofJson(each));
            }
        } else if (!records.isEmpty()) {
            List<String> names = List.of(records.getFirst().split(BETWEEN, -1));
            for (String each : records.subList(1, records.size())) {
                rows.add(ofText(names, each));
            }
        }
        String status = printed.substring(last).strip();
        boolean untold = status.isEmpty() || statement.isJson();
        return new Said(rows, untold ? status(statement.mainVerb(), rows.size()) : status, statement.alsoWrites());
    }

    /** As the server says it, where the client does not hand that on. */
    private static String status(String verb, int rows) {
        return switch (verb) {
            case "SELECT", "VALUES", "TABLE", "WITH" -> "SELECT " + rows;
            case "INSERT" -> "INSERT 0 " + rows;
            case "UPDATE", "DELETE", "MERGE" -> verb + " " + rows;
            default -> verb;
        };
    }

    private static Map<String, @Nullable Object> ofJson(String text) throws UnknownStateException {
        try {
            if (JsonText.read(text) instanceof Map<?, ?> map) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                map.forEach((name, value) -> row.put(String.valueOf(name), value));
                return row;
            }
        } catch (MalformedTextException e) {
            throw UnknownStateException.expected("a row as JSON", text);
        }
        throw UnknownStateException.expected("a row as JSON", text);
    }

    private static Map<String, @Nullable Object> ofText(List<String> names, String text) throws UnknownStateException {
        List<String> values = List.of(text.split(BETWEEN, -1));
        if (values.size() != names.size()) {
            throw UnknownStateException.expected("as many values as columns", text);
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            row.put(names.get(i), values.get(i).equals(NONE) ? null : values.get(i));
        }
        return row;
    }
}
