package play.event;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.source.Span;
import play.value.Secret;
import play.value.Unknown;

/**
 * Makes one event finished data: nothing in it is evaluated later, secrets are masked, and it has a bounded size
 * whatever hosts and playbooks come up with. What is cut says how long it was.
 */
final class PlainEvent {
    /** Chars of one text. */
    static final int LONGEST_TEXT = 1 << 20;

    /** Chars of all texts of an event. */
    static final int LONGEST_EVENT = 1 << 22;

    /** Lists and mappings within each other; beyond, parsers of JSON give up. */
    static final int DEEPEST = 64;

    /** Items and fields of an event. */
    private static final int MOST_ITEMS = 200_000;

    /**
     * Names of the inventory and of modules are no secrets: masked in part they would reveal what a secret looks like.
     */
    private static final Set<String> NAMES = Set.of("host", "hosts", "module");

    private final Masks masks;
    private int room = LONGEST_EVENT;
    private int items = MOST_ITEMS;

    PlainEvent(Masks masks) {
        this.masks = masks;
    }

    Redactor.Finished of(RunEvent event) {
        RunEvent plain = (RunEvent) record((Record) event, 0);
        return new Redactor.Finished(plain, LONGEST_EVENT - room);
    }

    private Object record(Record record, int depth) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        try {
            @Nullable Object[] fields = new @Nullable Object[components.length];
            for (int i = 0; i < components.length; i++) {
                Object field = components[i].getAccessor().invoke(record);
                boolean open = components[i].getType().isPrimitive()
                        || (NAMES.contains(components[i].getName()) && !(field instanceof Map));
                fields[i] = open ? field : plain(field, depth);
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return record.getClass().getDeclaredConstructor(types).newInstance(fields);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("an event's record cannot be copied: " + record.getClass(), e);
        }
    }

    private @Nullable Object plain(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> null;
            case String text -> text(text);
            case Secret secret -> Secret.MASK;
            case Unknown(String reason) -> new Unknown(text(reason));
            case Number number -> masks.hide(number.toString()).equals(Secret.MASK) ? Secret.MASK : number;
            case Boolean flag -> flag;
            case Enum<?> constant -> constant;
            case Span span -> span;
            case Optional<?> optional -> optional.map(item -> plain(item, depth));
            case StateChange.Text(String before, String after, String note)
            when Math.max(before.length(), after.length()) > LONGEST_TEXT ->
                record(new StateChange.Text(tooLong(before), tooLong(after), note), depth);
            case Record record -> record(record, depth);
            case Map<?, ?> map ->
                depth == DEEPEST ? "(mapping nested deeper than " + DEEPEST + " levels)" : map(map, depth + 1);
            case List<?> list ->
                depth == DEEPEST ? "(list nested deeper than " + DEEPEST + " levels)" : list(list, depth + 1);
            default -> text(String.valueOf(value));
        };
    }

    private static String tooLong(String text) {
        return text.length() <= LONGEST_TEXT ? text : "(" + text.length() + " characters, too long to be shown)\n";
    }

    private Map<String, @Nullable Object> map(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (items-- <= 0) {
                copy.put("…", "(" + map.size() + " fields, " + copy.size() + " are shown)");
                break;
            }
            String key = text(String.valueOf(entry.getKey()));
            copy.put(
                    copy.containsKey(key) ? key + " (" + (copy.size() + 1) + ")" : key, plain(entry.getValue(), depth));
        }
        return copy;
    }

    private List<@Nullable Object> list(List<?> list, int depth) {
        List<@Nullable Object> copy = new ArrayList<>();
        int at = 0;
        while (at < list.size() && items > 0 && room > 0) {
            List<String> lines = lines(list.subList(at, list.size()));
            copy.addAll(texts(lines));
            at += lines.size();
            if (lines.isEmpty()) {
                items--;
                copy.add(plain(list.get(at), depth));
                at++;
            }
        }
        if (at < list.size() && !(list.get(at) instanceof Record)) {
            copy.add("… (" + list.size() + " items, the first " + at + " are shown)");
        }
        return copy;
    }

    /**
     * The texts that a list begins with, as far as there is room: a secret may be spread over them, so they are looked
     * at together.
     */
    private List<String> lines(List<?> list) {
        List<String> lines = new ArrayList<>();
        long chars = 0;
        for (Object item : list) {
            if (!(item instanceof String line)
                    || items <= 0
                    || chars > room
                    || (line.length() > LONGEST_TEXT && !lines.isEmpty())) {
                break;
            }
            items--;
            chars += line.length();
            lines.add(line);
            if (line.length() > LONGEST_TEXT) {
                break;
            }
        }
        return lines;
    }

    private List<String> texts(List<String> lines) {
        if (lines.size() < 2) {
            return lines.stream().map(this::text).toList();
        }
        String joined = String.join("\n", lines);
        String hidden = masks.hide(joined);
        return hidden.equals(joined) ? lines.stream().map(this::cut).toList() : parted(lines, hidden);
    }

    /** As many texts again, each with as many lines as it had. */
    private List<String> parted(List<String> texts, String hidden) {
        String[] all = hidden.split("\n", -1);
        List<String> parted = new ArrayList<>();
        int at = 0;
        for (String text : texts) {
            int count = (int) text.chars().filter(c -> c == '\n').count() + 1;
            parted.add(cut(String.join("\n", Arrays.asList(all).subList(at, at + count))));
            at += count;
        }
        return parted;
    }

    /**
     * Masked before it is cut, so that no secret is cut in two; what stands before the cut of a long text may be half a
     * secret.
     */
    private String text(String text) {
        int most = Math.min(LONGEST_TEXT, Math.max(0, room));
        long margin = 2L * masks.longest();
        long needed = most + margin;
        if (text.length() <= needed) {
            return cut(masks.hide(text));
        }
        String start = masks.hide(text.substring(0, (int) needed));
        return shortened(start, Math.clamp(start.length() - margin, 0, most), text.length());
    }

    private String cut(String text) {
        int most = Math.min(LONGEST_TEXT, Math.max(0, room));
        return text.length() <= most ? counted(text) : shortened(text, most, text.length());
    }

    private String shortened(String text, int shown, int length) {
        int end = shown > 0 && Character.isHighSurrogate(text.charAt(shown - 1)) ? shown - 1 : shown;
        return counted(text.substring(0, end)) + "… (" + length + " characters, the first " + end + " are shown)";
    }

    private String counted(String text) {
        room -= text.length();
        return text;
    }
}
