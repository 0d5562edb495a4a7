package play.modules.artifacts;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import play.module.Workshop;

/** Builds programs from Go modules with {@code lab/tools/build} of the distribution. */
record GoBuild(Workshop workshop) {
    private static final int LAST_LINES = 4;

    /**
     * The programs of an artifact, or why there are none.
     *
     * @param entry whose version is asked for by name unless it is the lock file's own
     */
    Map<String, Path> programs(LockEntry entry) throws Downloads.Unavailable, InterruptedException {
        Path tool = workshop.home().resolve("lab/tools/build");
        if (!Files.isExecutable(tool)) {
            throw new Downloads.Unavailable("this installation has no " + tool);
        }
        List<String> command = new ArrayList<>(List.of(
                tool.toString(), "--cache", workshop.cache().resolve("built").toString(), "--arch", entry.arch()));
        for (String program : entry.go()) {
            command.add(entry.locked() ? program : program + "@" + entry.version());
        }
        List<String> paths = run(command, workshop.progress());
        if (paths.size() != entry.go().size()) {
            throw new Downloads.Unavailable(
                    "printed " + paths.size() + " paths for " + entry.go().size() + " programs");
        }
        Map<String, Path> programs = new HashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            programs.put(entry.go().get(i), Path.of(paths.get(i)));
        }
        return programs;
    }

    /** Whether it builds that very version, as {@code build --list} says. */
    void requireVersion(LockEntry entry) throws Downloads.Unavailable, InterruptedException {
        Path tool = workshop.home().resolve("lab/tools/build");
        List<String> versions = run(List.of(tool.toString(), "--list"), line -> {});
        for (String program : entry.go()) {
            if (!versions.contains(program + " v" + entry.version())) {
                List<String> others = versions.stream()
                        .filter(line -> line.startsWith(program + " "))
                        .toList();
                throw new Downloads.Unavailable(
                        "builds " + (others.isEmpty() ? "no " + program : String.join(" and ", others)) + ", not "
                                + entry.version());
            }
        }
    }

    /** The lines of standard output; those of standard error are progress. */
    private static List<String> run(List<String> command, Consumer<String> progress)
            throws Downloads.Unavailable, InterruptedException {
        List<String> said = new ArrayList<>();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            try {
                CompletableFuture<Void> errors =
                        CompletableFuture.runAsync(() -> lines(process.errorReader(StandardCharsets.UTF_8), line -> {
                            said.add(line);
                            progress.accept(line);
                        }));
                List<String> out = new ArrayList<>();
                CompletableFuture<Void> output =
                        CompletableFuture.runAsync(() -> lines(process.inputReader(StandardCharsets.UTF_8), out::add));
                int code = process.waitFor();
                CompletableFuture.allOf(errors, output).join();
                if (code != 0) {
                    throw new Downloads.Unavailable("failed: "
                            + String.join("; ", said.subList(Math.max(0, said.size() - LAST_LINES), said.size())));
                }
                return out;
            } finally {
                // It cleans up after itself when it is told to end.
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
            }
        } catch (IOException e) {
            throw new Downloads.Unavailable("cannot be started: " + e.getMessage());
        }
    }

    private static void lines(BufferedReader reader, Consumer<String> each) {
        reader.lines().forEach(each);
    }
}
