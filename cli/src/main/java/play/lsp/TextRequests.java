package play.lsp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentPositionParams;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.editor.Completion;
import play.editor.Definitions;
import play.editor.Fixes;
import play.editor.Hovers;
import play.editor.Proposal;
import play.editor.Symbols;
import play.editor.TextPlaces;
import play.editor.View;
import play.source.Span;

/** What an editor says and asks of open texts. */
final class TextRequests implements TextDocumentService {
    private final PlayServer server;

    TextRequests(PlayServer server) {
        this.server = server;
    }

    @Override
    public void didOpen(DidOpenTextDocumentParams params) {
        var document = params.getTextDocument();
        Uris.file(document.getUri())
                .ifPresent(file -> server.update(open -> open.with(
                        file, new OpenTexts.Text(document.getUri(), document.getVersion(), document.getText()))));
    }

    @Override
    public void didChange(DidChangeTextDocumentParams params) {
        var document = params.getTextDocument();
        int version = Optional.ofNullable(document.getVersion()).orElse(0);
        Uris.file(document.getUri())
                .ifPresent(file -> server.update(open -> open.find(file)
                        .map(before -> open.with(
                                file,
                                new OpenTexts.Text(
                                        before.uri(), version, changed(before.text(), params.getContentChanges()))))
                        .orElse(open)));
    }

    private static String changed(String before, List<TextDocumentContentChangeEvent> changes) {
        String text = before;
        for (TextDocumentContentChangeEvent change : changes) {
            Range range = change.getRange();
            if (range == null) {
                text = change.getText();
            } else {
                TextPlaces places = new TextPlaces(text);
                int from = places.offset(Answers.spot(range.getStart()));
                int to = Math.max(from, places.offset(Answers.spot(range.getEnd())));
                text = text.substring(0, from) + change.getText() + text.substring(to);
            }
        }
        return text;
    }

    @Override
    public void didClose(DidCloseTextDocumentParams params) {
        Uris.file(params.getTextDocument().getUri()).ifPresent(file -> server.update(open -> open.without(file)));
    }

    /** Others may read the file from disk. */
    @Override
    public void didSave(DidSaveTextDocumentParams params) {
        server.refresh();
    }

    /** Something asked of a place of a text. */
    private <T> CompletableFuture<T> at(
            TextDocumentPositionParams params, BiFunction<View, Integer, T> answer, Supplier<T> otherwise) {
        return server.answer(
                params.getTextDocument().getUri(),
                view -> answer.apply(view, new TextPlaces(view.text()).offset(Answers.spot(params.getPosition()))),
                otherwise);
    }

    @Override
    public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(CompletionParams params) {
        return at(
                params,
                (view, offset) -> {
                    TextPlaces places = new TextPlaces(view.text());
                    List<Proposal> found = Completion.at(view, offset);
                    return Either.forRight(new CompletionList(
                            false,
                            new ArrayList<>(found.stream()
                                    .map(proposal -> Answers.item(proposal, places, offset))
                                    .toList())));
                },
                () -> Either.forRight(new CompletionList(false, new ArrayList<>())));
    }

    @Override
    public CompletableFuture<Hover> hover(HoverParams params) {
        return server.answer(params.getTextDocument().getUri(), view -> hover(view, params), () -> null);
    }

    private @Nullable Hover hover(View view, HoverParams params) {
        TextPlaces places = new TextPlaces(view.text());
        int offset = places.offset(Answers.spot(params.getPosition()));
        Optional<Hovers.Shown> shown = Hovers.at(view, offset);
        List<String> parts = new ArrayList<>();
        shown.ifPresent(found -> parts.add(found.markdown()));
        around(view, offset)
                .map(Diagnostic::code)
                .distinct()
                .map(code -> explained(code))
                .filter(text -> !text.isEmpty())
                .forEach(parts::add);
        if (parts.isEmpty()) {
            return null;
        }
        Hover hover = new Hover(Answers.markdown(String.join("\n\n---\n\n", parts)));
        shown.ifPresent(found -> hover.setRange(Answers.range(places, found.from(), found.to())));
        return hover;
    }

    private String explained(String code) {
        String entry = server.explain(code);
        return entry.isEmpty() ? "" : "**" + code + "**\n\n" + entry;
    }

    /** What was found where the cursor is, as long as the text there is still the same. */
    private Stream<Diagnostic> around(View view, int offset) {
        return server.problems(view.file()).stream()
                .filter(problem -> problem.subject()
                        .filter(span -> span.start() <= offset
                                && offset <= span.end()
                                && span.file().text().equals(view.text()))
                        .isPresent());
    }

    @Override
    public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>> definition(
            DefinitionParams params) {
        return at(
                params,
                (view, offset) -> Either.forLeft(new ArrayList<>(Definitions.at(view, offset).stream()
                        .map(Answers::location)
                        .toList())),
                () -> Either.forLeft(new ArrayList<>()));
    }

    @Override
    public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
            DocumentSymbolParams params) {
        return server.answer(
                params.getTextDocument().getUri(),
                view -> {
                    TextPlaces places = new TextPlaces(view.text());
                    List<Either<SymbolInformation, DocumentSymbol>> all = new ArrayList<>();
                    Symbols.of(view).forEach(symbol -> all.add(Either.forRight(Answers.symbol(symbol, places))));
                    return all;
                },
                ArrayList::new);
    }

    @Override
    public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
        String uri = params.getTextDocument().getUri();
        return server.answer(
                uri,
                view -> {
                    TextPlaces places = new TextPlaces(view.text());
                    int from = places.offset(Answers.spot(params.getRange().getStart()));
                    int to = places.offset(Answers.spot(params.getRange().getEnd()));
                    List<Either<Command, CodeAction>> all = new ArrayList<>();
                    for (Diagnostic problem : server.problems(view.file())) {
                        Optional<Span> subject = problem.subject();
                        boolean touched = subject.isPresent()
                                && subject.get().start() <= to
                                && from <= subject.get().end()
                                && subject.get().file().text().equals(view.text());
                        if (touched) {
                            Fixes.of(problem)
                                    .ifPresent(fix -> all.add(Either.forRight(action(uri, problem, fix, places))));
                        }
                    }
                    return all;
                },
                ArrayList::new);
    }

    private static CodeAction action(String uri, Diagnostic problem, Fixes.Fix fix, TextPlaces places) {
        CodeAction action = new CodeAction(fix.title());
        action.setKind(CodeActionKind.QuickFix);
        action.setIsPreferred(true);
        action.setDiagnostics(List.of(Answers.diagnostic(problem, Optional.<Path>empty())));
        action.setEdit(new WorkspaceEdit(Map.of(
                uri,
                List.of(new TextEdit(
                        Answers.range(places, fix.place().start(), fix.place().end()), fix.text())))));
        return action;
    }
}
