package play.param;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.value.Secret;

/** Paths of the host as they are written: with variables, from a home on, or from the directory commands run in. */
public final class HostPaths {
    private static final Pattern HOME = Pattern.compile("~([A-Za-z0-9_.][A-Za-z0-9_.-]*|)(/.*)?", Pattern.DOTALL);

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)\\})");

    private HostPaths() {}

    /**
     * The accounts whose homes values may name, at any depth; the empty name is the user of the task.
     *
     * @param values as they are rendered
     */
    public static Set<String> accounts(Iterable<? extends @Nullable Object> values) {
        Set<String> accounts = new TreeSet<>();
        values.forEach(value -> collect(value, accounts));
        return accounts;
    }

    private static void collect(@Nullable Object value, Set<String> accounts) {
        switch (value) {
            case String text -> {
                Matcher home = HOME.matcher(text);
                if (home.matches()) {
                    accounts.add(home.group(1));
                }
            }
            case Secret(Object hidden) -> collect(hidden, accounts);
            case List<?> list -> list.forEach(item -> collect(item, accounts));
            case Map<?, ?> map -> map.values().forEach(item -> collect(item, accounts));
            case null, default -> {}
        }
    }

    /** The same of what may be the address of something in the web, which stays as it is. */
    static String absoluteUnlessAddress(String source, BindContext context) throws BindException {
        return ADDRESS.matcher(source).lookingAt() ? source : absolute(source, context);
    }

    /** The path from the root on; nothing stays nothing. */
    private static String absolute(String path, BindContext context) throws BindException {
        String expanded = expanded(path, context);
        if (expanded.isEmpty() || expanded.startsWith("/")) {
            return expanded;
        }
        String below = expanded.replaceFirst("^(\\./+)+", "");
        return below.equals(".") || below.isEmpty() ? context.directory() : joined(context.directory(), "/" + below);
    }

    /** The path with the variables in it that are set, and then with the home, where it names one. */
    private static String expanded(String written, BindContext context) throws BindException {
        String path = withVariables(written, context);
        return found(path, context)
                .orElseThrow(() -> new BindException(
                        "names the home of '" + account(path) + "', an account that the host does not have"));
    }

    /** A variable that is not set stays as it is written, and what a variable holds is not looked at again. */
    private static String withVariables(String written, BindContext context) throws BindException {
        StringBuilder path = new StringBuilder();
        Matcher variable = VARIABLE.matcher(written);
        while (variable.find()) {
            String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
            String value = context.variable(name).orElse(variable.group());
            variable.appendReplacement(path, Matcher.quoteReplacement(value));
        }
        return variable.appendTail(path).toString();
    }

    /** The path with the home in it; empty where it names the home of an account that the host does not have. */
    static Optional<String> found(String path, BindContext context) throws BindException {
        Matcher home = HOME.matcher(path);
        if (!home.matches()) {
            return Optional.of(path);
        }
        String below = home.group(2) == null ? "" : home.group(2);
        return context.home(home.group(1)).map(at -> joined(at, below));
    }

    /**
     * The same from the root on, as rsync is to take it: a slash at its end stays, and so does a dot, which there means
     * what a directory holds.
     */
    static Optional<String> foundAbsolute(String path, BindContext context) throws BindException {
        Optional<String> found = found(path, context);
        return found.isEmpty() || found.get().startsWith("/")
                ? found
                : Optional.of(joined(context.directory(), "/" + found.get().replaceFirst("^(\\./+)+", "")));
    }

    private static String account(String path) {
        Matcher home = HOME.matcher(path);
        return home.matches() ? home.group(1) : "";
    }

    private static String joined(String directory, String below) {
        return directory.equals("/") && !below.isEmpty() ? below : directory + below;
    }

    /**
     * Each path of a list, or the one.
     *
     * @param absolute whether relative ones are made absolute
     */
    static Object each(Object read, boolean absolute, BindContext context) throws BindException {
        if (!(read instanceof List<?> list)) {
            return one(String.valueOf(read), absolute, context);
        }
        List<String> paths = new ArrayList<>();
        for (Object item : list) {
            paths.add(one(String.valueOf(item), absolute, context));
        }
        return paths;
    }

    private static String one(String path, boolean absolute, BindContext context) throws BindException {
        return absolute ? absolute(path, context) : expanded(path, context);
    }
}
