package play.expression.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.Numbers;
import play.expression.data.Text;

/**
 * A term of a lookup with what is asked of it: options are arguments, or stand in the term as Ansible had it once,
 * {@code key section=main file=x.ini}.
 */
final class TermOptions {
    private final String lookup;
    private final String key;
    private final Map<String, @Nullable Object> options;

    private TermOptions(String lookup, String key, Map<String, @Nullable Object> options) {
        this.lookup = lookup;
        this.key = key;
        this.options = options;
    }

    /** @param names of the options there are */
    static TermOptions of(String lookup, String term, Set<String> names, Given given) {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        names.stream().filter(given::has).forEach(name -> options.put(name, given.get(name)));
        if (!term.contains("=")) {
            return new TermOptions(lookup, term, options);
        }
        TermWords.objection(lookup, names, term).ifPresent(detail -> {
            throw Failure.arguments(detail);
        });
        List<String> key = new ArrayList<>();
        Matcher word = TermWords.WORD.matcher(term);
        while (word.find()) {
            int sign = word.group().indexOf('=');
            if (sign < 0) {
                key.add(word.group());
            } else {
                String name = word.group().substring(0, sign);
                options.put(name, unquoted(word.group().substring(sign + 1)));
            }
        }
        return new TermOptions(lookup, String.join(" ", key), options);
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && "\"'".indexOf(text.charAt(0)) >= 0
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** The term without options. */
    String key() {
        return key;
    }

    String text(String name, String otherwise) {
        return options.get(name) == null ? otherwise : Text.of(options.get(name));
    }

    @Nullable
    Object value(String name, @Nullable Object otherwise) {
        return options.containsKey(name) ? options.get(name) : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        return switch (options.get(name)) {
            case null -> otherwise;
            case String text -> isTrue(name, text);
            case Object value -> Data.truth(value);
        };
    }

    private boolean isTrue(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "y", "t", "1" -> true;
            case "false", "no", "off", "n", "f", "0" -> false;
            default ->
                throw Failure.arguments("The option '" + name + "' of the lookup '" + lookup
                        + "' is true or false, not '" + text + "'.");
        };
    }

    int number(String name, int otherwise) {
        Object value = options.get(name);
        String what = "The option '" + name + "' of the lookup '" + lookup + "'";
        if (value instanceof String text) {
            if (!text.strip().matches("-?[0-9]{1,6}")) {
                throw Failure.arguments(what + " is a number, not '" + text + "'.");
            }
            return Integer.parseInt(text.strip());
        }
        return value == null ? otherwise : Numbers.small(value, what);
    }
}
