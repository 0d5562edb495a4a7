package play.converge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.Talk;
import play.module.Transfer;
import play.value.Bytes;

/**
 * A program of this machine that reaches another on a host by a command, as by {@code ssh}: the command that it is
 * given passes all on between the two and to a {@link Talk}. The program's input is what comes from the host, its
 * output what goes there; what it prints and how it is told of both are in a folder that nobody else may read, gone
 * with it. Used by one thread.
 */
final class NearProgram implements AutoCloseable {
    /** What it prints comes where errors do, so that its output is free for the host. */
    private static final String RUN = """
        exec 3<&0 4>&1 </dev/null >&2 2>"${0%/*}/errors"
        command -v @PROGRAM@ >/dev/null 2>&1 || { echo @PROGRAM@": not found" >&2; exit 127; }
        @EXPORTS@
        if command -v setsid >/dev/null 2>&1; then exec setsid @WORDS@; fi
        exec @WORDS@
        """;

    /** Says by which words it is called, passes all on, and ends as the program on the host has. */
    private static final String COMMAND = """
        printf '%s\\0' "$#" "$@" >&4
        exec 5<&0
        cat <&5 >&4 3<&- &
        exec 5<&- 4>&-
        cat <&3
        read -r code <"${0%/*}/code" && exit "$code"
        exit 255
        """;

    private static final String CUT = "\n(what was printed after this is left out)\n";

    private static final int MOST_PRINTED = 16 << 20;
    private static final int MOST_ERRORS = 1 << 16;

    /** For the program to remove what it has half made. */
    private static final int LAST_SECONDS = 5;

    private final Path folder;
    private final Process process;
    private final CompletableFuture<Bytes> printed = new CompletableFuture<>();
    private final CompletableFuture<Optional<List<String>>> call = new CompletableFuture<>();
    private final CompletableFuture<Talk.Ending> ending = new CompletableFuture<>();

    private NearProgram(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    static NearProgram start(Transfer.Course.Joined course) throws IOException {
        Path folder = Files.createTempDirectory(
                "play-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        boolean started = false;
        try {
            Path command = Files.writeString(folder.resolve("far"), COMMAND);
            Path run = Files.writeString(folder.resolve("run"), script(course, command));
            NearProgram program = new NearProgram(folder, new ProcessBuilder("sh", run.toString()).start());
            thread(program::takePrinted);
            thread(program::takeCall);
            started = true;
            return program;
        } finally {
            if (!started) {
                remove(folder);
            }
        }
    }

    private static String script(Transfer.Course.Joined course, Path command) {
        Map<String, String> environment = new LinkedHashMap<>(course.environment());
        environment.put(course.variable(), "sh " + ShellWords.quote(command.toString()));
        String exports = environment.entrySet().stream()
                .map(entry -> "export " + entry.getKey() + "=" + ShellWords.quote(entry.getValue()))
                .collect(Collectors.joining("\n"));
        return RUN.replace("@PROGRAM@", ShellWords.quote(course.near().getFirst()))
                .replace("@EXPORTS@", exports)
                .replace("@WORDS@", ShellWords.join(course.near()));
    }

    private static void thread(Runnable work) {
        Thread.ofPlatform().daemon().name("near program").start(work);
    }

    private void takePrinted() {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 13];
        try (InputStream stream = process.getErrorStream()) {
            for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
                kept.write(chunk, 0, Math.min(count, Math.max(0, MOST_PRINTED - kept.size())));
            }
            if (kept.size() == MOST_PRINTED) {
                kept.writeBytes(CUT.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // it has been ended
        }
        printed.complete(Bytes.of(kept.toByteArray()));
    }

    private void takeCall() {
        try {
            call.complete(words(process.getInputStream()));
        } catch (IOException e) {
            call.complete(Optional.empty());
        }
    }

    private static Optional<List<String>> words(InputStream stream) throws IOException {
        Optional<String> count = word(stream);
        List<String> words = new ArrayList<>();
        for (int left = count.map(Integer::parseInt).orElse(0); left > 0; left--) {
            Optional<String> word = word(stream);
            if (word.isEmpty()) {
                return Optional.empty();
            }
            words.add(word.get());
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    private static Optional<String> word(InputStream stream) throws IOException {
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        int next = stream.read();
        while (next > 0) {
            word.write(next);
            next = stream.read();
        }
        return next < 0 ? Optional.empty() : Optional.of(word.toString(StandardCharsets.UTF_8));
    }

    /**
     * Waits until it calls for the program on the host.
     *
     * @return the name of a host and the words of the call; empty where it has ended without one
     */
    Optional<List<String>> call() throws InterruptedException {
        return of(call);
    }

    /** What it came to without a program on the host. */
    Transfer.Carried alone() throws InterruptedException {
        return new Transfer.Carried(ended(), Optional.empty());
    }

    /** Joins it to the program on the host, and waits for its end. */
    Transfer.Carried with(Talk talk) throws InterruptedException {
        thread(() -> toHost(talk));
        thread(() -> fromHost(talk));
        ScriptResult ended = ended();
        talk.close();
        return new Transfer.Carried(ended, Optional.of(of(ending)));
    }

    private ScriptResult ended() throws InterruptedException {
        int code = process.waitFor();
        return new ScriptResult(code, of(printed), errors());
    }

    private static <T> T of(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Bytes errors() {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("errors").toFile(), "r")) {
            long length = file.length();
            byte[] last = new byte[(int) Math.min(length, MOST_ERRORS)];
            file.seek(length - last.length);
            file.readFully(last);
            return Bytes.of(last);
        } catch (IOException e) {
            return Bytes.of("what it said can't be read: " + e.getMessage());
        }
    }

    /** An end on either side is passed on to the other. */
    private void toHost(Talk talk) {
        try (InputStream from = process.getInputStream();
                OutputStream to = talk.input()) {
            pass(from, to);
        } catch (IOException e) {
            // one of them has ended, and both streams are closed
        }
    }

    private void fromHost(Talk talk) {
        try (OutputStream to = process.getOutputStream()) {
            pass(talk.output(), to);
            Talk.Ending end = talk.ending();
            tell(end.exitCode());
            ending.complete(end);
        } catch (IOException e) {
            // the near one has ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ending.complete(new Talk.Ending(OptionalInt.empty(), ""));
        }
    }

    private void tell(OptionalInt exitCode) throws IOException {
        if (exitCode.isPresent()) {
            Files.writeString(folder.resolve("code"), exitCode.getAsInt() + "\n");
        }
    }

    private static void pass(InputStream from, OutputStream to) throws IOException {
        byte[] chunk = new byte[1 << 16];
        for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
            to.write(chunk, 0, count);
            to.flush();
        }
    }

    /** Ends it if it has not, with all it has started. */
    @Override
    public void close() {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        remove(folder);
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // removed already
        }
    }
}
