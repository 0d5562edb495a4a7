package play.modules.databases;

import static play.modules.databases.StatementWords.find;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import play.host.UnknownStateException;
import play.modules.databases.StatementWords.Word;

/**
 * Privileges on one thing of a server of MySQL.
 *
 * @param on in SQL: {@code *.*}, {@code `app`.*}, {@code PROCEDURE `app`.`p`}
 * @param all each by itself, of one column where it is of columns: {@code INSERT}, {@code SELECT (`id`)}; {@code ALL}
 *     for all that there are, and {@code GRANT} for the right to hand on
 */
record MysqlPrivileges(String on, Set<String> all) {
    static final String ALL = "ALL";
    static final String GRANT = "GRANT";

    /** What a name is called by every server, old ones too. */
    private static final Map<String, String> SAME = Map.of(
            "ALL PRIVILEGES", ALL,
            "GRANT OPTION", GRANT,
            "BINLOG MONITOR", "REPLICATION CLIENT",
            "REPLICATION REPLICA", "REPLICATION SLAVE",
            "REPLICATION REPLICA ADMIN", "REPLICATION SLAVE ADMIN",
            "REPLICA MONITOR", "SLAVE MONITOR",
            "DELETE VERSIONING ROWS", "DELETE HISTORY");

    private static final Set<String> KINDS = Set.of("FUNCTION", "PROCEDURE", "PACKAGE", "BODY", "TABLE");

    MysqlPrivileges {
        all = new TreeSet<>(all);
    }

    /** What a line of {@code SHOW GRANTS} says; nothing where it is of roles, or of whom one may pass for. */
    static Optional<MysqlPrivileges> ofLine(String line) throws UnknownStateException {
        List<Word> words = StatementWords.of(line);
        int to = find(words, "TO");
        int on = find(words, "ON");
        if (words.isEmpty() || !words.getFirst().is("GRANT") || on < 0 || on > to) {
            return Optional.empty();
        }
        Optional<String> thing = thing(words.subList(on + 1, to));
        if (thing.isEmpty()) {
            return Optional.empty();
        }
        Set<String> all = list(words.subList(1, on))
                .orElseThrow(() -> UnknownStateException.expected("privileges", "something else"));
        if (find(words.subList(to, words.size()), "GRANT", "OPTION") >= 0) {
            all.add(GRANT);
        }
        return Optional.of(new MysqlPrivileges(thing.get(), all));
    }

    /** A thing as SQL, of its words; nothing where they are none. */
    static Optional<String> thing(List<Word> words) {
        int dot = find(words, ".");
        if (dot < 1 || dot != words.size() - 2) {
            return Optional.empty();
        }
        List<Word> kind = words.subList(0, dot - 1);
        if (!kind.stream().allMatch(word -> !word.quoted() && KINDS.contains(word.upper()))) {
            return Optional.empty();
        }
        String kinds = kind.stream().map(word -> word.upper() + " ").collect(Collectors.joining());
        return Optional.of(kinds + name(words.get(dot - 1)) + "." + name(words.get(dot + 1)));
    }

    private static String name(Word word) {
        return word.is("*") ? "*" : MysqlAccess.name(word.text());
    }

    /** Privileges with commas between them; nothing where the words are none. */
    static Optional<Set<String>> list(List<Word> words) {
        Set<String> all = new TreeSet<>();
        List<Word> one = new ArrayList<>();
        boolean inside = false;
        for (Word word : words) {
            inside = !word.is(")") && (inside || word.is("("));
            if (word.is(",") && !inside) {
                if (!add(all, one)) {
                    return Optional.empty();
                }
                one.clear();
            } else {
                one.add(word);
            }
        }
        return add(all, one) ? Optional.of(all) : Optional.empty();
    }

    /** Whether the words are a privilege; one that allows nothing is left out. */
    private static boolean add(Set<String> all, List<Word> words) {
        int open = find(words, "(");
        List<Word> plain = open < 0 ? words : words.subList(0, open);
        String name = plain.stream().map(Word::upper).collect(Collectors.joining(" "));
        if (!name.matches("[A-Z_]+( [A-Z_]+)*") || plain.stream().anyMatch(Word::quoted)) {
            return false;
        }
        if (open >= 0) {
            return addColumns(all, name, words.subList(open + 1, words.size()));
        }
        if (!name.equals("USAGE")) {
            all.add(SAME.getOrDefault(name, name));
        }
        return true;
    }

    private static boolean addColumns(Set<String> all, String name, List<Word> words) {
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (i % 2 == 0) {
                all.add(name + " (" + MysqlAccess.name(word.text().toLowerCase(Locale.ROOT)) + ")");
            } else if (!word.is(i == words.size() - 1 ? ")" : ",")) {
                return false;
            }
        }
        return words.size() % 2 == 0;
    }

    boolean none() {
        return all.isEmpty();
    }

    /** As SQL has them after {@code GRANT} and {@code REVOKE}, without the right to hand on. */
    static String sql(Set<String> privileges) {
        String names = privileges.stream().filter(name -> !name.equals(GRANT)).collect(Collectors.joining(", "));
        return names.isEmpty() ? "USAGE" : names;
    }
}
