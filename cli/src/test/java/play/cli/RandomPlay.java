package play.cli;

import java.util.List;
import java.util.Random;

/**
 * Tasks drawn at random that get in each other's way: a few files, changed by modules, scripts and links, looked at by
 * conditions, by way of two names of one directory.
 */
final class RandomPlay {
    private static final List<String> NAMES = List.of("a", "b", "d/c", "same/c", "d/e");
    private static final List<String> TEXTS = List.of("one", "two");

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int registers;

    private RandomPlay(long seed) {
        random = new Random(seed);
    }

    /** The keys of a play beside its hosts, for {@link Trial#play}. */
    static String of(long seed) {
        RandomPlay play = new RandomPlay(seed);
        play.text.append("vars: {who: one}\n").append("tasks:\n");
        play.tasks("", 4 + play.random.nextInt(12), 1);
        play.text.append("handlers:\n- name: mend\n  copy: {dest: FOLDER/in/a, content: mended}\n");
        return play.text.toString();
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    private String path() {
        return "FOLDER/in/" + any(NAMES);
    }

    private void tasks(String indent, int count, int depth) {
        for (int i = 0; i < count; i++) {
            if (depth > 0 && once(8)) {
                text.append(indent).append("- block:\n");
                tasks(indent + "  ", 1 + random.nextInt(4), depth - 1);
                text.append(indent).append("  rescue:\n");
                tasks(indent + "  ", 1 + random.nextInt(2), 0);
            } else {
                task(indent);
            }
        }
    }

    private void task(String indent) {
        String task = module();
        text.append(indent).append("- ").append(task).append('\n');
        if (once(4)) {
            text.append(indent).append("  when: ").append(condition()).append('\n');
        }
        if (once(6)) {
            text.append(indent).append("  notify: mend\n");
        }
        if (once(5)) {
            text.append(indent).append("  ignore_errors: true\n");
        }
        if (once(8)) {
            text.append(indent).append("  delegate_to: there\n");
        }
        if (task.contains("{{ item }}")) {
            text.append(indent).append("  loop: [a, b, d/c]\n");
        }
    }

    private String condition() {
        return registers == 0 || once(2)
                ? any(List.of("who == 'one'", "who == 'two'", "false"))
                : "r" + random.nextInt(registers) + ".changed | default(true)";
    }

    private String registering() {
        return "\n  register: r" + registers++;
    }

    private String module() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> "copy: {dest: " + path() + ", content: " + any(TEXTS) + "}";
            case 3 -> "copy: {dest: 'FOLDER/in/{{ item }}', content: " + any(TEXTS) + "}";
            case 4 -> "file: {path: " + path() + ", state: " + any(List.of("absent", "touch", "file")) + "}";
            case 5 -> "file: {path: " + path() + ", mode: " + any(List.of("'0600'", "'0644'")) + "}";
            case 6 -> "file: {path: FOLDER/in/d, state: " + any(List.of("directory", "absent")) + "}";
            case 7 -> "file: {path: FOLDER/in/same, src: FOLDER/in/d, state: link, force: true}";
            case 8, 9 -> "lineinfile: {path: " + path() + ", line: '{{ who }}', create: true}";
            case 10 -> "command: cp FOLDER/in/a " + path();
            case 11 -> "shell: echo " + any(TEXTS) + " >" + path() + "\n  changed_when: false";
            case 12 -> "command: {cmd: 'rm -f " + path() + "', removes: " + path() + "}";
            case 13 -> "stat: {path: " + path() + "}" + registering();
            case 14 -> "command: {cmd: 'cp FOLDER/in/a " + path() + "', creates: " + path() + "}";
            case 15 -> "blockinfile: {path: " + path() + ", block: '{{ who }}', create: true}";
            case 16 -> "copy: {dest: " + path() + ", content: '{{ who }}'}" + registering();
            case 17 -> "shell: echo {{ who }} >>" + path() + "\n  args: {creates: " + path() + "}" + registering();
            case 18 -> "command: 'false'";
            default -> "set_fact: {who: " + any(TEXTS) + "}";
        };
    }
}
