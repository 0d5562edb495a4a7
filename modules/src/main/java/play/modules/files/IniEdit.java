package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.files.TextLines;

/**
 * How {@code ini_file} edits.
 *
 * @param section its name; empty for what stands before the first
 * @param option that is set or removed; none means the section as a whole
 * @param values it is to have, each on a line of its own; none with {@link Spelling#bare} means it stands alone
 * @param exclusive whether it has no others
 */
record IniEdit(String section, Optional<String> option, List<String> values, boolean exclusive, Spelling spelling) {
    private static final Pattern IDLE = Pattern.compile("[ \\t]*([#;].*)?");

    IniEdit {
        values = List.copyOf(values);
    }

    /**
     * How lines are written and read.
     *
     * @param tight whether nothing stands around the equals sign
     * @param anySpaces whether a line that differs in blanks around it alone is right
     * @param bare whether an option without a value is one
     * @param wakes whether an option that is commented out is taken for the one that is set
     */
    record Spelling(boolean tight, boolean anySpaces, boolean bare, boolean wakes) {}

    String present(String text) {
        return edited(text, this::with);
    }

    String absent(String text) {
        return edited(text, this::without);
    }

    /** Edits the lines, of which each ends in a line feed afterwards. */
    private static String edited(String text, UnaryOperator<List<String>> edit) {
        return Lines.keepingEnds(text, plain -> {
            List<String> before = TextLines.of(plain);
            List<String> after = edit.apply(new ArrayList<>(before));
            return after.equals(before)
                    ? plain
                    : String.join("", after.stream().map(line -> line + "\n").toList());
        });
    }

    /** Where the section's lines are, its heading among them. */
    private record Extent(int from, int to) {}

    private Optional<Extent> extent(List<String> lines) {
        int from = section.isEmpty() ? 0 : start(lines);
        if (from < 0) {
            return Optional.empty();
        }
        int to = section.isEmpty() ? from : from + 1;
        while (to < lines.size() && !lines.get(to).startsWith("[")) {
            to++;
        }
        return Optional.of(new Extent(from, to));
    }

    private int start(List<String> lines) {
        Pattern heading = Pattern.compile("\\[\\s*" + Pattern.quote(section.strip()) + "\\s*\\]");
        for (int i = 0; i < lines.size(); i++) {
            if (heading.matcher(lines.get(i)).lookingAt()) {
                return i;
            }
        }
        return -1;
    }

    private List<String> with(List<String> lines) {
        Optional<Extent> extent = extent(lines);
        if (extent.isEmpty()) {
            lines.add("[" + section + "]");
            option.ifPresent(name -> lines.addAll(isAlone() ? List.of(name) : assignments(name, values)));
            return lines;
        }
        List<String> part = lines.subList(extent.get().from(), extent.get().to());
        option.ifPresent(name -> set(name, part));
        return lines;
    }

    /** Lines that have a wanted value first, then any other lines of the option, then new ones. */
    private void set(String name, List<String> part) {
        List<String> missing = new ArrayList<>(values);
        List<Integer> done = new ArrayList<>();
        boolean stands = false;
        for (int i = 0; i < part.size(); i++) {
            Optional<String> value = value(name, part.get(i), spelling.wakes());
            if (value.filter(missing::remove).isPresent()) {
                part.set(i, written(name, part.get(i), value.get()));
                done.add(i);
            } else if (value.isPresent() && isAlone() && !stands) {
                part.set(i, name);
                done.add(i);
                stands = true;
            }
        }
        if (exclusive && !spelling.bare()) {
            replace(name, part, missing, done);
        }
        part.addAll(end(part), isAlone() && !stands ? List.of(name) : assignments(name, missing));
    }

    /** Whether the option stands without a value. */
    private boolean isAlone() {
        return values.isEmpty() && spelling.bare();
    }

    private void replace(String name, List<String> part, List<String> missing, List<Integer> done) {
        for (int i = 0; i < part.size() && !missing.isEmpty(); i++) {
            if (!done.contains(i) && value(name, part.get(i), spelling.wakes()).isPresent()) {
                part.set(i, written(name, part.get(i), missing.removeFirst()));
                done.add(i);
            }
        }
        for (int i = part.size() - 1; i >= 0; i--) {
            if (!done.contains(i) && value(name, part.get(i), false).isPresent()) {
                part.remove(i);
            }
        }
    }

    /** Behind the last line that says anything. */
    private static int end(List<String> part) {
        int end = part.size();
        while (end > 0 && IDLE.matcher(part.get(end - 1)).matches()) {
            end--;
        }
        return end;
    }

    private List<String> assignments(String name, List<String> some) {
        return some.stream().map(value -> assignment(name, value)).toList();
    }

    private String assignment(String name, String value) {
        return spelling.bare() && value.isEmpty() ? name : name + (spelling.tight() ? "=" : " = ") + value;
    }

    /** The line as it is to be; as it was where only blanks differ and may. */
    private String written(String name, String line, String value) {
        String wanted = assignment(name, value);
        boolean same = line.replaceFirst("[ \\t]*=[ \\t]*", "=").strip().equals(wanted.replaceFirst(" = ", "="));
        return spelling.anySpaces() && same ? line : wanted;
    }

    /** The value that a line gives the option; empty if the line has no equals sign, nothing if it is another's. */
    private static Optional<String> value(String name, String line, boolean commented) {
        Matcher match = Pattern.compile("[ \\t]*" + (commented ? "[#;]?" : "") + "[ \\t]*" + Pattern.quote(name)
                        + "[ \\t]*(?:=|$)[ \\t]*(.*)")
                .matcher(line);
        return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
    }

    private List<String> without(List<String> lines) {
        Optional<Extent> extent = extent(lines);
        if (extent.isPresent()) {
            List<String> part = lines.subList(extent.get().from(), extent.get().to());
            if (option.isEmpty()) {
                part.clear();
            } else {
                part.removeIf(line -> value(option.get(), line, false)
                        .filter(value -> exclusive || values.contains(value))
                        .isPresent());
            }
        }
        return lines;
    }
}
