package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that are killed at moments drawn at random, and gone on with until they come to their end: they leave what a run
 * leaves that nobody kills, and repeat no more than what was under way when they were killed. More of them, or others:
 * {@code -Dplay.kills.seeds=50 -Dplay.kills.seed=7}.
 */
@Timeout(1200)
class KilledRunsTest {
    private static final long SEED = Long.getLong("play.kills.seed", 1);
    private static final long SEEDS = Long.getLong("play.kills.seeds", 2);
    private static final int KILLS = 4;

    /** Milliseconds from the first line of the journal on. */
    private static final int LATEST = 1800;

    private static final List<String> HOSTS = List.of("h1", "h2");

    private static final String PLAY = """
        - hosts: all
          gather_facts: false
          vars: {dir: "{{ playbook_dir }}/{{ inventory_hostname }}"}
          tasks:
            - file: {path: "{{ dir }}", state: directory}
            - stat: {path: "{{ dir }}/first"}
              register: before
            - shell: sleep 0.1; echo first >>{{ dir }}/log; touch {{ dir }}/first; echo made
              register: made
            - copy: {dest: "{{ dir }}/conf", content: "{{ made.stdout }}"}
              register: conf
              notify: tell
            - shell: sleep 0.1; echo second >>{{ dir }}/log
              when: conf is changed and not before.stat.exists
            - copy: {dest: "{{ dir }}/{{ item }}", content: "{{ item }} {{ made.stdout }}"}
              loop: [a, b, c]
            - block:
                - shell: sleep 0.1; echo third >>{{ dir }}/log
                - lineinfile: {path: "{{ dir }}/lines", line: one, create: true}
              always:
                - lineinfile: {path: "{{ dir }}/lines", line: two}
            - shell: sleep 0.1; echo once >>{{ playbook_dir }}/h1/log
              run_once: true
            - meta: flush_handlers
            - shell: echo {{ item }} >>{{ dir }}/log
              loop: [fourth, fifth]
            - copy: {dest: "{{ dir }}/last", content: "{{ made is changed }} {{ conf is changed }}"}
              notify: tell
          handlers:
            - {name: tell, shell: "sleep 0.1; echo told >>{{ dir }}/told"}
        """;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> theyLeaveWhatAWholeRunLeaves() {
        return LongStream.range(SEED, SEED + SEEDS).mapToObj(seed -> dynamicTest("seed " + seed, () -> goOn(seed)));
    }

    /** What a run leaves that is not killed, without how often things were done. */
    private static Map<String, String> whole() {
        Map<String, String> files = new TreeMap<>();
        for (String host : HOSTS) {
            Map.of(
                            "conf", "made",
                            "a", "a made",
                            "b", "b made",
                            "c", "c made",
                            "first", "",
                            "lines", "one\ntwo\n",
                            "last", "True True")
                    .forEach((name, text) -> files.put(host + "/" + name, text));
        }
        return files;
    }

    private void goOn(long seed) throws IOException, InterruptedException {
        Path here = Files.createDirectory(folder.resolve("seed" + seed));
        Files.writeString(here.resolve("site.yml"), PLAY);
        Files.writeString(here.resolve("hosts"), "[all:vars]\nansible_connection=local\n[all]\nh1\nh2\n");
        Random random = new Random(seed);
        int kills = 0;
        while (!hasEnded(here)) {
            if (kills < KILLS) {
                kill(here, random.nextInt(LATEST));
                kills++;
            } else {
                assertEquals(0, process(here).waitFor(), said(here));
            }
        }
        String told = "seed " + seed + ", " + kills + " kills\n" + said(here);
        assertEquals(whole(), left(here), told);
        int done = 0;
        for (String host : HOSTS) {
            List<String> lines = Files.readAllLines(here.resolve(host + "/log"));
            assertTrue(lines.containsAll(List.of("first", "second", "third", "fourth", "fifth")), told + lines);
            assertTrue(Files.readAllLines(here.resolve(host + "/told")).size() >= 2, told);
            done += lines.size();
        }
        assertTrue(done - 11 <= kills * HOSTS.size(), told + done);
        System.err.println("seed " + seed + ": " + kills + " kills, " + (done - 11) + " commands repeated");
    }

    /** A run is killed so long after its journal is there; it may have come to its end by then. */
    private static void kill(Path here, int after) throws IOException, InterruptedException {
        int before = journals(here).size();
        Process process = process(here);
        while (process.isAlive() && journals(here).size() == before) {
            Thread.sleep(10);
        }
        boolean ended = process.waitFor(after, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        assertTrue(!ended || process.exitValue() == 0, said(here));
    }

    private static boolean hasEnded(Path here) throws IOException {
        List<Path> journals = journals(here);
        return !journals.isEmpty()
                && Files.readAllLines(journals.getLast()).getLast().contains("\"code\":0");
    }

    private static Process process(Path here) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dmvel2.disable.jit=true",
                "-cp",
                System.getProperty("java.class.path"),
                "play.cli.Main",
                "run"));
        words.addAll(journals(here).isEmpty() ? List.of("site.yml", "-i", "hosts") : List.of("--resume"));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(here.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(here.resolve("said").toFile()))
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("XDG_STATE_HOME", here.resolve("state").toString());
        return builder.start();
    }

    private static String said(Path here) throws IOException {
        return Files.readString(here.resolve("said"));
    }

    private static List<Path> journals(Path here) throws IOException {
        Path runs = here.resolve("state/play/runs");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(runs)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9].*\\.jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> left(Path here) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String host : HOSTS) {
            try (Stream<Path> all = Files.list(here.resolve(host))) {
                for (Path file : all.collect(Collectors.toList())) {
                    String name = file.getFileName().toString();
                    if (!name.equals("log") && !name.equals("told")) {
                        files.put(host + "/" + name, Files.readString(file));
                    }
                }
            }
        }
        return files;
    }
}
