package play.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import play.value.Values;

/**
 * The program {@code guests.py} under a Python of the controller, which answers one question at a time. What it is
 * asked goes over its pipes alone. Safe for use by many threads.
 */
final class GuestProgram implements AutoCloseable {
    /** Reads the program itself from the pipe first, so that it is in no file and no argument. */
    private static final String START = """
        import json, sys, types
        for name, text in json.loads(sys.stdin.buffer.readline()):
            module = sys.modules[name] = types.ModuleType(name)
            exec(compile(text, name + ".py", "exec"), vars(module))
        """;

    /** Its parts; the last one answers. */
    private static final List<String> PARTS = List.of("sources", "guests");

    private static final int MOST_WORDS = 4096;

    /** How long one that answers no more may take to say why. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;
    private final CompletableFuture<String> words;
    private final ReentrantLock turn = new ReentrantLock();

    private GuestProgram(Process process) {
        this.process = process;
        this.questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        // For as long as the program lives: a virtual thread would hold a thread that carries others all the while.
        this.words = CompletableFuture.supplyAsync(
                () -> tail(process.getErrorStream()),
                task -> Thread.ofPlatform().daemon().name("words of a guest").start(task));
    }

    /**
     * Starts it.
     *
     * @param python a program, by name or path
     * @param collections folders that hold collections, beside those that Ansible itself looks into
     * @throws GuestException there is no such program, or it has no ansible-core that will do
     */
    static GuestProgram start(String python, List<Path> collections) throws GuestException, InterruptedException {
        try {
            GuestProgram program = new GuestProgram(new ProcessBuilder(python, "-c", START).start());
            try {
                program.begin(collections.stream().map(Path::toString).toList());
                return program;
            } catch (IOException | GuestException | InterruptedException e) {
                program.close();
                throw e;
            }
        } catch (IOException e) {
            throw new GuestException("'" + python + "' cannot be run: " + e.getMessage());
        }
    }

    private void begin(List<String> collections) throws IOException, GuestException, InterruptedException {
        List<List<String>> parts = new ArrayList<>();
        for (String part : PARTS) {
            parts.add(List.of(part, source(part)));
        }
        try {
            questions.write(JSON.writeValueAsString(parts) + "\n");
            questions.write(JSON.writeValueAsString(collections) + "\n");
            questions.flush();
        } catch (IOException ended) {
            // What it has said before it ended is its answer.
            answer();
            throw new GuestException("the Python of the controller takes no questions");
        }
        answer();
    }

    private static String source(String part) throws IOException {
        try (InputStream in = Objects.requireNonNull(GuestProgram.class.getResourceAsStream(part + ".py"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * The answer to a question.
     *
     * @param question its function in the program
     * @param about plain data, secrets in clear
     * @throws GuestException there is none; with the words of the program
     */
    Map<String, @Nullable Object> ask(String question, Map<String, ? extends @Nullable Object> about)
            throws GuestException, InterruptedException {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(about);
        all.put("question", question);
        turn.lockInterruptibly();
        try {
            questions.write(JSON.writeValueAsString(all) + "\n");
            questions.flush();
            return answer();
        } catch (IOException e) {
            throw ended();
        } finally {
            turn.unlock();
        }
    }

    private Map<String, @Nullable Object> answer() throws GuestException, InterruptedException {
        Map<?, ?> answer = read(line());
        if (answer.get("error") instanceof String why) {
            throw new GuestException(why);
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        answer.forEach((name, value) -> fields.put(String.valueOf(name), Values.copyOf(value)));
        return fields;
    }

    /** A thread that is interrupted waits no longer; what the program would still say answers no later question. */
    private String line() throws GuestException, InterruptedException {
        CompletableFuture<Optional<String>> next =
                CompletableFuture.supplyAsync(this::nextLine, Thread::startVirtualThread);
        try {
            Optional<String> line = next.get();
            if (line.isEmpty()) {
                throw ended();
            }
            return line.get();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw e;
        } catch (ExecutionException e) {
            throw ended();
        }
    }

    private Optional<String> nextLine() {
        try {
            return Optional.ofNullable(answers.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<?, ?> read(String line) throws GuestException {
        try {
            return JSON.readValue(line, Map.class);
        } catch (JsonProcessingException e) {
            throw new GuestException("the Python of the controller answers with something that is not JSON");
        }
    }

    /** What it says last may come after it has closed its answers; ending it by force would close that too. */
    private GuestException ended() throws InterruptedException {
        String said = "";
        try {
            said = words.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS).strip();
        } catch (TimeoutException | ExecutionException e) {
            // It ends without a word.
        }
        process.destroyForcibly();
        return new GuestException(
                "the Python of the controller has ended" + (said.isEmpty() ? "" : ", with these words: " + said));
    }

    /** The end of what a stream holds. */
    private static String tail(InputStream stream) {
        StringBuilder last = new StringBuilder();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last.append(line).append('\n');
                last.delete(0, Math.max(0, last.length() - MOST_WORDS));
            }
        } catch (IOException e) {
            // It has ended; what it said before is kept.
            return last.toString();
        }
        return last.toString();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
