package play.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.source.Span;
import play.value.Records;

/** Events as JSON lines, version 2: the records themselves, field by field; docs/events.md lists them. */
public final class JsonLines implements Report {
    private static final int VERSION = 2;

    private final PrintWriter out;

    public JsonLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public String name() {
        return "the events file";
    }

    @Override
    public void show(Stamped stamped) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("v", (long) VERSION);
        line.put("n", stamped.number());
        line.put("time", stamped.epochMillis());
        line.put("event", snake(stamped.event().getClass().getSimpleName()));
        fields(Record.class.cast(stamped.event()), line);
        out.println(ReportJson.text(line, false));
        // A program may follow the file, and the run may be killed.
        out.flush();
    }

    private static void fields(Record record, Map<String, @Nullable Object> line) {
        Records.fields(record).forEach((name, value) -> line.put(snake(name), data(value)));
    }

    private static @Nullable Object data(@Nullable Object value) {
        return switch (value) {
            case Span span -> ProblemsJson.place(span);
            case Optional<?> optional ->
                optional.<@Nullable Object>map(JsonLines::data).orElse(null);
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(data(item)));
                yield items;
            }
            case play.value.Secret secret -> secret;
            case play.value.Unknown unknown -> unknown;
            case Record record -> {
                Map<String, @Nullable Object> nested = new LinkedHashMap<>();
                if (isOneOfSeveral(record.getClass())) {
                    nested.put("kind", snake(record.getClass().getSimpleName()));
                }
                fields(record, nested);
                yield nested;
            }
            case Enum<?> constant -> snake(constant.name());
            case null, default -> value;
        };
    }

    /** Whether it takes a word to tell it from others in its place. */
    private static boolean isOneOfSeveral(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
    }

    static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }
}
