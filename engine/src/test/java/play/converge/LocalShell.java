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
import java.util.OptionalInt;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shell;
import play.host.Talk;
import play.value.Bytes;

/** Runs scripts by the {@code sh} of this machine; a test may have it lose its connection. */
final class LocalShell implements Shell {
    private final Map<Integer, HostException> losses = new HashMap<>();
    private int roundTrips;
    private int connections = 1;
    private boolean here;
    private boolean losesTalks;

    /**
     * Loses an answer: the scripts run, and the connection breaks.
     *
     * @param after how many round trips are answered before
     */
    void loseAnswer(int after, HostException loss) {
        losses.put(roundTrips + after + 1, loss);
    }

    /** Has nobody tell how a program has ended, as where the connection breaks. */
    void loseTalks() {
        losesTalks = true;
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

    /** With the pipes of a process, as a connection would have it. */
    @Override
    public Talk talk(String program) throws HostException.Unreachable {
        try {
            return new ProcessTalk(new ProcessBuilder("sh", "-c", program).start(), losesTalks);
        } catch (IOException e) {
            throw new HostException.Unreachable("no sh: " + e.getMessage(), e);
        }
    }

    private record ProcessTalk(Process process, boolean lost) implements Talk {
        @Override
        public OutputStream input() {
            return process.getOutputStream();
        }

        @Override
        public InputStream output() {
            return process.getInputStream();
        }

        @Override
        public Ending ending() throws InterruptedException {
            String words = String.join("\n", process.errorReader().lines().toList());
            int code = process.waitFor();
            return new Ending(lost ? OptionalInt.empty() : OptionalInt.of(code), words);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    @Override
    public void reconnect() {
        connections++;
    }

    @Override
    public void close() {}
}
