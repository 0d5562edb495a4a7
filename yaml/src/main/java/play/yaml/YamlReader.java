package play.yaml;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.Problems;
import play.source.SourceFile;

/**
 * Reads YAML 1.2 with the booleans and integers Ansible's users know. Whatever is wrong with a text is reported, never
 * thrown; a document that is broken is left out.
 */
public final class YamlReader {
    /** The largest text that is read, in chars. */
    static final int MOST_CHARS = 16 * 1024 * 1024;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(MOST_CHARS)
            .setParseComments(false)
            .build();

    private YamlReader() {}

    /** The documents of a text, in order; an empty text has none. */
    public static List<YamlNode> documents(SourceFile file, Problems problems) {
        List<YamlNode> documents = new ArrayList<>();
        if (file.text().length() > MOST_CHARS) {
            problems.report(Diagnostic.error(
                    "yaml-too-large",
                    "YAML is too large",
                    "A YAML text may have at most " + MOST_CHARS + " characters, this one has "
                            + file.text().length() + ".",
                    file.span(0, 0)));
            return documents;
        }
        CharOffsets offsets = CharOffsets.of(file);
        try {
            Iterator<Event> events =
                    new Parse(SETTINGS).parseString(offsets.parsed()).iterator();
            while (events.hasNext()) {
                if (events.next() instanceof DocumentStartEvent) {
                    Optional<YamlNode> document = new NodeBuilder(file, offsets, events, problems).build();
                    if (document.isEmpty()) {
                        return documents;
                    }
                    documents.add(document.get());
                }
            }
        } catch (YamlEngineException e) {
            problems.report(SyntaxFaults.explain(e, file, offsets));
        }
        return documents;
    }

    /** The only document of a text: null when it is empty; nothing when it is broken. More than one is reported. */
    public static Optional<YamlNode> document(SourceFile file, Problems problems) {
        ProblemList found = new ProblemList();
        List<YamlNode> documents = documents(file, found);
        found.sorted().forEach(problems::report);
        if (documents.isEmpty() && found.isEmpty()) {
            return Optional.of(new YamlNode.Scalar(null, "", Optional.empty(), false, file.span(0, 0), new int[] {0}));
        }
        if (documents.size() > 1) {
            problems.report(Diagnostic.error(
                    "yaml-documents",
                    "YAML has more than one document",
                    "One YAML document is expected here; a second one starts after '---'. Split the file, or remove"
                            + " the line.",
                    documents.get(1).span()));
        }
        return documents.stream().findFirst();
    }
}
