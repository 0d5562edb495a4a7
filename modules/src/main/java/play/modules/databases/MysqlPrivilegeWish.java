package play.modules.databases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import play.modules.databases.StatementWords.Word;
import play.param.BindContext;
import play.param.BindException;
import play.param.ParameterType;
import play.param.ReadBy;
import play.param.Scalars;

/**
 * Privileges as a task writes them.
 *
 * @param byThing by what they are on, in SQL
 */
@ReadBy(MysqlPrivilegeWish.Type.class)
record MysqlPrivilegeWish(SortedMap<String, Set<String>> byThing) {
    MysqlPrivilegeWish {
        byThing = Collections.unmodifiableSortedMap(new TreeMap<>(byThing));
    }

    /** Takes a mapping, or a text with {@code /} between its parts. */
    static final class Type implements ParameterType<MysqlPrivilegeWish> {
        @Override
        public String shown() {
            return "string or mapping to string";
        }

        @Override
        public MysqlPrivilegeWish read(@Nullable Object value, BindContext context) throws BindException {
            SortedMap<String, Set<String>> all = new TreeMap<>();
            for (Map.Entry<String, String> part : parts(value).entrySet()) {
                Set<String> privileges = privileges(part.getKey(), part.getValue());
                all.computeIfAbsent(thing(part.getKey()), on -> new TreeSet<>()).addAll(privileges);
            }
            return new MysqlPrivilegeWish(all);
        }

        private static Map<String, String> parts(@Nullable Object value) throws BindException {
            Map<String, String> parts = new LinkedHashMap<>();
            if (value instanceof Map<?, ?> map) {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    parts.put(String.valueOf(entry.getKey()), Scalars.text(entry.getValue()));
                }
                return parts;
            }
            for (String part : split(Scalars.text(value))) {
                int colon = part.lastIndexOf(':');
                if (colon < 0) {
                    throw new BindException("has '" + part + "', which is no THING:PRIVILEGES; write for example"
                            + " 'app.*:SELECT,INSERT', or a mapping");
                }
                String thing = part.substring(0, colon).strip();
                parts.merge(thing, part.substring(colon + 1), (one, more) -> one + "," + more);
            }
            return parts;
        }

        /** At each slash that is not part of a name in quotes. */
        private static List<String> split(String text) {
            List<String> parts = new ArrayList<>();
            StringBuilder part = new StringBuilder();
            boolean quoted = false;
            for (char sign : text.strip().toCharArray()) {
                quoted ^= sign == '`';
                if (sign == '/' && !quoted) {
                    parts.add(part.toString());
                    part.setLength(0);
                } else {
                    part.append(sign);
                }
            }
            parts.add(part.toString());
            return parts;
        }

        /** The last dot parts the names, which may hold anything: {@code my-app.*}. */
        private static String thing(String written) throws BindException {
            String text = written.strip();
            String kind = "";
            for (String each : List.of("FUNCTION", "PROCEDURE")) {
                if (text.toUpperCase(Locale.ROOT).startsWith(each + " ")) {
                    kind = each + " ";
                    text = text.substring(each.length()).strip();
                }
            }
            List<Word> words = StatementWords.of(text);
            int dot = text.lastIndexOf('.');
            if (text.contains("`") && MysqlPrivileges.thing(words).isPresent()) {
                return kind + MysqlPrivileges.thing(words).get();
            }
            if (dot < 1 || dot == text.length() - 1 || text.contains("`")) {
                throw new BindException(
                        "has privileges on '" + written + "', which is none of *.*, DATABASE.* and DATABASE.TABLE");
            }
            return kind + name(text.substring(0, dot)) + "." + name(text.substring(dot + 1));
        }

        private static String name(String text) {
            return text.equals("*") ? text : MysqlAccess.name(text);
        }

        private static Set<String> privileges(String thing, String text) throws BindException {
            Set<String> all = MysqlPrivileges.list(StatementWords.of(text))
                    .orElseThrow(() -> new BindException("has '" + text + "' on " + thing
                            + ", which are no privileges; write them with commas: SELECT,INSERT (a, b)"));
            if (all.contains("REQUIRESSL")) {
                throw new BindException("has REQUIRESSL, which is no privilege; write tls_requires: {SSL: }");
            }
            if (all.contains("PROXY")) {
                throw new BindException("has PROXY, which this module does not grant; call mysql for it");
            }
            boolean whole = all.contains(MysqlPrivileges.ALL);
            if (whole) {
                all.retainAll(Set.of(MysqlPrivileges.ALL, MysqlPrivileges.GRANT));
            }
            return all;
        }
    }
}
