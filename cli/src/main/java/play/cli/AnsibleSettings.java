package play.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Severity;
import play.source.FileNames;
import play.source.SourceFile;

/** Finds settings that Ansible would read and this program does not: {@code ansible.cfg} and {@code ANSIBLE_*}. */
final class AnsibleSettings {
    private static final Pattern SECTION = Pattern.compile("\\[([^\\]]+)\\].*");
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z_][\\w ]*?)\\s*[=:].*");

    /**
     * A setting of Ansible.
     *
     * @param key section and name in {@code ansible.cfg}
     * @param variable of the environment
     * @param instead what does the same here; empty where leaving it out changes nothing
     */
    private record Setting(String key, String variable, String instead) {
        private static final String NOTHING = "nothing: ";

        static Setting of(String line) {
            String[] columns = line.split(" ", 3);
            String instead = columns.length < 3
                    ? ""
                    : columns[2].startsWith(NOTHING) ? columns[2].substring(NOTHING.length()) : "use " + columns[2];
            return new Setting(columns[0], columns[1], instead);
        }
    }

    /** A setting that was found, under the name and at the place the user gave it. */
    private record Found(String name, Optional<Setting> setting) {
        String instead() {
            return setting.map(Setting::instead).orElse("");
        }
    }

    private final List<Setting> settings = table();
    private final Map<String, String> environment;
    private final List<Path> candidates;

    /**
     * @param folder the one the program was started in
     * @param home of the user
     */
    AnsibleSettings(Map<String, String> environment, Path folder, Path home) {
        this.environment = new TreeMap<>(environment);
        this.candidates = Stream.concat(
                        Optional.ofNullable(environment.get("ANSIBLE_CONFIG"))
                                .flatMap(FileNames::path)
                                .map(AnsibleSettings::orInside)
                                .stream(),
                        Stream.of(
                                folder.resolve("ansible.cfg"),
                                home.resolve(".ansible.cfg"),
                                Path.of("/etc/ansible/ansible.cfg")))
                .toList();
    }

    private static Path orInside(Path config) {
        return Files.isDirectory(config) ? config.resolve("ansible.cfg") : config;
    }

    private static List<Setting> table() {
        try (InputStream in =
                Objects.requireNonNull(AnsibleSettings.class.getResourceAsStream("ansible-settings.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Setting::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One warning for the file that Ansible would take, and one for the environment. */
    void report(Problems problems) {
        candidates.stream().filter(Files::isRegularFile).findFirst().ifPresent(file -> file(file, problems));
        List<Found> variables = environment.keySet().stream()
                .filter(AnsibleSettings::isSetting)
                .map(name -> new Found(name, find(one -> one.variable().equals(name))))
                .toList();
        if (!variables.isEmpty()) {
            problems.report(warning("These variables of the environment have no effect here:", variables));
        }
    }

    private static boolean isSetting(String name) {
        return name.startsWith("ANSIBLE_") && !name.equals("ANSIBLE_CONFIG");
    }

    private Optional<Setting> find(Predicate<Setting> wanted) {
        return settings.stream().filter(wanted).findFirst();
    }

    private void file(Path file, Problems problems) {
        try {
            List<Found> found = entries(new SourceFile(file.toString(), text(file)));
            if (!found.isEmpty()) {
                problems.report(warning("The settings of '" + file + "' have no effect here:", found));
            }
        } catch (IOException e) {
            problems.report(
                    warning("The settings of '" + file + "', which cannot be read, have no effect here.", List.of()));
        }
    }

    /** Whatever its encoding is: nothing depends on it, so it stops no run. */
    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    private List<Found> entries(SourceFile file) {
        List<Found> found = new ArrayList<>();
        String section = "";
        for (int number = 1; number <= file.lineCount(); number++) {
            Matcher header = SECTION.matcher(file.line(number).strip());
            Matcher entry = ENTRY.matcher(file.line(number));
            if (header.matches()) {
                section = header.group(1).strip();
            } else if (entry.matches()) {
                String key = section + "." + entry.group(1);
                found.add(new Found(
                        entry.group(1) + " (line " + number + ")",
                        find(one -> one.key().equals(key))));
            }
        }
        return found;
    }

    /** Values are not shown: some are passwords. */
    private static Diagnostic warning(String what, List<Found> found) {
        List<String> lines = new ArrayList<>(List.of(what));
        found.stream()
                .filter(one -> !one.instead().isEmpty())
                .forEach(one -> lines.add("  " + one.name() + ": " + one.instead()));
        List<String> others = found.stream()
                .filter(one -> one.instead().isEmpty())
                .map(Found::name)
                .toList();
        if (!others.isEmpty()) {
            lines.add("  no counterpart: " + String.join(", ", others));
        }
        return new Diagnostic(
                Severity.WARNING,
                "ansible-settings",
                "Ansible settings are ignored",
                String.join("\n", lines),
                Optional.empty(),
                List.of());
    }
}
