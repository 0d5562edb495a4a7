package play.modules.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import play.host.ShellWords;

/**
 * Variables for a container, which the client reads from a file, so that no list of processes has them. What has
 * several lines can't stand there; it goes by the client's own environment.
 */
record EnvironmentFile(SortedMap<String, String> variables) {
    static EnvironmentFile of(Map<String, String> variables) {
        return new EnvironmentFile(new TreeMap<>(variables));
    }

    private static boolean isLong(String value) {
        return value.contains("\n") || value.contains("\r");
    }

    /** As the container has them. */
    Set<String> texts() {
        Set<String> texts = new TreeSet<>();
        variables.forEach((name, value) -> texts.add(name + "=" + value));
        return texts;
    }

    /** Words for the client, which reads its standard input. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        if (variables.values().stream().anyMatch(value -> !isLong(value))) {
            words.addAll(List.of("--env-file", "/dev/stdin"));
        }
        variables.forEach((name, value) -> {
            if (isLong(value)) {
                words.addAll(List.of("--env", name));
            }
        });
        return words;
    }

    /** Shell that makes a call with these words. */
    String around(String call) {
        StringBuilder shell = new StringBuilder("(\n");
        List<String> lines = new ArrayList<>();
        variables.forEach((name, value) -> {
            if (isLong(value)) {
                shell.append("export ")
                        .append(name)
                        .append('=')
                        .append(ShellWords.quote(value))
                        .append('\n');
            } else {
                lines.add(name + "=" + value);
            }
        });
        String input = lines.isEmpty() ? "" : "printf '%s\\n' " + ShellWords.join(lines) + " | ";
        return shell + input + call + ")\n";
    }
}
