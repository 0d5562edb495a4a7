package play.vars;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import play.expression.call.LookupContext.Ran;

/** Runs lines of shell on the controller for lookups. */
final class ControllerShell {
    /** More is no value for a variable. */
    private static final int MOST_BYTES = 16 << 20;

    private ControllerShell() {}

    /** Without input; ends with the thread that waits for it. */
    static Ran run(String command, Path folder) throws IOException {
        Process process = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(folder.toFile())
                .start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String out = text(process.getInputStream());
            return new Ran(process.waitFor(), out, err.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was interrupted", e);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UncheckedIOException(new IOException("it prints more than 16 MiB"));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
