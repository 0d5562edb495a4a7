package play.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Bytes;

/** Scripts of families and actions run for real by the {@code sh} of this machine. */
public final class LocalHost implements Knowledge {
    private final Map<StateKey<?>, Observed<?>> read = new LinkedHashMap<>();

    private LocalHost() {}

    /** What this machine says about these keys. */
    public static LocalHost reading(List<? extends StateKey<?>> keys) {
        LocalHost host = new LocalHost();
        Map<StateFamily<?>, List<StateKey<?>>> byFamily = new LinkedHashMap<>();
        keys.forEach(key -> byFamily.computeIfAbsent(key.family(), family -> new ArrayList<>())
                .add(key));
        byFamily.forEach((family, some) -> host.read(family, some));
        return host;
    }

    @SuppressWarnings("unchecked") // the keys are grouped by their own family
    private <S extends HostState> void read(StateFamily<S> family, List<StateKey<?>> some) {
        List<StateKey<S>> keys = (List<StateKey<S>>) (List<?>) some;
        read.putAll(family.parse(keys, run(family.read(keys))));
    }

    /** Runs a script by {@code sh}, in the C locale as hosts do. */
    public static ScriptResult run(Script script) {
        try {
            Path file = Files.createTempFile("script", ".sh");
            try {
                Files.writeString(file, script.text());
                ProcessBuilder builder = new ProcessBuilder("sh", file.toString());
                builder.environment().put("LC_ALL", "C");
                return collect(builder.start(), script.stdin());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ScriptResult collect(Process process, Bytes stdin) throws IOException, InterruptedException {
        CompletableFuture<Bytes> errors = CompletableFuture.supplyAsync(() -> all(process.getErrorStream()));
        try (OutputStream input = process.getOutputStream()) {
            input.write(stdin.toArray());
        } catch (IOException closedEarly) {
            // A script need not read what it is given.
        }
        Bytes output = all(process.getInputStream());
        return new ScriptResult(process.waitFor(), output, errors.join());
    }

    private static Bytes all(InputStream stream) {
        try {
            return Bytes.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean has(StateKey<?> key) {
        return read.containsKey(key) || read.containsKey(key.whole());
    }

    @Override
    @SuppressWarnings("unchecked") // each family parsed states for its own keys
    public <S extends HostState> Observed<S> of(StateKey<S> key) {
        Observed<?> state = read.getOrDefault(key, read.get(key.whole()));
        if (state == null) {
            throw new AssertionError("planned with a state that no probe asked for: " + key);
        }
        return (Observed<S>) state;
    }
}
