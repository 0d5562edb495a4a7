package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever tasks do to each other, a run that reads ahead tells the same and leaves the same as one that reads
 * everything in its task's turn. Both hosts of the inventory are this one machine. More plays, or others:
 * {@code -Dplay.random.plays=500 -Dplay.random.seed=7}.
 */
class ReadAheadPlaysTest {
    private static final long SEED = Long.getLong("play.random.seed", 1);
    private static final long PLAYS = Long.getLong("play.random.plays", 60);

    /** Fields of events and results that are others each time. */
    private static final Pattern VARYING =
            Pattern.compile("\"(time|millis|[acm]time|inode|version|start|end|delta)\":[^,}]*");

    private static final Pattern RUN = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9a-f]{5}");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> itTellsAndLeavesTheSame() {
        return LongStream.range(SEED, SEED + PLAYS)
                .mapToObj(seed -> dynamicTest("seed " + seed, () -> compare(RandomPlay.of(seed))));
    }

    /** What is waited for has come by then, although the task before has seen that it was not there. */
    @Test
    void whatWasWaitedForIsSeen() throws IOException {
        Trial trial = new Trial(folder);
        Trial.Said said = trial.play("""
            tasks:
              - shell: (sleep 1; echo x >FOLDER/come) >/dev/null 2>&1 &
              - file: {path: FOLDER/come, state: absent}
              - stat: {path: FOLDER/come}
                register: seen
                until: seen.stat.exists
                retries: 50
                delay: 0.2
              - file: {path: FOLDER/come, state: absent}
            """);
        assertEquals(0, said.code(), said::everything);
        assertFalse(Files.exists(folder.resolve("come")), said::everything);
    }

    @Test
    void whatIsEvaluatedAheadWarnsInItsTurn() throws IOException {
        compare("""
            tasks:
              - file: {path: FOLDER/in/d, state: directory}
              - copy: {dest: FOLDER/in/a, content: "{{ lookup('file', '/nonexistent', errors='warn') }}x"}
            """);
    }

    private void compare(String play) throws IOException {
        for (List<String> options : List.of(List.of("--check"), List.<String>of())) {
            List<String> usual = toldTwice(play, "0", options);
            List<String> ahead = toldTwice(play, "60", options);
            for (int i = 0; i < Math.max(usual.size(), ahead.size()); i++) {
                assertEquals(line(usual, i), line(ahead, i), options + "\n" + play);
            }
        }
    }

    private static String line(List<String> lines, int number) {
        return number < lines.size() ? lines.get(number) : "";
    }

    /** Of a run that starts from the same each time, and of another one after it, which has less to do. */
    private List<String> toldTwice(String play, String seconds, List<String> options) throws IOException {
        clear();
        Trial trial = new Trial(folder);
        trial.file("hosts.ini", "[all]\nhere\nthere\n[all:vars]\nansible_connection=local\n");
        trial.file("in/a", "one");
        trial.file("in/d/c", "two");
        Files.createSymbolicLink(folder.resolve("in/same"), folder.resolve("in/d"));
        List<String> lines = new ArrayList<>(told(trial, play, seconds, options));
        lines.addAll(told(trial, play, seconds, options));
        return lines;
    }

    /** What is told of a run, how it ends, and what is there afterwards. */
    private List<String> told(Trial trial, String play, String seconds, List<String> options) throws IOException {
        String[] words = Stream.concat(Stream.of("--diff", "--read-ahead", seconds), options.stream())
                .toArray(String[]::new);
        Trial.Said said = trial.play(play, words);
        List<String> lines = new ArrayList<>();
        said.events()
                .lines()
                .map(event -> VARYING.matcher(event).replaceAll(""))
                .forEach(lines::add);
        said.err().lines().map(line -> RUN.matcher(line).replaceAll("ID")).forEach(lines::add);
        lines.add("exit code " + said.code());
        lines.add(left());
        return lines;
    }

    private String left() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder.resolve("in"))) {
            for (Path path : all.toList()) {
                boolean regular = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
                files.put(
                        path.toString(),
                        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)
                                + (regular ? Files.readString(path) : ""));
            }
        }
        return files.toString();
    }

    private void clear() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        }
    }
}
