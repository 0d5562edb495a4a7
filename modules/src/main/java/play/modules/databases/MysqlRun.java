package play.modules.databases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.UnknownStateException;
import play.value.Bytes;

/**
 * Texts of SQL that are run one after the other, and what the server says of each.
 *
 * @param single whether they are one transaction
 * @param secret whether something in them must not be shown
 */
record MysqlRun(List<MysqlText> texts, boolean single, boolean secret) {
    private static final String MARK = "play_end";
    private static final Pattern TYPE = Pattern.compile("(?m)^(?:Field +[0-9]+: +`(.*)`|Type: +([A-Z0-9_]+))$");

    /** @param count of rows that were found or changed */
    record Said(List<Map<String, @Nullable Object>> rows, long count) {}

    boolean onlyReads() {
        return texts.stream().allMatch(MysqlText::onlyReads);
    }

    /** The types of columns are asked for afterwards, with no rows: by then everything is there. */
    Script script(MysqlAccess access, String database) {
        StringBuilder sql = new StringBuilder("DELIMITER " + MysqlText.END + "\n");
        StringBuilder types = new StringBuilder(sql);
        if (onlyReads()) {
            sql.append("START TRANSACTION READ ONLY").append(MysqlText.END).append('\n');
        } else if (single) {
            sql.append("START TRANSACTION").append(MysqlText.END).append('\n');
        }
        for (MysqlText each : texts) {
            sql.append(each.text()).append('\n').append(MysqlText.END);
            sql.append("\nSELECT ROW_COUNT() AS ")
                    .append(MARK)
                    .append(MysqlText.END)
                    .append('\n');
            if (each.isSelect()) {
                types.append(each.withoutRows()).append(MysqlText.END).append('\n');
            }
            types.append("SELECT 1 AS ")
                    .append(MARK)
                    .append(" LIMIT 0")
                    .append(MysqlText.END)
                    .append('\n');
        }
        sql.append(onlyReads() || single ? "COMMIT" + MysqlText.END + "\n" : "");
        List<String> flags = new ArrayList<>(List.of("--default-character-set=utf8mb4", access.timeout()));
        if (!database.isEmpty()) {
            flags.add("--database=" + database);
        }
        return access.run(flags, (secret ? MysqlAccess.QUIET : "") + """
                "$client" "$@" --batch --xml || exit
                printf '\\0'
                printf '%%s' %s | "$client" "$@" --table --column-type-info --force 2>/dev/null || :
                """.formatted(ShellWords.quote(types.toString())))
                .withStdin(Bytes.of(sql.toString()));
    }

    /** What the server said of each text. */
    List<Said> said(ScriptResult result) throws UnknownStateException {
        String[] parts = result.out().split("\0", 2);
        if (parts.length < 2) {
            throw UnknownStateException.expected("answers and their types", result.out());
        }
        List<List<String>> types = types(parts[1]);
        List<Said> all = new ArrayList<>();
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<Map<String, String>> set : ResultSets.of(parts[0])) {
            boolean end = set.size() == 1 && set.getFirst().containsKey(MARK);
            if (!end) {
                rows = set;
                continue;
            }
            List<String> named = all.size() < types.size() ? types.get(all.size()) : List.of();
            long changed = number(set.getFirst().get(MARK));
            all.add(new Said(typed(rows, named), changed < 0 ? rows.size() : changed));
            rows = new ArrayList<>();
        }
        if (all.size() != texts.size()) {
            throw UnknownStateException.expected("as many answers as texts", parts[0]);
        }
        return all;
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    /** The types of columns of each text; none of those that find nothing. */
    private static List<List<String>> types(String printed) {
        List<List<String>> all = new ArrayList<>();
        List<String> some = new ArrayList<>();
        String name = "";
        for (MatchResult match : TYPE.matcher(printed).results().toList()) {
            if (match.group(1) != null) {
                name = match.group(1);
            } else if (name.equals(MARK)) {
                all.add(some);
                some = new ArrayList<>();
            } else {
                some.add(match.group(2));
            }
        }
        return all;
    }

    private static List<Map<String, @Nullable Object>> typed(List<Map<String, String>> rows, List<String> types) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Map<String, String> row : rows) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            int at = 0;
            for (Map.Entry<String, String> field : row.entrySet()) {
                String type = types.size() == row.size() ? types.get(at++) : "";
                one.put(field.getKey(), ResultSets.value(field.getValue(), type));
            }
            all.add(one);
        }
        return all;
    }
}
