package play.expression.call;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.diag.Suggestions;

/** Options of lookups that stand in a term: {@code key section=main file=x.ini}. */
public final class TermWords {
    /** A word, in which quotes may hold blanks. */
    static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+|[\"']");

    private static final Set<String> TAKING = Set.of("csvfile", "dig", "ini", "password", "sequence");

    private TermWords() {}

    /** Why a lookup cannot take a term, as a full sentence; empty when it can, or is none whose terms have options. */
    public static Optional<String> objection(String lookup, Signature signature, String term) {
        String simple = lookup.substring(lookup.lastIndexOf('.') + 1);
        return TAKING.contains(simple) ? objection(simple, Set.copyOf(signature.names()), term) : Optional.empty();
    }

    static Optional<String> objection(String lookup, Set<String> names, String term) {
        Matcher word = WORD.matcher(term);
        while (word.find()) {
            int sign = word.group().indexOf('=');
            String name = word.group().substring(0, Math.max(0, sign));
            if (sign >= 0 && !names.contains(name)) {
                return Optional.of("The lookup '" + lookup + "' has no option '" + name + "'."
                        + Suggestions.hint(name, new TreeSet<>(names)));
            }
        }
        return Optional.empty();
    }
}
