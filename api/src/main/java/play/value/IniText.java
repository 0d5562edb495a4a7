package play.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file of sections, read as Python's {@code configparser} reads it. */
public final class IniText {
    private static final String DEFAULTS = "DEFAULT";

    private static final Pattern SECTION = Pattern.compile("\\[(.+)].*");
    private static final Pattern OPTION = Pattern.compile("([^=:]*?)\\s*[=:]\\s*(.*)");
    private static final Pattern REFERENCE = Pattern.compile("%(?:(%)|\\(([^)]+)\\)s)?");
    private static final int DEEPEST = 10;

    private final Manner manner;
    private final Map<String, Map<String, @Nullable String>> sections = new LinkedHashMap<>();

    /** How a file is read: case of its keys, keys without a value, {@code %(key)s} in values. */
    public record Manner(boolean caseSensitive, boolean keysAlone, boolean interpolates) {}

    public IniText(String text, Manner manner) throws MalformedTextException {
        this.manner = manner;
        sections.put(DEFAULTS, new LinkedHashMap<>());
        new Reader().read(text);
    }

    /** The keys and values of a section, and those of {@code DEFAULT}; nothing when there is no such section. */
    public Optional<Map<String, @Nullable String>> section(String section) throws MalformedTextException {
        @Nullable Map<String, @Nullable String> own = sections.get(section);
        if (own == null) {
            return Optional.empty();
        }
        Map<String, @Nullable String> all = new LinkedHashMap<>(sections.getOrDefault(DEFAULTS, Map.of()));
        all.putAll(own);
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable String> entry : all.entrySet()) {
            @Nullable String value = entry.getValue();
            values.put(
                    entry.getKey(),
                    value == null || !manner.interpolates() ? value : interpolated(entry.getKey(), value, all, 1));
        }
        return Optional.of(values);
    }

    /** The names of all sections but {@code DEFAULT}. */
    public List<String> names() {
        return sections.keySet().stream().filter(name -> !name.equals(DEFAULTS)).toList();
    }

    /** A key as it stands in {@link #section}. */
    public String key(String written) {
        return manner.caseSensitive() ? written : written.toLowerCase(Locale.ROOT);
    }

    /** Messages name the key alone: values may be secret. */
    private String interpolated(String key, String value, Map<String, @Nullable String> all, int depth)
            throws MalformedTextException {
        if (depth > DEEPEST) {
            throw wrong("values refer to each other more than " + DEEPEST + " levels deep, at the key '" + key + "'");
        }
        StringBuilder out = new StringBuilder();
        Matcher reference = REFERENCE.matcher(value);
        while (reference.find()) {
            if (reference.group(1) == null && reference.group(2) == null) {
                throw wrong("the value of '" + key + "' has a '%' that neither '%' nor '(key)s' follows; write '%%'");
            }
            @Nullable String written = reference.group(2);
            reference.appendReplacement(
                    out, Matcher.quoteReplacement(written == null ? "%" : referred(key, written, all, depth)));
        }
        return reference.appendTail(out).toString();
    }

    private String referred(String from, String written, Map<String, @Nullable String> all, int depth)
            throws MalformedTextException {
        @Nullable String found = all.get(key(written));
        if (found == null) {
            throw wrong("the value of '" + from + "' refers to a key that its section does not have");
        }
        return interpolated(key(written), found, all, depth + 1);
    }

    private static MalformedTextException wrong(String why) {
        return new MalformedTextException(why);
    }

    /** Goes through the lines. */
    private final class Reader {
        private int number;
        private int indent;
        private @Nullable Map<String, List<String>> section;
        private @Nullable List<String> value;

        void read(String text) throws MalformedTextException {
            Map<String, Map<String, List<String>>> read = new LinkedHashMap<>();
            for (String line : text.split("\\R", -1)) {
                number++;
                take(line, read);
            }
            read.forEach((title, options) -> {
                Map<String, @Nullable String> values = sections.computeIfAbsent(title, any -> new LinkedHashMap<>());
                options.forEach((key, lines) -> values.put(
                        key, lines.isEmpty() ? null : String.join("\n", lines).stripTrailing()));
            });
        }

        private void take(String line, Map<String, Map<String, List<String>>> read) throws MalformedTextException {
            String content = line.strip();
            if (content.startsWith("#") || content.startsWith(";")) {
                return;
            }
            if (content.isEmpty()) {
                if (value != null && !value.isEmpty()) {
                    value.add("");
                }
                return;
            }
            int depth = line.indexOf(content);
            if (value != null && depth > indent) {
                goOn(content);
                return;
            }
            indent = depth;
            Matcher title = SECTION.matcher(content);
            if (title.matches()) {
                begin(title.group(1), read);
            } else {
                option(content);
            }
        }

        private void goOn(String content) throws MalformedTextException {
            if (value == null || value.isEmpty()) {
                throw wrong("line " + number + " goes on with a key that has no value");
            }
            value.add(content);
        }

        private void begin(String title, Map<String, Map<String, List<String>>> read) throws MalformedTextException {
            if (read.containsKey(title) && !title.equals(DEFAULTS)) {
                throw wrong("the section '" + title + "' stands there twice, the second time in line " + number);
            }
            section = read.computeIfAbsent(title, any -> new LinkedHashMap<>());
            value = null;
        }

        private void option(String content) throws MalformedTextException {
            if (section == null) {
                throw wrong("line " + number + " stands before the first [section]");
            }
            Matcher option = OPTION.matcher(content);
            boolean valued = option.matches();
            if (!valued && !manner.keysAlone()) {
                throw wrong("line " + number + " is no 'key = value'");
            }
            String key = key(valued ? option.group(1) : content);
            List<String> lines =
                    valued ? new ArrayList<>(List.of(option.group(2).strip())) : List.of();
            if (key.isEmpty()) {
                throw wrong("line " + number + " has no key");
            }
            if (section.putIfAbsent(key, lines) != null) {
                throw wrong("the key '" + key + "' stands twice in its section, the second time in line " + number);
            }
            value = lines;
        }
    }
}
