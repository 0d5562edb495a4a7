package play.lsp;

import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.services.WorkspaceService;

/** What happens to a project beside its open texts. */
final class WorkspaceEvents implements WorkspaceService {
    private final PlayServer server;

    WorkspaceEvents(PlayServer server) {
        this.server = server;
    }

    /** Settings count from the start of the server on. */
    @Override
    public void didChangeConfiguration(DidChangeConfigurationParams params) {
        server.refresh();
    }

    @Override
    public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
        server.refresh();
    }
}
