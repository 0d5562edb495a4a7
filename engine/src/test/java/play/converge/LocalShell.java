package play.converge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shell;
import play.value.Bytes;

/** Runs scripts by the {@code sh} of this machine; a test may have it lose its connection. */
final class LocalShell implements Shell {
    private final Map<Integer, HostException> losses = new HashMap<>();
    private int roundTrips;
    private int connections = 1;
    private boolean here;

    /**
     * Loses an answer: the scripts run, and the connection breaks.
     *
     * @param after how many round trips are answered before
     */
    void loseAnswer(int after, HostException loss) {
        losses.put(roundTrips + after + 1, loss);
    }

    /** Has it count as a shell of the controller. */
    void isTheControllers() {
        here = true;
    }

    @Override
    public boolean isHere() {
        return here;
    }

    int roundTrips() {
        return roundTrips;
    }

    int connections() {
        return connections;
    }

    @Override
    public List<ScriptResult> run(List<Script> scripts) throws HostException, InterruptedException {
        roundTrips++;
        List<ScriptResult> results = new ArrayList<>();
        for (Script script : scripts) {
            results.add(result(script));
        }
        HostException loss = losses.remove(roundTrips);
        if (loss != null) {
            throw loss;
        }
        return results;
    }

    private static ScriptResult result(Script script) throws InterruptedException {
        try {
            Path file = Files.createTempFile("script", ".sh");
            Path errors = Files.createTempFile("script", ".err");
            try {
                Files.writeString(file, script.text());
                Process process = new ProcessBuilder("sh", file.toString())
                        .redirectError(errors.toFile())
                        .start();
                try (OutputStream input = process.getOutputStream()) {
                    input.write(script.stdin().toArray());
                } catch (IOException closedEarly) {
                    // A script need not read what it is given.
                }
                Bytes output = Bytes.of(process.getInputStream().readAllBytes());
                return new ScriptResult(process.waitFor(), output, Bytes.of(Files.readAllBytes(errors)));
            } finally {
                Files.delete(file);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void upload(Source content, long size, String path) {
        try (InputStream stream = content.open()) {
            Files.copy(stream, Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void reconnect() {
        connections++;
    }

    @Override
    public void close() {}
}
