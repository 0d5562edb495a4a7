package play.cli;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is written in a file of a project or on the command line, the answer is diagnostics. Each run tries other
 * texts, made from those of other tests by mutation; {@code -Dplay.fuzz.seed} repeats one, {@code -Dplay.fuzz.rounds}
 * makes more of them.
 */
class LoadFuzzTest {
    private static final int ROUNDS = Integer.getInteger("play.fuzz.rounds", 100);
    private static final Path TEXTS = Path.of(System.getProperty("play.home", ""), "engine/src/test/resources/broken");
    private static final List<String> FRAGMENTS = List.of(
            "{{ ",
            " }}",
            "{% if x %}",
            "{#",
            "'",
            "\"",
            "\\",
            ": ",
            "- ",
            "? ",
            "|",
            ">-",
            "&a ",
            "*a",
            "!vault ",
            "!unsafe ",
            "\t",
            "\0",
            "\"\\0\"",
            "\r",
            "\u0085",
            "\ufeff",
            "\u2028",
            "\ud83d\ude00",
            "<<: ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "#",
            "%",
            "@",
            "`",
            "---\n",
            "...\n",
            "~",
            "null",
            "9".repeat(400),
            "1e999",
            "0x",
            "1_1_",
            "-",
            "..",
            "/",
            "$ANSIBLE_VAULT;1.1;AES256\n6162\n",
            "$ANSIBLE_VAULT;9",
            "[1:99999999]",
            "[a:z]",
            "=",
            "\n\n",
            "x".repeat(5000));

    /** What stands in the project, and each is made worse in turn. */
    private static final List<String> FILES = List.of(
            "site.yml",
            "hosts.yml",
            "hosts.ini",
            "group_vars/web.yml",
            "host_vars/w1",
            "vars.yml",
            "tasks.yml",
            "page.j2",
            "roles/good/meta/argument_specs.yml",
            "roles/good/meta/main.yml",
            "roles/good/defaults/main.yml",
            "roles/good/tasks/main.yml",
            "secret.yml");

    @TempDir
    Path folder;

    private final long seed = Long.getLong("play.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> texts = new ArrayList<>();

    @BeforeEach
    void project() throws IOException {
        try (Stream<Path> files = Files.list(TEXTS)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                texts.add(Files.readString(file));
            }
        }
        write("hosts.yml", "web: {hosts: {w1: {a: 1}}, vars: {b: '{{ a }}'}}\n");
        write(
                "hosts.ini",
                "[web]\nw1 a=1 ansible_connection=local\nw[2:3]\n[web:vars]\nb={{ a }}\n[all:children]\nweb\n");
        write("group_vars/web.yml", "c: '{{ b }}'\n");
        write("host_vars/w1", "d: [1, 2]\n");
        write("vars.yml", "e: {f: '{{ c | default(1) }}'}\n");
        write("tasks.yml", "- debug: msg={{ e.f }}\n  loop: '{{ d }}'\n");
        write("page.j2", "{% for x in d %}{{ x | int + 1 }}{% endfor %}\n");
        write(
                "roles/good/meta/argument_specs.yml",
                "argument_specs: {main: {options: {g: {type: int, required: true}}}}\n");
        write("roles/good/meta/main.yml", "dependencies: []\n");
        write("roles/good/defaults/main.yml", "g: '{{ 1 + 1 }}'\n");
        write(
                "roles/good/tasks/main.yml",
                "- command: echo {{ g }} chdir='/tmp'\n  register: r\n  until: r is success\n");
        write("secret.yml", "$ANSIBLE_VAULT;1.1;AES256\n3132\n");
        write("site.yml", """
            - hosts: web
              vars_files: [vars.yml]
              roles: [{role: good, g: 5}]
              tasks:
                - import_tasks: tasks.yml
                - include_tasks: {file: tasks.yml, apply: {tags: [x]}}
                - template: {src: page.j2, dest: /tmp/x, mode: "0644"}
                - block: [{fail: , when: d is defined}]
                  rescue: [{meta: noop}]
              handlers: [{name: h, debug: {var: e}, listen: [i]}]
            """);
    }

    @Test
    void theProjectIsFine() {
        assertTrue(lint("hosts.yml").contains("\n0 errors,"), () -> lint("hosts.yml"));
    }

    @Test
    void everyFileMayHoldAnything() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            String name = FILES.get(random.nextInt(FILES.size()));
            byte[] before = Files.readAllBytes(folder.resolve(name));
            String text = random.nextInt(3) == 0
                    ? texts.get(random.nextInt(texts.size()))
                    : new String(before, StandardCharsets.UTF_8);
            Files.write(folder.resolve(name), spoilt(text));
            lint(name.equals("hosts.ini") || random.nextBoolean() ? "hosts.ini" : "hosts.yml");
            Files.write(folder.resolve(name), before);
        }
    }

    @Test
    void everyPlaybookMayBeAnything() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Files.write(folder.resolve("site.yml"), spoilt(texts.get(random.nextInt(texts.size()))));
            lint("hosts.yml");
        }
    }

    @Test
    void everyCommandLineMayBeAnything() {
        List<String> words = List.of(
                "lint",
                "--guests",
                "off",
                "doc",
                "run",
                "help",
                "--syntax-check",
                "--list-tasks",
                "--list-hosts",
                "-i",
                "-e",
                "-l",
                "-t",
                "--skip-tags",
                "-vvv",
                "-C",
                "--",
                "-",
                "-f",
                "0",
                "x=1",
                "@nope",
                "{a: [",
                "=",
                "'",
                ",",
                "web:&",
                "!x",
                "~(",
                "w[9",
                "--limit=@nope",
                "--extra-vars={}",
                "--tags=",
                "-T",
                "file",
                "");
        for (int round = 0; round < ROUNDS; round++) {
            List<String> line = new ArrayList<>(List.of(words.get(random.nextInt(4))));
            for (int i = random.nextInt(6); i > 0; i--) {
                line.add(words.get(4 + random.nextInt(words.size() - 4)));
            }
            play(line);
        }
    }

    private byte[] spoilt(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            spoil(changed);
        }
        byte[] bytes = changed.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(8) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private void spoil(StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(12));
        switch (random.nextInt(6)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, text.substring(at, end));
            case 2 -> text.setLength(at);
            case 3 -> text.replace(at, end, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
            case 4 -> indent(text, at);
            default -> text.insert(at, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        }
    }

    /** A line a little further to the right or left. */
    private void indent(StringBuilder text, int at) {
        int line = text.lastIndexOf("\n", at) + 1;
        if (random.nextBoolean() || line >= text.length() || text.charAt(line) != ' ') {
            text.insert(line, " ".repeat(1 + random.nextInt(3)));
        } else {
            text.deleteCharAt(line);
        }
    }

    private String lint(String inventory) {
        return play(List.of(
                "lint",
                "--guests",
                "off",
                folder.resolve("site.yml").toString(),
                "-i",
                folder.resolve(inventory).toString()));
    }

    private String play(List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try {
            int code = Main.run(words, new Terminal(new PrintWriter(out), new PrintWriter(err), false, 80));
            assertNotEquals(250, code, () -> failure(words) + err);
        } catch (Error e) {
            throw new AssertionError(failure(words), e);
        }
        return out.toString().strip();
    }

    private String failure(List<String> words) {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder all = new StringBuilder("seed " + seed + ": " + words + "\n");
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append("== ")
                        .append(file)
                        .append('\n')
                        .append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
            return all.toString().replaceAll("[\\p{Cntrl}&&[^\n]]", "·");
        } catch (IOException e) {
            return "seed " + seed + ": " + e;
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }
}
