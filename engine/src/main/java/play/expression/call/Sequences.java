package play.expression.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Numbers;
import play.expression.data.Printf;
import play.expression.data.Text;

/**
 * The lookup {@code sequence}: numbers as texts, from options or from {@code start=1 end=5} and {@code 1-5/2:host%02d}.
 */
final class Sequences {
    private static final Pattern SHORT =
            Pattern.compile("(?:(?<start>-?\\w+)-)?(?<end>-?\\w+)(?:/(?<stride>-?\\w+))?(?::(?<format>.+))?");

    private static final List<String> OPTIONS = List.of("start", "end", "count", "stride", "format");

    private Sequences() {}

    static List<@Nullable Object> numbers(List<@Nullable Object> terms, Given given) {
        FreshList all = new FreshList();
        if (terms.isEmpty()) {
            add(options(given), all);
        }
        terms.forEach(term -> {
            Map<String, String> options = options(given);
            options.putAll(read(Text.of(term)));
            add(options, all);
        });
        return all;
    }

    private static Map<String, String> options(Given given) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String name : OPTIONS) {
            if (given.get(name) != null) {
                options.put(name, Text.of(given.get(name)));
            }
        }
        return options;
    }

    private static Map<String, String> read(String term) {
        Map<String, String> options = new LinkedHashMap<>();
        if (term.contains("=")) {
            TermWords.objection("sequence", Set.copyOf(OPTIONS), term).ifPresent(detail -> {
                throw Failure.arguments(detail);
            });
            for (String word : term.strip().split("\\s+", -1)) {
                int equals = word.indexOf('=');
                options.put(word.substring(0, Math.max(0, equals)), word.substring(equals + 1));
            }
            return options;
        }
        Matcher match = SHORT.matcher(term.strip());
        if (!match.matches()) {
            throw Failure.arguments("'" + term + "' is not a sequence; write 'start=1 end=5' or '1-5'.");
        }
        for (String name : List.of("start", "end", "stride", "format")) {
            if (match.group(name) != null) {
                options.put(name, match.group(name));
            }
        }
        return options;
    }

    private static void add(Map<String, String> options, FreshList all) {
        long start = number(options, "start", 1);
        long stride = number(options, "stride", 1);
        boolean counted = options.containsKey("count");
        if (!counted && !options.containsKey("end")) {
            throw Failure.arguments("The lookup 'sequence' needs 'end' or 'count'.");
        }
        long count = number(options, "count", 0);
        long end = counted ? start + (count - 1) * stride : number(options, "end", 0);
        if (stride == 0 || (counted && count == 0)) {
            return;
        }
        for (long i = start; stride > 0 ? i <= end : i >= end; i += stride) {
            Bounds.checkList(all.size() + 1L);
            all.add(Printf.format(options.getOrDefault("format", "%d"), i));
        }
    }

    private static long number(Map<String, String> options, String name, long otherwise) {
        String text = options.get(name);
        if (text == null) {
            return otherwise;
        }
        return Numbers.parseLong(text, 0)
                .filter(number -> Math.abs(number) < 1L << 40)
                .orElseThrow(() -> Failure.arguments(
                        "'" + name + "' of the lookup 'sequence' must be an integer, not '" + text + "'."));
    }
}
