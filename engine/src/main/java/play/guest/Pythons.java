package play.guest;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which Python of the controller answers for guests. */
public final class Pythons {
    private static final int LONGEST_SHEBANG = 256;

    private final Choice choice;
    private final Map<String, String> environment;

    /** What a user says of guests. */
    public sealed interface Choice {
        /** The first Python that has ansible-core. */
        record Auto() implements Choice {}

        /** No guests. */
        record Off() implements Choice {}

        /**
         * This one.
         *
         * @param path a Python, or the directory of a virtual environment
         * @param by what names it: an option, or a variable of the environment
         */
        record Named(Path path, String by) implements Choice {}
    }

    /** What came of looking for one. */
    sealed interface Found {
        record Running(GuestProgram program) implements Found {}

        /** @param why a sentence that begins with a space, for a diagnostic */
        record None(String why) implements Found {}
    }

    /** @param environment of the user: {@code PATH}, {@code VIRTUAL_ENV} */
    public Pythons(Choice choice, Map<String, String> environment) {
        this.choice = choice;
        this.environment = Map.copyOf(environment);
    }

    Found start(List<Path> collections) throws InterruptedException {
        return switch (choice) {
            case Choice.Off() -> new Found.None(" Guests are off ('--guests auto' looks for them).");
            case Choice.Named named -> named(named, collections);
            case Choice.Auto() -> first(collections);
        };
    }

    private static Found named(Choice.Named named, List<Path> collections) throws InterruptedException {
        Path path = named.path();
        Path python = Files.isDirectory(path) ? path.resolve("bin/python3") : path;
        String no = " " + named.by() + " names '" + path + "', which is no Python for guests, Ansible's modules: ";
        if (!Files.exists(python)) {
            return new Found.None(no
                    + (python.equals(path)
                            ? "there is no such file or directory."
                            : "the directory has no 'bin/python3', so it is no virtual environment."));
        }
        if (!Files.isExecutable(python)) {
            return new Found.None(no + "'" + python + "' may not be executed.");
        }
        try {
            return new Found.Running(GuestProgram.start(python.toString(), collections));
        } catch (GuestException e) {
            return new Found.None(no + e.getMessage() + ".");
        }
    }

    private Found first(List<Path> collections) throws InterruptedException {
        List<String> tried = new ArrayList<>();
        for (String python : candidates()) {
            try {
                return new Found.Running(GuestProgram.start(python, collections));
            } catch (GuestException e) {
                tried.add(python);
            }
        }
        return new Found.None(
                " If Ansible has it, or a file of the project in Python, it may run as a guest: '--guests PATH' names a"
                        + " Python, or a virtual environment, with ansible-core 2.19 or later (looked at: "
                        + (tried.isEmpty() ? "none there is" : String.join(", ", tried)) + ").");
    }

    /** The Python of the {@code ansible} that the user would call, and those that he would call himself. */
    private Set<String> candidates() {
        Set<String> all = new LinkedHashSet<>();
        onPath("ansible").flatMap(Pythons::interpreter).ifPresent(all::add);
        Optional.ofNullable(environment.get("VIRTUAL_ENV"))
                .map(folder -> folder + "/bin/python3")
                .filter(python -> Files.isExecutable(Path.of(python)))
                .ifPresent(all::add);
        onPath("python3").map(Path::toString).ifPresent(all::add);
        return all;
    }

    private Optional<Path> onPath(String program) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** What the first line of a script names. */
    private static Optional<String> interpreter(Path script) {
        try (var in = Files.newInputStream(script)) {
            String begin = new String(in.readNBytes(LONGEST_SHEBANG), StandardCharsets.UTF_8);
            return begin.startsWith("#!/")
                    ? Optional.of(begin.substring(2, begin.indexOf('\n')).strip())
                            .filter(python -> Files.isExecutable(Path.of(python)))
                    : Optional.empty();
        } catch (IOException | IndexOutOfBoundsException e) {
            // It is none of Python's scripts; then the other candidates are left.
            return Optional.empty();
        }
    }
}
