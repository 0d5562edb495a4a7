package play.modules.cron;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import play.files.TextLines;

/** The lines of a crontab, as Ansible marks them: above each job that has a name stands a comment with it. */
final class CronLines {
    private static final String MARK = "#Ansible: ";

    private final String before;
    private final List<String> lines;
    private boolean changed;

    private CronLines(String text) {
        this.before = text;
        this.lines = TextLines.of(text);
        this.changed = !text.isEmpty() && !text.endsWith("\n");
    }

    static CronLines of(String text) {
        return new CronLines(text);
    }

    /** The text as it was where nothing changed; else with one line feed at its end. */
    String text() {
        if (!changed) {
            return before;
        }
        String joined = TextLines.joined(lines, "").replaceFirst("\\n+\\z", "\n");
        return joined.equals("\n") ? "" : joined;
    }

    boolean isBlank() {
        return lines.stream().allMatch(String::isBlank);
    }

    /** Names of jobs. */
    List<String> jobs() {
        return lines.stream()
                .map(CronLines::bare)
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()))
                .toList();
    }

    /** Names of variables. */
    List<String> variables() {
        return lines.stream()
                .map(CronLines::bare)
                .filter(line -> line.matches("\\S+=.*"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
    }

    /** The line of the job under its name; one that stands there without a name gets it. */
    CronLines job(String name, String job) {
        int at = marked(name);
        if (at >= 0) {
            replace(name, job);
            return this;
        }
        int unnamed = lines.indexOf(job);
        if (unnamed >= 0 && (unnamed == 0 || !lines.get(unnamed - 1).startsWith(MARK))) {
            lines.add(unnamed, MARK + name);
        } else {
            lines.add(MARK + name);
            lines.add(job);
        }
        changed = true;
        return this;
    }

    private int marked(String name) {
        return IntStream.range(0, lines.size())
                .filter(i -> isMark(lines.get(i), name))
                .findFirst()
                .orElse(-1);
    }

    private static boolean isMark(String line, String name) {
        return bare(line).equals(MARK + name);
    }

    /** Without the carriage return of a file from elsewhere; at the end of a job it is a part of its command. */
    private static String bare(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private void replace(String name, String job) {
        for (int i = 0; i < lines.size(); i++) {
            if (!isMark(lines.get(i), name)) {
                continue;
            }
            if (i + 1 == lines.size()) {
                lines.add(job);
                changed = true;
            } else if (!lines.get(i + 1).equals(job)) {
                lines.set(i + 1, job);
                changed = true;
            }
            i++;
        }
    }

    /** Without the job of this name. */
    CronLines withoutJob(String name) {
        for (int at = marked(name); at >= 0; at = marked(name)) {
            lines.subList(at, Math.min(at + 2, lines.size())).clear();
            changed = true;
        }
        return this;
    }

    /**
     * The variable with this value, at the top where it is new.
     *
     * @param beside another variable, beside which it goes where it is new
     * @param after whether it goes after that one rather than before it
     */
    CronLines variable(String name, String value, Optional<String> beside, boolean after) {
        String line = name + "=\"" + value + "\"";
        List<String> found =
                lines.stream().filter(other -> other.startsWith(name + "=")).toList();
        if (found.isEmpty()) {
            int at = beside.map(this::place)
                    .map(other -> other + (after ? 1 : 0))
                    .orElse(0);
            lines.add(at, line);
            changed = true;
        } else if (!found.getFirst().equals(line)) {
            lines.replaceAll(other -> other.startsWith(name + "=") ? line : other);
            changed = true;
        }
        return this;
    }

    CronLines withoutVariable(String name) {
        changed |= lines.removeIf(line -> line.startsWith(name + "="));
        return this;
    }

    /** Whether there is a variable of this name. */
    boolean hasVariable(String name) {
        return place(name) >= 0;
    }

    private int place(String variable) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(variable + "=")) {
                return i;
            }
        }
        return -1;
    }
}
