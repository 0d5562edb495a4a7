package play.expression.call;

import io.burt.jmespath.JmesPath;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.RuntimeConfiguration;
import io.burt.jmespath.function.FunctionRegistry;
import io.burt.jmespath.jcf.JcfRuntime;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;
import play.expression.data.Json;
import play.expression.data.Text;

/** The filter {@code json_query}: what an expression of JMESPath finds in data. */
final class JsonQuery {
    /** Longer ones, or more brackets, are no query that anybody writes, and would fill the stack. */
    private static final int LONGEST = 10_000;

    private static final int DEEPEST = 200;

    /** What stands in quotes of any kind; between backquotes, in the first group. */
    private static final Pattern QUOTED =
            Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|`((?:[^`\\\\]|\\\\.)*)`", Pattern.DOTALL);

    private static final JmesPath<Object> LANGUAGE = new JcfRuntime(RuntimeConfiguration.builder()
            .withSilentTypeErrors(false)
            .withFunctionRegistry(FunctionRegistry.defaultRegistry().extend(WholeNumber.all()))
            .build());

    private JsonQuery() {}

    static void add(Registry.Builder to) {
        to.filter(
                "json_query community.general.json_query",
                "expr",
                MarkerHandling.CONTENT,
                (input, given) -> found(input, given.text("expr")));
    }

    private static @Nullable Object found(@Nullable Object input, String query) {
        if (query.length() > LONGEST
                || query.chars().filter(c -> "[({!".indexOf(c) >= 0).count() > DEEPEST) {
            throw Failure.limit("This query of JMESPath is too long: at most " + LONGEST + " characters and " + DEEPEST
                    + " brackets.");
        }
        try {
            return fresh(LANGUAGE.compile(quoted(query)).search(plain(input)));
        } catch (JmesPathException | IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("it is no expression");
            throw Failure.value("The query '" + query + "' fails: " + why + ".");
        }
    }

    /** A literal such as {@code `x`} is a string without quotes, as Python's library has it. */
    private static String quoted(String query) {
        return QUOTED.matcher(query).replaceAll(part -> {
            String literal = part.group(1);
            boolean bare = literal != null && !isJson(literal);
            return Matcher.quoteReplacement(bare ? "`\"" + literal.stripLeading() + "\"`" : part.group());
        });
    }

    private static boolean isJson(String text) {
        try {
            Json.read(text);
            return true;
        } catch (Failure failure) {
            return false;
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        Bounds.steps(1);
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> all = new LinkedHashMap<>();
                map.forEach((key, member) -> all.put(Text.of(key), plain(member)));
                yield all;
            }
            case List<?> list -> {
                FreshList all = new FreshList();
                list.forEach(item -> all.add(plain(item)));
                yield all;
            }
            case Number number -> number;
            case Boolean flag -> flag;
            case String text -> text;
            case null -> null;
            default -> Text.of(value);
        };
    }

    private static @Nullable Object fresh(@Nullable Object value) {
        Bounds.steps(1);
        return switch (value) {
            case Map<?, ?> map -> {
                FreshMap all = new FreshMap();
                map.forEach((key, member) -> all.put(Text.of(key), fresh(member)));
                yield all;
            }
            case List<?> list -> {
                FreshList all = new FreshList();
                list.forEach(item -> all.add(fresh(item)));
                yield all;
            }
            case Integer number -> number.longValue();
            case Long number -> number;
            case BigInteger number -> number;
            case Number number -> number.doubleValue();
            case null, default -> value;
        };
    }
}
