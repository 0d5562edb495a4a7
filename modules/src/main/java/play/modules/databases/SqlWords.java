package play.modules.databases;

import java.util.ArrayList;
import java.util.List;

/** The words of SQL as PostgreSQL reads it, without comments. */
final class SqlWords {
    /**
     * One of them.
     *
     * @param text in upper case where it is not quoted; a sign by itself is a word too
     * @param start where it begins in the whole
     * @param end where the next may begin
     */
    record Word(String text, boolean quoted, int start, int end) {
        boolean is(String other) {
            return !quoted && text.equals(other);
        }

        /** Whether it may be the name of something. */
        boolean isName() {
            return quoted ? text.startsWith("\"") : startsName(text.charAt(0));
        }
    }

    /** What separates words; other blanks are letters to the server. */
    private static final String BLANK = " \t\n\r\f\u000b";

    private final String sql;
    private int at;

    private SqlWords(String sql) {
        this.sql = sql;
    }

    static List<Word> of(String sql) {
        SqlWords words = new SqlWords(sql);
        List<Word> all = new ArrayList<>();
        while (words.at < sql.length()) {
            words.next(all);
        }
        return all;
    }

    private void next(List<Word> all) {
        char first = sql.charAt(at);
        int from = at;
        if (BLANK.indexOf(first) >= 0) {
            at++;
        } else if (sql.startsWith("--", at)) {
            at = endOf("\n", at);
        } else if (sql.startsWith("/*", at)) {
            skipComment();
        } else if (first == '\'' || first == '"') {
            quoted(first, isEscaped());
            all.add(new Word(sql.substring(from, at), true, from, at));
        } else if (first == '$' && dollarTag() > 0) {
            at = endOf(sql.substring(at, dollarTag()), dollarTag());
            all.add(new Word(sql.substring(from, at), true, from, at));
        } else {
            at++;
            while (isPart(first) && at < sql.length() && isPart(sql.charAt(at))) {
                at++;
            }
            all.add(new Word(upper(sql.substring(from, at)), false, from, at));
        }
    }

    /** Whether a name or a number may hold it: the server takes all that is not ASCII for letters. */
    private static boolean isPart(char sign) {
        return startsName(sign) || isDigit(sign) || sign == '$';
    }

    /** Whether a name that is not quoted may begin with it. */
    private static boolean startsName(char sign) {
        return sign >= 0x80 || sign == '_' || ((sign | 0x20) >= 'a' && (sign | 0x20) <= 'z');
    }

    private static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }

    /** The server tells upper from lower case of no other letters. */
    private static String upper(String word) {
        StringBuilder upper = new StringBuilder(word);
        for (int i = 0; i < word.length(); i++) {
            char sign = word.charAt(i);
            upper.setCharAt(i, sign >= 'a' && sign <= 'z' ? (char) (sign - 0x20) : sign);
        }
        return upper.toString();
    }

    private int endOf(String closing, int from) {
        int found = sql.indexOf(closing, from);
        return found < 0 ? sql.length() : found + closing.length();
    }

    /** Comments hold comments. */
    private void skipComment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
        at = Math.min(at, sql.length());
    }

    /** Whether the text that begins here is one in which a backslash hides what follows: E'…'. */
    private boolean isEscaped() {
        return at > 0 && "eE".indexOf(sql.charAt(at - 1)) >= 0 && (at == 1 || !isPart(sql.charAt(at - 2)));
    }

    private void quoted(char quote, boolean escaped) {
        at++;
        while (at < sql.length()) {
            char sign = sql.charAt(at++);
            if (sign == '\\' && escaped) {
                at++;
            } else if (sign == quote) {
                if (at >= sql.length() || sql.charAt(at) != quote) {
                    break;
                }
                at++;
            }
        }
        at = Math.min(at, sql.length());
    }

    /** Where the mark of a text such as {@code $body$…$body$} ends; 0 where none begins here. */
    private int dollarTag() {
        int end = at + 1;
        while (end < sql.length() && sql.charAt(end) != '$' && isPart(sql.charAt(end))) {
            end++;
        }
        boolean tag = end < sql.length() && sql.charAt(end) == '$' && (end == at + 1 || !isDigit(sql.charAt(at + 1)));
        return tag ? end + 1 : 0;
    }
}
