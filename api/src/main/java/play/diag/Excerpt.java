package play.diag;

import play.source.Position;
import play.source.Span;
import play.source.UrlPasswords;

/** The line that a place is in, with a marker below it. Of a long line, the part around the place. */
final class Excerpt {
    /** Columns of a line that are shown before the place and from it on. */
    private static final int BEFORE = 80;

    private static final int FROM = 120;

    private static final String CUT = "…";

    private Excerpt() {}

    static String of(Span span) {
        Position from = span.from();
        String line = UrlPasswords.maskedInPlace(span.file().line(from.line()));
        int at = Math.min(from.column() - 1, line.length());
        int width = Math.max(1, Math.min(span.end() - span.start(), line.length() - at));
        int first = whole(line, Math.max(0, at - BEFORE));
        int last = whole(line, Math.min(line.length(), at + FROM));
        String lead = (first > 0 ? CUT : "") + Printable.line(line.substring(first, at));
        String marked = Printable.line(line.substring(at, Math.max(at, Math.min(at + width, last))));
        String rest = Printable.line(line.substring(Math.max(at, Math.min(at + width, last)), last))
                + (last < line.length() ? CUT : "");
        String number = String.valueOf(from.line());
        String gutter = " ".repeat(number.length());
        return gutter + "--> " + Printable.line(span.toString()) + "\n"
                + gutter + " |\n"
                + number + " | " + lead + marked + rest + "\n"
                + gutter + " | " + lead.replaceAll("[^\t]", " ") + "^".repeat(Math.max(1, marked.length())) + "\n";
    }

    /** Not within a character of two units. */
    private static int whole(String line, int index) {
        return index > 0 && index < line.length() && Character.isLowSurrogate(line.charAt(index)) ? index - 1 : index;
    }
}
