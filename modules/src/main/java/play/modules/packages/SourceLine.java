package play.modules.packages;

import java.util.List;
import java.util.Optional;
import play.files.TextLines;

/**
 * A one-line source of apt.
 *
 * @param source with single blanks
 * @param comment what follows {@code #}, or nothing
 */
record SourceLine(boolean enabled, String source, String comment) {
    static final String PATTERN = "\\s*deb(-src)?\\s+\\S.*";

    /** What a line of a file is; nothing for other lines. */
    static Optional<SourceLine> of(String line) {
        String text = line.strip();
        boolean enabled = !text.startsWith("#");
        String rest = enabled ? text : text.substring(1);
        int hash = rest.indexOf('#');
        String source = (hash < 0 ? rest : rest.substring(0, hash)).strip().replaceAll("\\s+", " ");
        return source.matches("deb(-src)? \\S.*")
                ? Optional.of(new SourceLine(
                        enabled,
                        source,
                        hash < 0 ? "" : rest.substring(hash + 1).strip()))
                : Optional.empty();
    }

    private String text() {
        return source + (comment.isEmpty() ? "" : " # " + comment);
    }

    /** Whether a file has it, enabled or not. */
    static boolean isIn(String text, String source, boolean enabled) {
        return TextLines.of(text).stream()
                .map(SourceLine::of)
                .flatMap(Optional::stream)
                .anyMatch(line -> line.source().equals(source) && line.enabled() == enabled);
    }

    /** A file with the source enabled, at its end if it was not there. */
    static String with(String text, String source) {
        List<String> lines = TextLines.of(text);
        boolean found = false;
        for (int i = 0; i < lines.size(); i++) {
            Optional<SourceLine> line =
                    of(lines.get(i)).filter(one -> one.source().equals(source));
            if (line.isPresent()) {
                lines.set(i, line.get().text());
                found = true;
            }
        }
        if (!found) {
            lines.add(source);
        }
        return TextLines.joined(lines, text);
    }

    static String without(String text, String source) {
        List<String> lines = TextLines.of(text);
        lines.removeIf(
                line -> of(line).filter(one -> one.enabled() && one.source().equals(source))
                        .isPresent());
        return TextLines.joined(lines, text);
    }

    /** The file that Ansible gives a source of its own: named after its address. */
    static String fileName(String source) {
        String address = source.replaceFirst("^deb(-src)? ", "")
                .replaceAll("\\[[^\\]]+]", "")
                .replaceAll("\\w+://", "")
                .strip()
                .split(" ", 2)[0];
        return address.substring(address.indexOf('@') + 1)
                        .replaceAll("[^a-zA-Z0-9]+", " ")
                        .strip()
                        .replace(' ', '_')
                + ".list";
    }
}
