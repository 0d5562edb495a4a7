package play.lsp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;

/** The Language Server Protocol on two streams. */
public final class Protocol {
    /** The exit code of a server that was not told to shut down before it ended. */
    private static final int NOT_SHUT_DOWN = 1;

    private Protocol() {}

    /**
     * Serves one editor until it says so or goes away.
     *
     * @param checkers makes what checks texts, when the editor has said its settings
     * @return the exit code
     */
    public static int serve(InputStream in, OutputStream out, Function<Settings, Checker> checkers, String version)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        PlayServer server = new PlayServer(checkers, version, threads);
        try (server) {
            Launcher<LanguageClient> launcher =
                    LSPLauncher.createServerLauncher(server, in, out, threads, consumer -> consumer);
            server.connect(launcher.getRemoteProxy());
            Future<Void> listening = launcher.startListening();
            server.awaitExit(listening);
            return server.isShutDown() ? 0 : NOT_SHUT_DOWN;
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
