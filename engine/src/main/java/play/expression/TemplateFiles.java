package play.expression;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.expression.call.LookupContext;
import play.expression.data.Failure;
import play.source.Span;

/** The templates that one rendering takes in, each read once. Used by one thread. */
final class TemplateFiles {
    private final Evaluation.Library library;
    private final LookupContext context;
    private final Optional<Path> folder;
    private final Map<Path, Page> pages = new HashMap<>();

    /** A template, and whether its file was encrypted. */
    record Page(ParsedTemplate template, boolean secret) {}

    /** @param folder that of the template that is rendered, where it is a file */
    TemplateFiles(Evaluation.Library library, LookupContext context, Optional<Path> folder) {
        this.library = library;
        this.context = context;
        this.folder = folder;
    }

    Evaluation.Library library() {
        return library;
    }

    /**
     * The first of these files that is there.
     *
     * @param place where it is taken in, which errors of an encrypted file are told at
     */
    Optional<Page> first(List<String> names, Span place) {
        return names.stream()
                .flatMap(name -> TakenIn.candidates(name, folder, library.depth() > 0).stream())
                .flatMap(candidate -> context.find(LookupContext.Folder.TEMPLATES, candidate).stream())
                .findFirst()
                .map(path -> page(path, place));
    }

    private Page page(Path path, Span place) {
        Page known = pages.get(path);
        if (known != null) {
            return known;
        }
        LookupContext.Text text;
        try {
            text = context.read(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Failure.lookup("File cannot be read: " + e.getMessage());
        }
        Origin origin = text.secret() ? Origin.at(place) : Origin.of(text.source());
        Page page = new Page(library.expressions().part(text.source().text(), origin), text.secret());
        pages.put(path, page);
        return page;
    }
}
