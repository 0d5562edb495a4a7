package play.yaml;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import play.diag.Diagnostic;
import play.source.Position;
import play.source.SourceFile;
import play.source.Span;

/** Says what is wrong with a text that is no YAML, in words of those who write playbooks. */
final class SyntaxFaults {
    private static final Pattern OPEN_TEMPLATE = Pattern.compile("(?:^|[:\\-\\[,]\\s+)(\\{\\{)");

    private SyntaxFaults() {}

    static Diagnostic explain(YamlEngineException fault, SourceFile file, CharOffsets offsets) {
        return switch (fault) {
            case ReaderException bad ->
                error(
                        "This character is not allowed in YAML; write it as an escape in double quotes.",
                        file,
                        offsets.ofCodePoint(bad.getPosition()));
            case MarkedYamlEngineException marked -> marked(marked, file, offsets);
            default -> error(sentence(String.valueOf(fault.getMessage())), file, 0);
        };
    }

    /** {@code {{ x }}} without quotes is a mapping in a mapping. */
    static Diagnostic collectionAsKey(YamlNode key, SourceFile file) {
        int start = key.span().start();
        int outer = start > 0 && file.text().charAt(start - 1) == '{' ? start - 1 : start;
        return file.text().startsWith("{{", outer)
                ? unquoted(file, outer)
                : Diagnostic.error("yaml-key", "Key is not a string", "A list or mapping cannot be a key.", key.span());
    }

    private static Diagnostic marked(MarkedYamlEngineException fault, SourceFile file, CharOffsets offsets) {
        int at = offsets.of(fault.getProblemMark());
        int context = offsets.of(fault.getContextMark().or(fault::getProblemMark));
        Optional<Integer> template = openTemplate(file, at);
        if (template.isPresent()) {
            return unquoted(file, template.get());
        }
        String problem = String.valueOf(fault.getProblem());
        if (problem.contains("unexpected end of stream")
                && String.valueOf(fault.getContext()).contains("quoted")) {
            char quote = file.text().charAt(Math.min(context, file.text().length() - 1));
            return error("The string that starts here has no closing " + quote + ".", file, context);
        }
        if (problem.contains("could not find expected ':'")) {
            return error(
                    "This line has no ':' after its key. Write 'key: value', or 'key:' and what belongs to it below,"
                            + " indented.",
                    file,
                    context);
        }
        Diagnostic told = error(words(problem, file, at), file, at);
        return context == at ? told : told.note("while reading what starts here", place(file, context));
    }

    private static String words(String problem, SourceFile file, int at) {
        if (problem.contains("(TAB)")) {
            return "A tab is used for indentation, which YAML does not allow. Use spaces.";
        }
        Matcher reserved =
                Pattern.compile("found character '(.)' that cannot start").matcher(problem);
        if (reserved.find()) {
            return "A string cannot begin with '" + reserved.group(1) + "' unless it is in quotes.";
        }
        if (problem.contains("unknown escape")) {
            return "This escape does not exist. In double quotes a backslash is written '\\\\'; in single quotes it is"
                    + " just itself.";
        }
        if (problem.contains("mapping values are not allowed")) {
            return MisplacedColon.at(file, file.at(at)).explained();
        }
        if (problem.contains("sequence entries are not allowed")) {
            return "A list cannot begin here. Put its first '-' on a line of its own.";
        }
        if (problem.contains("expected <block end>")) {
            return expectedEnd(file, at);
        }
        Matcher flow = Pattern.compile("expected ',' or '(.)'").matcher(problem);
        if (flow.find()) {
            return "A ',' or the closing '" + flow.group(1) + "' is missing before this.";
        }
        return sentence(problem);
    }

    private static String expectedEnd(SourceFile file, int at) {
        Position place = file.at(at);
        boolean first = file.line(place.line())
                .substring(0, Math.max(0, place.column() - 1))
                .isBlank();
        if (first) {
            return "The indentation of this line matches no line above it.";
        }
        int before = at - 1;
        while (before > 0 && file.text().charAt(before) == ' ') {
            before--;
        }
        return before >= 0 && file.text().charAt(before) == '"'
                ? "The string ended at the '\"' before this. Within double quotes, write '\\\"' for"
                        + " each inside, or put single quotes around it."
                : "A complete value cannot be followed by more on its line. If this is part of a string, put the whole"
                        + " string in quotes.";
    }

    private static Optional<Integer> openTemplate(SourceFile file, int at) {
        Position place = file.at(at);
        int lineStart = at - (place.column() - 1);
        Matcher found = OPEN_TEMPLATE.matcher(file.line(place.line()));
        return found.find() ? Optional.of(lineStart + found.start(1)) : Optional.empty();
    }

    private static Diagnostic unquoted(SourceFile file, int at) {
        String line = file.line(file.at(at).line())
                .substring(file.at(at).column() - 1)
                .strip();
        int width = Math.max(2, line.length());
        return Diagnostic.error(
                "yaml-unquoted-template",
                "Unquoted template",
                "A value that begins with '{{' must be quoted, since YAML reads '{' as the start of a mapping."
                        + (line.contains("\"") ? "" : " Write \"" + line + "\"."),
                file.span(at, Math.min(at + width, file.text().length())));
    }

    private static Diagnostic error(String detail, SourceFile file, int at) {
        return Diagnostic.error("yaml-syntax", "Invalid YAML", detail, place(file, at));
    }

    private static Span place(SourceFile file, int at) {
        int start = Math.min(at, file.text().length());
        boolean inside = start < file.text().length() && file.text().charAt(start) != '\n';
        return file.span(start, inside ? start + 1 : start);
    }

    private static String sentence(String words) {
        String trimmed = words.replaceAll("\\s+", " ").strip();
        return trimmed.isEmpty() ? "" : Character.toUpperCase(trimmed.charAt(0)) + trimmed.substring(1) + ".";
    }
}
