package play.lsp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DidChangeWatchedFilesCapabilities;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.editor.Known;
import play.editor.View;
import play.editor.Vocabulary;

/** What an editor talks to: which texts are open, and what is known of them. */
final class PlayServer implements LanguageServer, AutoCloseable {
    /** What there is once the editor has introduced itself. */
    private record Session(Checker checker, Checks checks, CompletableFuture<Vocabulary> vocabulary) {}

    private final Function<Settings, Checker> checkers;
    private final String version;
    private final Executor threads;
    private volatile OpenTexts open = OpenTexts.NONE;
    private final CountDownLatch exit = new CountDownLatch(1);
    private final TextRequests texts = new TextRequests(this);
    private final WorkspaceEvents workspace = new WorkspaceEvents(this);
    private volatile @Nullable LanguageClient client;
    private volatile @Nullable Session session;
    private volatile boolean shutDown;
    private volatile boolean watches;

    /** @param threads in which questions are answered */
    PlayServer(Function<Settings, Checker> checkers, String version, Executor threads) {
        this.threads = threads;
        this.checkers = checkers;
        this.version = version;
    }

    void connect(LanguageClient other) {
        client = other;
    }

    /** Until the editor says exit, or its end of the stream is closed. */
    void awaitExit(Future<Void> listening) throws InterruptedException, ExecutionException {
        Thread.ofVirtual().start(() -> {
            try {
                listening.get();
            } catch (InterruptedException | ExecutionException e) {
                // Whatever ended it, nobody listens any more.
                return;
            } finally {
                exit.countDown();
            }
        });
        exit.await();
    }

    boolean isShutDown() {
        return shutDown;
    }

