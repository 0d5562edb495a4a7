package play.diag;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What Ansible has and this program has not, and what to use instead. */
public final class Counterparts {
    private static final String NOTHING = "nothing: ";

    /** Where a name stands. */
    public enum Kind {
        MODULE,
        /** What is taken for the name of a module: {@code mkdir}. */
        SLIP,
        KEYWORD,
        /** A keyword that Ansible had once. */
        FORMER,
        OPTION,
        FILTER,
        TEST,
        LOOKUP,
        /** Of a module: {@code git:refspec}. */
        PARAMETER,
        /** Of a parameter of a module: {@code git:version:HEAD}. */
        VALUE
    }

    private Counterparts() {}

    /** Read when the first unknown name is met. */
    private static final class Table {
        static final Map<String, String> ALL = read();

        private static Map<String, String> read() {
            try (InputStream in = Objects.requireNonNull(Counterparts.class.getResourceAsStream("ansible-only.txt"))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split(" ", 3))
                        .collect(Collectors.toMap(columns -> columns[0] + " " + columns[1], columns -> columns[2]));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A sentence that says what to use instead of something of Ansible; names may begin with a collection. */
    public static Optional<String> instead(Kind kind, String name) {
        String simple = kind == Kind.OPTION ? name : name.substring(name.lastIndexOf('.') + 1);
        return Optional.ofNullable(Table.ALL.get(kind.name().toLowerCase(Locale.ROOT) + " " + simple))
                .map(advice -> sentence(kind, advice));
    }

    private static String sentence(Kind kind, String advice) {
        String what = switch (kind) {
            case MODULE, KEYWORD, OPTION, FILTER, TEST, LOOKUP, PARAMETER, VALUE -> " Ansible has it, play has not;";
            case FORMER -> " Ansible had it once;";
            case SLIP -> "";
        };
        return advice.startsWith(NOTHING)
                ? what + " it is not needed here: " + advice.substring(NOTHING.length()) + "."
                : what + (what.isEmpty() ? " Use " : " use ") + advice + ".";
    }

    /**
     * What to use instead of a name that nobody knows here: a counterpart of what Ansible has, or a known name that is
     * near.
     */
    public static String hint(Kind kind, String name, Collection<String> known) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return instead(kind, name).orElseGet(() -> Suggestions.hint(kind == Kind.OPTION ? name : simple, known));
    }
}
