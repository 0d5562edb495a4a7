package play.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The difference of two texts in unified format, three lines of context. */
public final class UnifiedDiff {
    private static final int CONTEXT = 3;

    /** Beyond this many cells a line-by-line comparison costs too much, and all lines are shown as replaced. */
    private static final long MOST_CELLS = 25_000_000;

    private record Line(char mark, String text) {}

    private UnifiedDiff() {}

    /** Its lines; none when the texts are the same. A line of a text may hold anything but a line feed. */
    public static List<String> of(String name, String before, String after) {
        if (before.equals(after)) {
            return List.of();
        }
        List<Line> lines = edits(lines(before), lines(after));
        List<String> diff = new ArrayList<>(List.of("--- before: " + name, "+++ after: " + name));
        int oldLine = 1;
        int newLine = 1;
        int index = 0;
        while (index < lines.size()) {
            int end = hunkEnd(lines, index);
            if (end > index) {
                hunk(diff, lines.subList(index, end), oldLine, newLine);
            } else {
                end = index + 1;
            }
            for (Line line : lines.subList(index, end)) {
                oldLine += line.mark() == '+' ? 0 : 1;
                newLine += line.mark() == '-' ? 0 : 1;
            }
            index = end;
        }
        return diff;
    }

    /** Where the hunk that begins with the context at {@code from} ends; {@code from} itself when none begins there. */
    private static int hunkEnd(List<Line> lines, int from) {
        int first = from;
        while (first < lines.size()
                && first < from + CONTEXT + 1
                && lines.get(first).mark() == ' ') {
            first++;
        }
        if (first >= lines.size() || lines.get(first).mark() == ' ' || first - from > CONTEXT) {
            return from;
        }
        int last = first;
        for (int i = first; i < lines.size() && i <= last + 2 * CONTEXT; i++) {
            if (lines.get(i).mark() != ' ') {
                last = i;
            }
        }
        return Math.min(lines.size(), last + 1 + CONTEXT);
    }

    private static void hunk(List<String> diff, List<Line> lines, int oldLine, int newLine) {
        long olds = lines.stream().filter(line -> line.mark() != '+').count();
        long news = lines.stream().filter(line -> line.mark() != '-').count();
        diff.add("@@ -%s +%s @@".formatted(range(oldLine, olds), range(newLine, news)));
        lines.forEach(line -> Collections.addAll(diff, (line.mark() + line.text()).split("\n")));
    }

    private static String range(int start, long count) {
        return count == 1 ? String.valueOf(start) : (count == 0 ? start - 1 : start) + "," + count;
    }

    private static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        } else {
            lines.set(lines.size() - 1, lines.getLast() + "\n\\ No newline at end of file");
        }
        return lines;
    }

    /** By the longest common subsequence; equal heads and tails are set aside first. */
    private static List<Line> edits(List<String> old, List<String> fresh) {
        int head = 0;
        while (head < old.size() && head < fresh.size() && old.get(head).equals(fresh.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < old.size() - head
                && tail < fresh.size() - head
                && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
            tail++;
        }
        List<Line> lines = new ArrayList<>();
        old.subList(0, head).forEach(text -> lines.add(new Line(' ', text)));
        middle(old.subList(head, old.size() - tail), fresh.subList(head, fresh.size() - tail), lines);
        old.subList(old.size() - tail, old.size()).forEach(text -> lines.add(new Line(' ', text)));
        return lines;
    }

    private static void middle(List<String> old, List<String> fresh, List<Line> lines) {
        if ((long) old.size() * fresh.size() > MOST_CELLS) {
            old.forEach(text -> lines.add(new Line('-', text)));
            fresh.forEach(text -> lines.add(new Line('+', text)));
            return;
        }
        int[][] common = common(old, fresh);
        int i = 0;
        int j = 0;
        while (i < old.size() || j < fresh.size()) {
            if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
                lines.add(new Line(' ', old.get(i++)));
                j++;
            } else if (i < old.size() && (j == fresh.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', old.get(i++)));
            } else {
                lines.add(new Line('+', fresh.get(j++)));
            }
        }
    }

    private static int[][] common(List<String> old, List<String> fresh) {
        int[][] length = new int[old.size() + 1][fresh.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = fresh.size() - 1; j >= 0; j--) {
                length[i][j] = old.get(i).equals(fresh.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }
}