    @Override
    public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
        watches = watches(params);
        List<Path> folders = folders(params);
        Path first = folders.isEmpty() ? Path.of("").toAbsolutePath() : folders.getFirst();
        Checker checker = checker(Settings.of(params.getInitializationOptions(), first));
        Checks checks =
                new Checks(checker, this::open, new Roots(folders), this::publish, fault -> log(String.valueOf(fault)));
        session = new Session(checker, checks, CompletableFuture.supplyAsync(checker::vocabulary, threads));
        return CompletableFuture.completedFuture(new InitializeResult(capabilities(), new ServerInfo("play", version)));
    }

    /** Asks editors that can to tell of files that change outside of them. */
    @Override
    public void initialized(InitializedParams params) {
        Optional<LanguageClient> editor = Optional.ofNullable(client).filter(there -> watches);
        editor.ifPresent(there -> there.registerCapability(new RegistrationParams(List.of(new Registration(
                "files",
                "workspace/didChangeWatchedFiles",
                new DidChangeWatchedFilesRegistrationOptions(
                        List.of(new FileSystemWatcher(Either.forLeft("**/*.{yml,yaml,json,ini,j2}")))))))));
    }

    private static boolean watches(InitializeParams params) {
        return Optional.ofNullable(params.getCapabilities())
                .map(ClientCapabilities::getWorkspace)
                .map(WorkspaceClientCapabilities::getDidChangeWatchedFiles)
                .map(DidChangeWatchedFilesCapabilities::getDynamicRegistration)
                .orElse(false);
    }

    /** Options that can't be understood are told of, and then there are none. */
    private Checker checker(Settings settings) {
        try {
            return checkers.apply(settings);
        } catch (IllegalArgumentException e) {
            Optional.ofNullable(client)
                    .ifPresent(editor -> editor.showMessage(new MessageParams(
                            MessageType.Error, "play lsp: in 'options' of the settings: " + e.getMessage())));
            return checkers.apply(new Settings(settings.inventories(), settings.host(), List.of()));
        }
    }

    @SuppressWarnings("deprecation")
    private static List<Path> folders(InitializeParams params) {
        List<Path> folders = Stream.ofNullable(params.getWorkspaceFolders())
                .flatMap(List::stream)
                .flatMap(folder -> Uris.file(folder.getUri()).stream())
                .toList();
        return folders.isEmpty()
                ? Stream.ofNullable(params.getRootUri())
                        .flatMap(uri -> Uris.file(uri).stream())
                        .toList()
                : folders;
    }

    private static ServerCapabilities capabilities() {
        ServerCapabilities capabilities = new ServerCapabilities();
        TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
        sync.setOpenClose(true);
        sync.setChange(TextDocumentSyncKind.Incremental);
        sync.setSave(new SaveOptions(false));
        capabilities.setPositionEncoding("utf-16");
        capabilities.setTextDocumentSync(sync);
        capabilities.setCompletionProvider(
                new CompletionOptions(false, List.of(".", "|", "'", "\"", "{", "/", "=", " ")));
        capabilities.setHoverProvider(true);
        capabilities.setDefinitionProvider(true);
        capabilities.setDocumentSymbolProvider(true);
        capabilities.setCodeActionProvider(true);
        return capabilities;
    }

    @Override
    public CompletableFuture<Object> shutdown() {
        shutDown = true;
        close();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void exit() {
        exit.countDown();
    }

    @Override
    public void setTrace(SetTraceParams params) {
        // There is nothing to trace that the editor does not see itself.
    }

    @Override
    public TextDocumentService getTextDocumentService() {
        return texts;
    }

    @Override
    public WorkspaceService getWorkspaceService() {
        return workspace;
    }

    /** Changes which texts are open, or what they are. */
    void update(Function<OpenTexts, OpenTexts> change) {
        synchronized (this) {
            open = change.apply(open);
        }
        Optional.ofNullable(session).ifPresent(now -> now.checks().changed());
    }

    /** Files have changed that are not open. */
    void refresh() {
        Optional.ofNullable(session).ifPresent(now -> now.checks().refreshed());
    }

    OpenTexts open() {
        return open;
    }

    /**
     * An answer to what is asked of a text as it is now, in a thread of its own; right after the start it has to wait
     * for the words of the language.
     *
     * @param otherwise where the text is not open
     */
    <T> CompletableFuture<T> answer(String uri, Function<View, T> answer, Supplier<T> otherwise) {
        Session now = session;
        Optional<Path> file = Uris.file(uri);
        Optional<OpenTexts.Text> text = file.flatMap(open::find);
        return now == null || text.isEmpty()
                ? CompletableFuture.completedFuture(otherwise.get())
                : CompletableFuture.supplyAsync(
                        () -> answer.apply(view(now, file.get(), text.get().text())), threads);
    }

    private static View view(Session now, Path file, String text) {
        Optional<Checks.Insight> insight = now.checks().insight(file);
        return new View(
                file,
                text,
                insight.map(Checks.Insight::vocabulary).orElseGet(now.vocabulary()::join),
                insight.map(Checks.Insight::known).orElse(Known.NOTHING),
                DiskFiles.OF_PROJECT);
    }

    /** What was found in an open text when it was last checked. */
    List<Diagnostic> problems(Path file) {
        return Optional.ofNullable(session)
                .map(now -> now.checks().problems(file))
                .orElse(List.of());
    }

    /** What a code means, in Markdown; may be empty. */
    String explain(String code) {
        return Optional.ofNullable(session)
                .map(now -> now.checker().explain(code))
                .orElse("");
    }

    private void publish(Path file, List<Diagnostic> problems) {
        Optional<OpenTexts.Text> text = open.find(file);
        PublishDiagnosticsParams params = new PublishDiagnosticsParams(
                text.map(OpenTexts.Text::uri).orElseGet(() -> Uris.of(file)),
                new ArrayList<>(problems.stream()
                        .map(problem -> Answers.diagnostic(problem, page(problem.code())))
                        .toList()));
        text.ifPresent(found -> params.setVersion(found.version()));
        Optional.ofNullable(client).ifPresent(editor -> editor.publishDiagnostics(params));
    }

    private Optional<Path> page(String code) {
        return Optional.ofNullable(session).flatMap(now -> now.checker().page(code));
    }

    private void log(String words) {
        Optional.ofNullable(client)
                .ifPresent(editor -> editor.logMessage(new MessageParams(MessageType.Error, "play lsp: " + words)));
    }

    @Override
    public void close() {
        Optional.ofNullable(session).ifPresent(now -> now.checks().close());
    }
}
