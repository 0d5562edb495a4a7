package play.modules.files;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.value.Bytes;

/**
 * How fragments become one file.
 *
 * @param chosen which names have a part in it
 * @param hidden whether names that begin with a dot have
 * @param delimiter what stands between two and ends its line, with escapes; empty where nothing does
 */
record Assembly(Optional<Pattern> chosen, boolean hidden, String delimiter) {
    /** Of escapes in text, as Python knows them. */
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:([abfnrtv\\\\'\"])|x([0-9a-fA-F]{2})|([0-7]{1,3})|\n)");

    private static final String NAMES = "abfnrtv";
    private static final String MEANT = "\007\b\f\n\r\t\013";

    /** Of bytes by name. */
    Bytes of(SortedMap<String, Bytes> fragments) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] last = {'\n'};
        boolean first = true;
        for (Map.Entry<String, Bytes> fragment : fragments.entrySet()) {
            if (!takes(fragment.getKey())) {
                continue;
            }
            end(all, last);
            if (!first && !delimiter.isEmpty()) {
                byte[] between = Bytes.of(unescaped(delimiter)).toArray();
                all.writeBytes(between);
                end(all, between);
            }
            last = fragment.getValue().toArray();
            all.writeBytes(last);
            first = false;
        }
        return Bytes.of(all.toByteArray());
    }

    boolean takes(String name) {
        return (hidden || !name.startsWith("."))
                && chosen.filter(pattern -> !pattern.matcher(name).find()).isEmpty();
    }

    private static void end(ByteArrayOutputStream all, byte[] last) {
        if (last.length == 0 || last[last.length - 1] != '\n') {
            all.write('\n');
        }
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(meant(found)));
    }

    private static String meant(MatchResult found) {
        if (found.group(1) != null) {
            int name = NAMES.indexOf(found.group(1));
            return name < 0 ? found.group(1) : MEANT.substring(name, name + 1);
        }
        if (found.group(2) != null) {
            return String.valueOf((char) Integer.parseInt(found.group(2), 16));
        }
        return found.group(3) == null ? "" : String.valueOf((char) (Integer.parseInt(found.group(3), 8) & 0xff));
    }
}
