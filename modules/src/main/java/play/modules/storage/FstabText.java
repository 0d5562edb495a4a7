package play.modules.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.TextLines;

/** The text of {@code /etc/fstab}. */
final class FstabText {
    private FstabText() {}

    /** With an entry: in place of those about the same thing, else at the end. A line that says so stays as it is. */
    static String with(String text, FstabEntry entry) {
        List<String> lines = new ArrayList<>();
        boolean there = false;
        for (String line : TextLines.of(text)) {
            Optional<FstabEntry> old = FstabEntry.read(line);
            boolean about = old.filter(some -> some.isAbout(entry.path(), Optional.of(entry.source())))
                    .isPresent();
            there |= about;
            lines.add(about && !old.get().means(entry) ? entry.line() : line);
        }
        if (!there) {
            lines.add(entry.line());
        }
        return TextLines.joined(lines, text);
    }

    /** Without any entry about a path. */
    static String without(String text, String path, Optional<String> source) {
        return TextLines.joined(
                TextLines.of(text).stream()
                        .filter(line -> FstabEntry.read(line)
                                .filter(entry -> entry.isAbout(path, source))
                                .isEmpty())
                        .toList(),
                text);
    }
}
