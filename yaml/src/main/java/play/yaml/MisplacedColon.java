package play.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.source.Position;
import play.source.SourceFile;

/**
 * A {@code ': '} where no value can begin.
 *
 * @param before what stands before it on its line
 * @param line the whole line
 * @param above the last line above it that is not blank
 */
record MisplacedColon(String before, String line, String above) {
    private static final Pattern KEY_AND_MORE = Pattern.compile("\\s*(?:- +)*([\\w.-]+): +(\\S.*)");
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:- +)*([\\w.-]+) *= *(\\S.*)");
    private static final Pattern WORD = Pattern.compile("\\s*(?:- +)*([^:]*[^:\\s])\\s*");

    static MisplacedColon at(SourceFile file, Position place) {
        String line = file.line(place.line());
        String above = "";
        for (int number = place.line() - 1; number > 0 && above.isBlank(); number--) {
            above = file.line(number);
        }
        return new MisplacedColon(line.substring(0, Math.min(line.length(), place.column() - 1)), line, above);
    }

    /** What is wrong and what to do, by what the lines look like. */
    String explained() {
        Matcher own = KEY_AND_MORE.matcher(before);
        if (own.matches()) {
            String rest = line.substring(own.start(2)).strip();
            return "This line has a second ': '. If '" + rest + "' is a string, put it in quotes; if it belongs to '"
                    + own.group(1) + "', write it on the next line, indented.";
        }
        Matcher assignment = ASSIGNMENT.matcher(above);
        if (assignment.matches()) {
            return "The line above has a '=' where a ': ' is needed: '" + assignment.group(1) + ": "
                    + assignment.group(2).strip() + "'.";
        }
        Matcher key = KEY_AND_MORE.matcher(above);
        if (key.matches() && column(before) > key.start(1)) {
            return "This line is indented below '" + key.group(1)
                    + "', which has its value already on the line above. Let it begin at column " + (key.start(1) + 1)
                    + ", or move the value into the mapping.";
        }
        return WORD.matcher(above).matches()
                ? "The line above has no ':' after its key. Write 'key: value', or 'key:' and what belongs to it"
                        + " below, indented."
                : "Unexpected ': '. If it is part of a string, put the string in quotes; otherwise"
                        + " check the indentation.";
    }

    private static int column(String text) {
        return text.length() - text.stripLeading().length();
    }
}
