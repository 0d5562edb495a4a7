package play.editor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression goes on with.
 *
 * @param of the variable whose field is meant; empty for other sorts
 * @param typed the part that is there already
 */
record ExpressionSpot(Sort sort, String of, String typed) {
    enum Sort {
        NAME,
        FIELD,
        FILTER,
        TEST,
        LOOKUP,
        NOTHING
    }

    /** How far back the begin of a template is looked for, chars. */
    private static final int FARTHEST = 4000;

    private static final Pattern KEY = Pattern.compile("\\n *(?:- +)*[A-Za-z_][\\w.]*:(?=\\s|$)");
    private static final Pattern FILTER = Pattern.compile("\\|\\s*([\\w.]*)$");
    private static final Pattern TEST = Pattern.compile("\\bis\\s+(?:not\\s+)?([\\w.]*)$");
    private static final Pattern BY_NAME = Pattern.compile("(?:select|reject)(?:attr)?\\([^()]*['\"]([\\w.]*)$");
    private static final Pattern LOOKUP = Pattern.compile("\\b(?:lookup|query|q)\\(\\s*['\"]([\\w.]*)$");
    private static final Pattern FIELD = Pattern.compile("([A-Za-z_]\\w*)((?:\\.\\w+)*)\\.(\\w*)$");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])([A-Za-z_]\\w*)?$");

    /**
     * What stands before an offset, if that is in a template: what follows its opening braces. In YAML a key in a line
     * between says that the braces were never closed.
     */
    static Optional<String> template(String text, int offset, boolean yaml) {
        String before = text.substring(Math.max(0, offset - FARTHEST), offset);
        int braces = Math.max(before.lastIndexOf("{{"), before.lastIndexOf("{%"));
        int closed = Math.max(before.lastIndexOf("}}"), before.lastIndexOf("%}"));
        if (braces < 0 || closed > braces) {
            return Optional.empty();
        }
        String inside = before.substring(braces + 2);
        return yaml && KEY.matcher(inside).find() ? Optional.empty() : Optional.of(inside);
    }

    /** @param before the expression so far */
    static ExpressionSpot of(String before) {
        Matcher lookup = LOOKUP.matcher(before);
        if (lookup.find()) {
            return new ExpressionSpot(Sort.LOOKUP, "", lookup.group(1));
        }
        Matcher byName = BY_NAME.matcher(before);
        if (byName.find()
                && before.substring(0, byName.start(1)).matches("(?s).*(?:,\\s*|(?:select|reject)\\()['\"]")) {
            return new ExpressionSpot(Sort.TEST, "", byName.group(1));
        }
        return isInString(before) ? new ExpressionSpot(Sort.NOTHING, "", "") : outside(before);
    }

    private static ExpressionSpot outside(String before) {
        Matcher filter = FILTER.matcher(before);
        Matcher test = TEST.matcher(before);
        Matcher field = FIELD.matcher(before);
        Matcher name = NAME.matcher(before);
        if (filter.find()) {
            return new ExpressionSpot(Sort.FILTER, "", filter.group(1));
        }
        if (test.find()) {
            return new ExpressionSpot(Sort.TEST, "", test.group(1));
        }
        if (field.find()) {
            return new ExpressionSpot(Sort.FIELD, field.group(1) + field.group(2), field.group(3));
        }
        return name.find()
                ? new ExpressionSpot(
                        Sort.NAME, "", Optional.ofNullable(name.group(1)).orElse(""))
                : new ExpressionSpot(Sort.NOTHING, "", "");
    }

    private static boolean isInString(String before) {
        char quote = 0;
        for (int i = 0; i < before.length(); i++) {
            char c = before.charAt(i);
            if (quote != 0 && c == '\\') {
                i++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
        }
        return quote != 0;
    }
}
