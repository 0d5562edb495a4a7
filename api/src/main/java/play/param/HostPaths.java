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

/** Homes in paths of the host. */
public final class HostPaths {
    private static final Pattern HOME = Pattern.compile("~([A-Za-z0-9_.][A-Za-z0-9_.-]*|)(/.*)?", Pattern.DOTALL);

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

    /** The path with the home in it, where it names one. */
    static String expanded(String path, BindContext context) throws BindException {
        return found(path, context)
                .orElseThrow(() -> new BindException(
                        "names the home of '" + account(path) + "', an account that the host does not have"));
    }

    /** The same; empty where it names the home of an account that the host does not have. */
    static Optional<String> found(String path, BindContext context) throws BindException {
        Matcher home = HOME.matcher(path);
        if (!home.matches()) {
            return Optional.of(path);
        }
        String below = home.group(2) == null ? "" : home.group(2);
        return context.home(home.group(1)).map(at -> at.equals("/") && !below.isEmpty() ? below : at + below);
    }

    private static String account(String path) {
        Matcher home = HOME.matcher(path);
        return home.matches() ? home.group(1) : "";
    }

    /** Each path of a list, or the one. */
    static Object expandedEach(Object read, BindContext context) throws BindException {
        if (!(read instanceof List<?> list)) {
            return expanded(String.valueOf(read), context);
        }
        List<String> paths = new ArrayList<>();
        for (Object item : list) {
            paths.add(expanded(String.valueOf(item), context));
        }
        return paths;
    }
}
