package play.expression.call;

import java.util.ArrayList;
import java.util.List;

/** The rows of a file of values between delimiters, in the dialect that Python calls {@code excel}. */
final class CsvRows {
    private enum At {
        START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final char delimiter;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private At at = At.START;

    private CsvRows(char delimiter) {
        this.delimiter = delimiter;
    }

    /** Rows that are empty are left out. */
    static List<List<String>> of(String text, char delimiter) {
        CsvRows rows = new CsvRows(delimiter);
        text.replace("\r\n", "\n").replace('\r', '\n').chars().forEach(c -> rows.take((char) c));
        rows.endRow();
        return rows.rows;
    }

    private void take(char c) {
        if (at == At.QUOTED) {
            if (c == '"') {
                at = At.QUOTE_IN_QUOTED;
            } else {
                field.append(c);
            }
        } else if (at == At.QUOTE_IN_QUOTED && c == '"') {
            field.append(c);
            at = At.QUOTED;
        } else if (c == '\n') {
            endRow();
        } else if (c == delimiter) {
            endField();
        } else if (at == At.START && c == '"') {
            at = At.QUOTED;
        } else {
            field.append(c);
            at = At.PLAIN;
        }
    }

    private void endField() {
        row.add(field.toString());
        field.setLength(0);
        at = At.START;
    }

    private void endRow() {
        if (at != At.START || !row.isEmpty()) {
            endField();
            rows.add(row);
            row = new ArrayList<>();
        }
    }
}
