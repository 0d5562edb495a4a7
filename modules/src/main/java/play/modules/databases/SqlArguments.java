package play.modules.databases;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values for the places in a text of SQL that wait for them.
 *
 * @param byPlace for {@code %s}, in their order
 * @param byName for {@code %(name)s}
 */
record SqlArguments(List<@Nullable Object> byPlace, Map<String, @Nullable Object> byName) {
    private static final Pattern PLACE = Pattern.compile("%(?:\\(([^)]*)\\)s|(.)|$)", Pattern.DOTALL);

    boolean none() {
        return byPlace.isEmpty() && byName.isEmpty();
    }

    /** The text with its values; where there are none, a % is a %. */
    String in(String sql) {
        return in(sql, SqlArguments::literal);
    }

    /** The same with values written as another server reads them. */
    String in(String sql, Function<@Nullable Object, String> literal) {
        if (none()) {
            return sql;
        }
        int[] at = {0};
        return PLACE.matcher(sql)
                .replaceAll(place -> Matcher.quoteReplacement(
                        place.group().equals("%%") ? "%" : literal.apply(value(place.group(1), at))));
    }

    private @Nullable Object value(@Nullable String name, int[] at) {
        return name == null ? byPlace.get(at[0]++) : byName.get(name);
    }

    /** What does not fit, if anything. */
    Optional<String> fault(String sql) {
        if (none()) {
            return Optional.empty();
        }
        int places = 0;
        Matcher place = PLACE.matcher(sql);
        while (place.find()) {
            if (place.group(1) != null) {
                if (!byName.containsKey(place.group(1))) {
                    return Optional.of("'query' waits for '" + place.group(1) + "', which 'named_args' has not");
                }
            } else if (place.group().equals("%s")) {
                places++;
            } else if (!place.group().equals("%%")) {
                return Optional.of("'query' has a % before something else than s, (name)s or %; write %% for one");
            }
        }
        return places == byPlace.size()
                ? Optional.empty()
                : Optional.of(
                        "'query' waits for " + places + " values by %s, and 'positional_args' has " + byPlace.size());
    }

    static boolean isValue(@Nullable Object value) {
        return !(value instanceof Map)
                && (!(value instanceof List<?> list) || list.stream().allMatch(SqlArguments::isValue));
    }

    private static String literal(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case Double number when !Double.isFinite(number) -> Sql.text(number.toString()) + "::float8";
            case Number number -> number.toString().startsWith("-") ? " " + number : number.toString();
            case Boolean flag -> flag.toString();
            case List<?> list -> Sql.text(array(list));
            default -> Sql.text(value.toString());
        };
    }

    private static String array(List<?> list) {
        return list.stream().map(SqlArguments::element).collect(Collectors.joining(",", "{", "}"));
    }

    private static String element(@Nullable Object item) {
        return switch (item) {
            case null -> "NULL";
            case List<?> list -> array(list);
            default -> '"' + item.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        };
    }
}
