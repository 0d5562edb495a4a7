package play.diag;

/** The line that a place is in, with a marker below it. Of a long line, the part around the place. */
final class Excerpt {
    /** Columns of a line that are shown before the place and from it on. */
    private static final int BEFORE = 80;

    private static final int FROM = 120;

    private static final String CUT = "…";

    private Excerpt() {}

    static String of(PlainDiagnostic.Place place) {
        String number = String.valueOf(place.line());
        String gutter = " ".repeat(number.length());
        String head = gutter + "--> " + Printable.line(place.toString()) + "\n";
        return place.text()
                .map(line -> head + gutter + " |\n" + marked(place, line, number, gutter))
                .orElse(head);
    }

    private static String marked(PlainDiagnostic.Place place, String line, String number, String gutter) {
        int at = Math.min(place.column() - 1, line.length());
        int width = Math.max(1, Math.min(place.length(), line.length() - at));
        int first = whole(line, Math.max(0, at - BEFORE));
        int last = whole(line, Math.min(line.length(), at + FROM));
        String lead = (first > 0 ? CUT : "") + Printable.line(line.substring(first, at));
        String marked = Printable.line(line.substring(at, Math.max(at, Math.min(at + width, last))));
        String rest = Printable.line(line.substring(Math.max(at, Math.min(at + width, last)), last))
                + (last < line.length() ? CUT : "");
        return number + " | " + lead + marked + rest + "\n" + gutter + " | " + lead.replaceAll("[^\t]", " ")
                + "^".repeat(Math.max(1, marked.length())) + "\n";
    }

    /** Not within a character of two units. */
    private static int whole(String line, int index) {
        return index > 0 && index < line.length() && Character.isLowSurrogate(line.charAt(index)) ? index - 1 : index;
    }
}
