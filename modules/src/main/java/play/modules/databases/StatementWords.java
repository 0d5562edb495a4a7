package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of a statement of MySQL: what is between quotes is one, whatever it holds. */
final class StatementWords {
    /**
     * One of them.
     *
     * @param text without its quotes; a sign by itself is a word too
     */
    record Word(String text, boolean quoted) {
        boolean is(String other) {
            return !quoted && text.equalsIgnoreCase(other);
        }

        String upper() {
            return text.toUpperCase(Locale.ROOT);
        }
    }

    private final String statement;
    private int at;

    private StatementWords(String statement) {
        this.statement = statement;
    }

    static List<Word> of(String statement) {
        StatementWords words = new StatementWords(statement);
        List<Word> all = new ArrayList<>();
        while (words.at < statement.length()) {
            char first = statement.charAt(words.at);
            if (Character.isWhitespace(first)) {
                words.at++;
            } else if ("`'\"".indexOf(first) >= 0) {
                all.add(new Word(words.quoted(first), true));
            } else {
                all.add(new Word(words.plain(), false));
            }
        }
        return all;
    }

    /** Where these plain words follow each other; -1 where they don't. */
    static int find(List<Word> words, String... wanted) {
        for (int from = 0; from + wanted.length <= words.size(); from++) {
            int same = 0;
            while (same < wanted.length && words.get(from + same).is(wanted[same])) {
                same++;
            }
            if (same == wanted.length) {
                return from;
            }
        }
        return -1;
    }

    private String plain() {
        int from = at++;
        while (isPart(statement.charAt(from)) && at < statement.length() && isPart(statement.charAt(at))) {
            at++;
        }
        return statement.substring(from, at);
    }

    private static boolean isPart(char sign) {
        return Character.isLetterOrDigit(sign) || sign == '_' || sign == '$' || sign == '%' || sign == '\\';
    }

    /** A quote within is written twice; a backslash hides what follows, but in names. */
    private String quoted(char quote) {
        StringBuilder text = new StringBuilder();
        at++;
        while (at < statement.length()) {
            char sign = statement.charAt(at++);
            boolean more = at < statement.length();
            if (sign == quote && !(more && statement.charAt(at) == quote)) {
                break;
            }
            boolean hides = sign == quote || (sign == '\\' && quote != '`');
            text.append(hides && more ? statement.charAt(at++) : sign);
        }
        return text.toString();
    }
}
