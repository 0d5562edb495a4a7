package play.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesCapabilities;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.FileEvent;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import play.cli.PlayProcess;
import play.editor.TextPlaces;
import play.testing.Scratch;

/** An editor that talks to a {@code play lsp} in a process of its own. */
final class Editor implements LanguageClient, AutoCloseable {
    private static final long SECONDS = 240;

    private final Process process;
    private final LanguageServer server;
    private final Map<String, PublishDiagnosticsParams> told = new HashMap<>();
    private final Map<Path, String> texts = new HashMap<>();
    private final Map<Path, Integer> versions = new HashMap<>();
    private final List<String> messages = new ArrayList<>();
    private final List<String> registered = new ArrayList<>();

    /**
     * Starts the server, and introduces itself.
     *
     * @param options initialization options; may be empty
     */
    Editor(Path folder, Map<String, Object> options) throws Exception {
        Path logs = Scratch.untilTheEnd("lsp");
        process = PlayProcess.talk(logs, "lsp", List.of("lsp", "--guests", "off"));
        Launcher<LanguageServer> launcher =
                LSPLauncher.createClientLauncher(this, process.getInputStream(), process.getOutputStream());
        launcher.startListening();
        server = launcher.getRemoteProxy();
        InitializeParams params = new InitializeParams();
        params.setWorkspaceFolders(List.of(new WorkspaceFolder(Uris.of(folder), "p")));
        params.setInitializationOptions(options);
        DidChangeWatchedFilesCapabilities watching = new DidChangeWatchedFilesCapabilities(true);
        WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
        workspace.setDidChangeWatchedFiles(watching);
        ClientCapabilities capabilities = new ClientCapabilities();
        capabilities.setWorkspace(workspace);
        params.setCapabilities(capabilities);
        assertTrue(got(server.initialize(params))
                .getCapabilities()
                .getHoverProvider()
                .getLeft());
        server.initialized(new InitializedParams());
    }

    private static <T> T got(CompletableFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }

