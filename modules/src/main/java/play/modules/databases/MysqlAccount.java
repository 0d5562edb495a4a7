package play.modules.databases;

import static play.modules.databases.StatementWords.find;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import play.host.Fields;
import play.host.UnknownStateException;
import play.modules.databases.StatementWords.Word;
import play.value.Foreseen;

/**
 * A user of MySQL as seen from one host, without the password.
 *
 * @param tls what a connection has to have, as SQL says it after {@code REQUIRE}
 * @param limits of what it may use, by the names they have in SQL; 0 for none
 * @param expiry when its password expires, as SQL says it after {@code PASSWORD EXPIRE}; empty for now
 * @param privileges by what they are on, in SQL; what there are none on is left out
 */
record MysqlAccount(
        String tls,
        SortedMap<String, Long> limits,
        boolean locked,
        String expiry,
        SortedMap<String, Foreseen<Set<String>>> privileges) {
    static final Map<String, String> LIMITS = Map.of(
            "MAX_QUERIES_PER_HOUR", "max_questions",
            "MAX_UPDATES_PER_HOUR", "max_updates",
            "MAX_CONNECTIONS_PER_HOUR", "max_connections",
            "MAX_USER_CONNECTIONS", "max_user_connections");

    static final String DEFAULT = "DEFAULT";

    MysqlAccount {
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
        privileges = Collections.unmodifiableSortedMap(new TreeMap<>(privileges));
    }

    /** In a line, what it has that not every account has. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        privileges.forEach((on, all) -> parts.add("GRANT " + all.map(set -> String.join(", ", set)) + " ON " + on));
        if (!tls.equals("NONE")) {
            parts.add("REQUIRE " + tls);
        }
        limits.forEach((name, limit) -> {
            if (limit != 0) {
                parts.add(name + " " + limit);
            }
        });
        if (locked) {
            parts.add("ACCOUNT LOCK");
        }
        if (!expiry.equals(DEFAULT)) {
            parts.add(("PASSWORD EXPIRE " + expiry).stripTrailing());
        }
        return parts.isEmpty() ? "nothing" : String.join("; ", parts);
    }

    /** Without anything that was asked for. */
    static MysqlAccount fresh() {
        SortedMap<String, Long> limits = new TreeMap<>();
        LIMITS.keySet().forEach(name -> limits.put(name, 0L));
        return new MysqlAccount("NONE", limits, false, DEFAULT, new TreeMap<>());
    }

    /**
     * What a server tells.
     *
     * @param row of {@code mysql.user}
     * @param statements its statement that makes it, and those that gave it its privileges
     */
    static MysqlAccount of(Fields row, List<String> statements) throws UnknownStateException {
        SortedMap<String, Long> limits = new TreeMap<>();
        for (Map.Entry<String, String> limit : LIMITS.entrySet()) {
            limits.put(limit.getKey(), row.number(limit.getValue()));
        }
        SortedMap<String, Foreseen<Set<String>>> privileges = new TreeMap<>();
        boolean locked = false;
        String expiry = DEFAULT;
        for (String statement : statements) {
            List<Word> words = StatementWords.of(statement);
            if (find(words, "CREATE", "USER") == 0) {
                locked = find(words, "ACCOUNT", "LOCK") > 0;
                expiry = expiry(words);
            } else {
                MysqlPrivileges.ofLine(statement)
                        .filter(found -> !found.none())
                        .ifPresent(found -> privileges.merge(
                                found.on(),
                                new Foreseen.Exactly<>(found.all()),
                                (one, more) -> one.map(set -> {
                                    Set<String> both = new TreeSet<>(set);
                                    both.addAll(found.all());
                                    return both;
                                })));
            }
        }
        return new MysqlAccount(tls(row), limits, locked, expiry, privileges);
    }

    private static String expiry(List<Word> words) {
        int at = find(words, "PASSWORD", "EXPIRE");
        if (at < 0) {
            return DEFAULT;
        }
        List<Word> rest = words.subList(at + 2, words.size());
        if (find(rest, "INTERVAL") == 0 && rest.size() > 1) {
            return "INTERVAL " + rest.get(1).text() + " DAY";
        }
        return find(rest, "NEVER") == 0 || find(rest, DEFAULT) == 0
                ? rest.getFirst().upper()
                : "";
    }

    private static String tls(Fields row) {
        return switch (row.text("ssl_type")) {
            case "" -> "NONE";
            case "ANY" -> "SSL";
            case "X509" -> "X509";
            default -> {
                SortedMap<String, String> of = new TreeMap<>();
                of.put("CIPHER", MysqlAccess.unescaped(row.text("ssl_cipher")));
                of.put("ISSUER", MysqlAccess.unescaped(row.text("x509_issuer")));
                of.put("SUBJECT", MysqlAccess.unescaped(row.text("x509_subject")));
                yield tls(of);
            }
        };
    }

    /** What certificates and ciphers a connection has to have, as SQL says it; empty texts are not asked for. */
    static String tls(SortedMap<String, String> of) {
        StringBuilder sql = new StringBuilder();
        of.forEach((name, text) -> {
            if (!text.isEmpty()) {
                sql.append(sql.isEmpty() ? "" : " AND ")
                        .append(name)
                        .append(' ')
                        .append(MysqlAccess.text(text));
            }
        });
        return sql.toString();
    }
}
