package play.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that is followed from its beginning to its end: its blocks with a title are files, in its blocks of
 * {@code console} the lines that begin with a dollar sign are commands, and those below are what they print.
 *
 * @param steps all text of the page, in its order
 */
record Walkthrough(List<Step> steps) {
    private static final Pattern OPEN = Pattern.compile("```([a-z0-9]+)(?: title=\"([^\"]+)\")?");

    /** What the page consists of. */
    sealed interface Step {
        /** What is neither a file nor a command: one line. */
        record Prose(String line) implements Step {}

        /** A file to be written; {@code path} is relative to the directory of the walk. */
        record Content(String path, List<String> lines) implements Step {}

        /** A command of the shell, and what it prints. */
        record Command(String text, List<String> printed) implements Step {}
    }

    static Walkthrough of(List<String> page) {
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < page.size()) {
            String line = page.get(at++);
            steps.add(new Step.Prose(line));
            Matcher open = OPEN.matcher(line);
            if (open.matches()) {
                int end = at + page.subList(at, page.size()).indexOf("```");
                if (end < at) {
                    throw new IllegalArgumentException("the block of line " + at + " has no end");
                }
                steps.addAll(block(open, page.subList(at, end)));
                at = end;
                steps.add(new Step.Prose(page.get(at++)));
            }
        }
        return new Walkthrough(steps);
    }

    private static List<Step> block(Matcher open, List<String> lines) {
        if (open.group(2) != null) {
            return List.of(new Step.Content(open.group(2), List.copyOf(lines)));
        }
        return open.group(1).equals("console")
                ? commands(lines)
                : lines.stream().<Step>map(Step.Prose::new).toList();
    }

    private static List<Step> commands(List<String> lines) {
        List<Step> commands = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at++);
            if (!line.startsWith("$ ")) {
                throw new IllegalArgumentException("'" + line + "' is printed by no command");
            }
            int end = at;
            while (end < lines.size() && !lines.get(end).startsWith("$ ")) {
                end++;
            }
            commands.add(new Step.Command(line.substring(2), List.copyOf(lines.subList(at, end))));
            at = end;
        }
        return commands;
    }
}