    void open(Path file, String text) {
        texts.put(file, text);
        versions.put(file, 1);
        server.getTextDocumentService()
                .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(Uris.of(file), "yaml", 1, text)));
    }

    void open(Path file) throws IOException {
        open(file, Files.readString(file));
    }

    /** Has the text become another one, by the change of what is between what both begin and end with. */
    void type(Path file, String text) {
        String before = text(file);
        int from = 0;
        while (from < Math.min(before.length(), text.length()) && before.charAt(from) == text.charAt(from)) {
            from++;
        }
        int same = 0;
        while (same < Math.min(before.length(), text.length()) - from
                && before.charAt(before.length() - 1 - same) == text.charAt(text.length() - 1 - same)) {
            same++;
        }
        TextPlaces places = new TextPlaces(before);
        Range range = new Range(position(places.at(from)), position(places.at(before.length() - same)));
        texts.put(file, text);
        int version = versions.merge(file, 1, Integer::sum);
        server.getTextDocumentService()
                .didChange(new DidChangeTextDocumentParams(
                        new VersionedTextDocumentIdentifier(Uris.of(file), version),
                        List.of(new TextDocumentContentChangeEvent(
                                range, text.substring(from, text.length() - same)))));
    }

    void close(Path file) {
        texts.remove(file);
        server.getTextDocumentService()
                .didClose(new DidCloseTextDocumentParams(new TextDocumentIdentifier(Uris.of(file))));
    }

    private String text(Path file) {
        return Objects.requireNonNull(texts.get(file), () -> file + " is not open");
    }

    private static Position position(TextPlaces.Spot spot) {
        return new Position(spot.line(), spot.character());
    }

    private Position at(Path file, int offset) {
        return position(new TextPlaces(text(file)).at(offset));
    }

    private int behind(Path file, String words) {
        int found = text(file).indexOf(words);
        assertTrue(found >= 0, words);
        return found + words.length();
    }

    List<String> completions(Path file, int offset) throws Exception {
        return got(server.getTextDocumentService()
                        .completion(new CompletionParams(new TextDocumentIdentifier(Uris.of(file)), at(file, offset))))
                .getRight()
                .getItems()
                .stream()
                .map(CompletionItem::getLabel)
                .toList();
    }

    List<String> completions(Path file, String words) throws Exception {
        return completions(file, behind(file, words));
    }

    String hover(Path file, int offset) throws Exception {
        Hover hover = got(server.getTextDocumentService()
                .hover(new HoverParams(new TextDocumentIdentifier(Uris.of(file)), at(file, offset))));
        return Optional.ofNullable(hover)
                .map(shown -> shown.getContents().getRight().getValue())
                .orElse("");
    }

    String hover(Path file, String words) throws Exception {
        return hover(file, behind(file, words));
    }

    /** Files with lines from 1. */
    List<String> definitions(Path file, int offset) throws Exception {
        return got(server.getTextDocumentService()
                        .definition(new DefinitionParams(new TextDocumentIdentifier(Uris.of(file)), at(file, offset))))
                .getLeft()
                .stream()
                .map(Editor::shown)
                .toList();
    }

    List<String> definitions(Path file, String words) throws Exception {
        return definitions(file, behind(file, words));
    }

    private static String shown(Location location) {
        return Uris.file(location.getUri()).orElseThrow() + ":"
                + (location.getRange().getStart().getLine() + 1);
    }

    int symbols(Path file) throws Exception {
        return got(server.getTextDocumentService()
                        .documentSymbol(new DocumentSymbolParams(new TextDocumentIdentifier(Uris.of(file)))))
                .size();
    }

    List<CodeAction> fixes(Path file, int offset) throws Exception {
        Position place = at(file, offset);
        return got(server.getTextDocumentService()
                        .codeAction(new CodeActionParams(
                                new TextDocumentIdentifier(Uris.of(file)),
                                new Range(place, place),
                                new CodeActionContext(List.of()))))
                .stream()
                .map(either -> either.getRight())
                .toList();
    }

    List<CodeAction> fixes(Path file, String words) throws Exception {
        return fixes(file, behind(file, words));
    }

    /** What was found in the text as it is now, once it is as wanted. */
    synchronized List<Diagnostic> problems(Path file, Predicate<List<Diagnostic>> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            Optional<PublishDiagnosticsParams> now = Optional.ofNullable(told.get(Uris.of(file)));
            boolean current = now.isPresent()
                    && (!texts.containsKey(file)
                            || Objects.equals(versions.get(file), now.get().getVersion()));
            if (current && wanted.test(now.get().getDiagnostics())) {
                return now.get().getDiagnostics();
            }
            assertTrue(System.nanoTime() < end, () -> "the problems of " + file + " are " + now);
            wait(100);
        }
    }

    List<String> codes(Path file, Predicate<List<String>> wanted) throws InterruptedException {
        return codes(problems(file, all -> wanted.test(codes(all))));
    }

    private static List<String> codes(List<Diagnostic> problems) {
        return problems.stream()
                .map(problem -> problem.getCode().getLeft())
                .sorted()
                .toList();
    }

    /** What the server said of itself that is to be read by somebody. */
    synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public synchronized void publishDiagnostics(PublishDiagnosticsParams params) {
        told.put(params.getUri(), params);
        notifyAll();
    }

    @Override
    public synchronized void showMessage(MessageParams params) {
        messages.add(params.getMessage());
    }

    @Override
    public synchronized void logMessage(MessageParams params) {
        messages.add(params.getMessage());
    }

    @Override
    public void telemetryEvent(Object object) {
        messages.add(String.valueOf(object));
    }

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
        return CompletableFuture.completedFuture(new MessageActionItem());
    }

    @Override
    public synchronized CompletableFuture<Void> registerCapability(RegistrationParams params) {
        params.getRegistrations().forEach(registration -> registered.add(registration.getMethod()));
        notifyAll();
        return CompletableFuture.completedFuture(null);
    }

    /** Tells that a file has changed, after the server has asked to be told. */
    synchronized void changedOutside(Path file) throws InterruptedException {
        while (!registered.contains("workspace/didChangeWatchedFiles")) {
            wait(TimeUnit.SECONDS.toMillis(SECONDS));
        }
        server.getWorkspaceService()
                .didChangeWatchedFiles(
                        new DidChangeWatchedFilesParams(List.of(new FileEvent(Uris.of(file), FileChangeType.Changed))));
    }

    /** Has it end as editors do. */
    void shutDown() throws Exception {
        got(server.shutdown());
        server.exit();
        assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
