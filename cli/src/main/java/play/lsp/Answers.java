package play.lsp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.DiagnosticCodeDescription;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import play.diag.Diagnostic;
import play.diag.Severity;
import play.editor.Definitions;
import play.editor.Proposal;
import play.editor.Symbols;
import play.editor.TextPlaces;
import play.source.FileNames;
import play.source.Span;

/** What is found, in the words of the protocol. */
final class Answers {
    private static final Range BEGIN = new Range(new Position(0, 0), new Position(0, 0));

    private Answers() {}

    /** The file that a diagnostic is about; none where it is about no file. */
    static Optional<Path> file(Diagnostic problem) {
        return problem.subject().flatMap(Answers::file);
    }

    private static Optional<Path> file(Span span) {
        return FileNames.path(span.file().name()).filter(Path::isAbsolute).map(Path::normalize);
    }

    static Range range(TextPlaces places, int from, int to) {
        return new Range(position(places.at(from)), position(places.at(to)));
    }

    private static Position position(TextPlaces.Spot spot) {
        return new Position(spot.line(), spot.character());
    }

    private static Range range(Span span) {
        return range(new TextPlaces(span.file().text()), span.start(), span.end());
    }

    static TextPlaces.Spot spot(Position position) {
        return new TextPlaces.Spot(position.getLine(), position.getCharacter());
    }

    /** @param page the file that has the entries of codes */
    static org.eclipse.lsp4j.Diagnostic diagnostic(Diagnostic problem, Optional<Path> page) {
        org.eclipse.lsp4j.Diagnostic told = new org.eclipse.lsp4j.Diagnostic();
        told.setRange(problem.subject()
                .filter(span -> file(span).isPresent())
                .map(Answers::range)
                .orElse(BEGIN));
        told.setSeverity(problem.severity() == Severity.ERROR ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning);
        told.setSource("play");
        told.setCode(problem.code());
        page.ifPresent(
                file -> told.setCodeDescription(new DiagnosticCodeDescription(Uris.of(file) + "#" + problem.code())));
        told.setMessage(
                problem.summary() + (problem.detail().isEmpty() ? "" : ": " + problem.detail()) + plain(problem));
        List<DiagnosticRelatedInformation> related = problem.notes().stream()
                .flatMap(note -> note
                        .span()
                        .flatMap(span -> file(span)
                                .map(file -> new DiagnosticRelatedInformation(
                                        new Location(Uris.of(file), range(span)), note.text())))
                        .stream())
                .toList();
        if (!related.isEmpty()) {
            told.setRelatedInformation(new ArrayList<>(related));
        }
        return told;
    }

    /** Notes that have no place. */
    private static String plain(Diagnostic problem) {
        StringBuilder text = new StringBuilder();
        problem.notes().stream()
                .filter(note -> note.span().isEmpty())
                .forEach(note -> text.append('\n').append(note.text()));
        return text.toString();
    }

    static CompletionItem item(Proposal proposal, TextPlaces places, int offset) {
        CompletionItem item = new CompletionItem(proposal.label());
        item.setKind(kind(proposal.kind()));
        if (!proposal.detail().isEmpty()) {
            item.setDetail(proposal.detail());
        }
        if (!proposal.doc().isEmpty()) {
            item.setDocumentation(markdown(proposal.doc()));
        }
        item.setSortText(proposal.rank() + proposal.label());
        item.setFilterText(proposal.label());
        item.setTextEdit(Either.forLeft(new TextEdit(range(places, proposal.from(), offset), proposal.insert())));
        return item;
    }

    private static CompletionItemKind kind(Proposal.Kind kind) {
        return switch (kind) {
            case MODULE -> CompletionItemKind.Module;
            case PARAMETER -> CompletionItemKind.Property;
            case KEYWORD -> CompletionItemKind.Keyword;
            case VALUE -> CompletionItemKind.EnumMember;
            case VARIABLE -> CompletionItemKind.Variable;
            case FIELD -> CompletionItemKind.Field;
            case HANDLER -> CompletionItemKind.Event;
            case TAG, HOST -> CompletionItemKind.Value;
            case FILTER, TEST, LOOKUP -> CompletionItemKind.Function;
            case ROLE -> CompletionItemKind.Class;
            case FILE -> CompletionItemKind.File;
            case FOLDER -> CompletionItemKind.Folder;
        };
    }

    static MarkupContent markdown(String text) {
        return new MarkupContent(MarkupKind.MARKDOWN, text);
    }

    static Location location(Definitions.Place place) {
        return new Location(
                Uris.of(place.file()), place.span().map(Answers::range).orElse(BEGIN));
    }

    static DocumentSymbol symbol(Symbols.Symbol symbol, TextPlaces places) {
        DocumentSymbol told = new DocumentSymbol(
                symbol.name().isBlank() ? "-" : symbol.name(),
                switch (symbol.kind()) {
                    case PLAY -> SymbolKind.Class;
                    case TASK -> SymbolKind.Method;
                    case BLOCK -> SymbolKind.Namespace;
                    case VARIABLE -> SymbolKind.Variable;
                },
                range(places, symbol.from(), symbol.to()),
                range(places, symbol.nameFrom(), symbol.nameTo()));
        told.setChildren(new ArrayList<>(
                symbol.inside().stream().map(inner -> symbol(inner, places)).toList()));
        return told;
    }
}
