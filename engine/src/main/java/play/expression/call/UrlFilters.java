package play.expression.call;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;

/** Parts of URLs, and tests of them. */
final class UrlFilters {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*+):", Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile("[0-9]{1,9}");

    private UrlFilters() {}

    static void add(Registry.Builder to) {
        to.filter("urlsplit", "query?", MarkerHandling.CONTENT, UrlFilters::split);
        to.test("uri", "schemes?", MarkerHandling.CONTENT, (input, given) -> isUri(input, schemes(given), false));
        to.test("url", "schemes?", MarkerHandling.CONTENT, (input, given) -> isUri(input, schemes(given), true));
        to.test("urn", "", MarkerHandling.CONTENT, (input, given) -> isUri(input, FreshList.of("urn"), false));
        to.filter("urldecode", "", MarkerHandling.CONTENT, (input, given) -> decoded(TextFilters.string(input)));
    }

    private static @Nullable Object split(@Nullable Object input, Given given) {
        Map<String, @Nullable Object> parts = parts(TextFilters.string(input));
        String wanted = given.text("query", "");
        if (!wanted.isEmpty() && !parts.containsKey(wanted)) {
            throw Failure.arguments(
                    "'" + wanted + "' is no part of a URL; parts are " + String.join(", ", parts.keySet()) + ".");
        }
        return wanted.isEmpty() ? new FreshMap(parts) : parts.get(wanted);
    }

    private static Map<String, @Nullable Object> parts(String url) {
        String rest = Strings.stripped(url, null, -1).replaceAll("[\t\r\n]", "");
        Matcher scheme = SCHEME.matcher(rest);
        String protocol = scheme.lookingAt() ? scheme.group(1).toLowerCase(Locale.ROOT) : "";
        rest = scheme.lookingAt() ? rest.substring(scheme.end()) : rest;
        String place = "";
        if (rest.startsWith("//")) {
            int end = firstOf(rest, "/?#", 2);
            place = rest.substring(2, end);
            rest = rest.substring(end);
        }
        String[] fragment = cut(rest, rest.indexOf('#'));
        String[] query = cut(fragment[0], fragment[0].indexOf('?'));
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("fragment", fragment[1]);
        Place found = Place.of(place);
        parts.put("hostname", found.host());
        parts.put("netloc", place);
        parts.put("password", found.password());
        parts.put("path", query[0]);
        parts.put("port", found.port());
        parts.put("query", query[1]);
        parts.put("scheme", protocol);
        parts.put("username", found.user());
        return parts;
    }

    private static int firstOf(String text, String marks, int from) {
        int at = from;
        while (at < text.length() && marks.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** Before and behind a char, or all and nothing. */
    private static String[] cut(String text, int at) {
        return at < 0 ? new String[] {text, ""} : new String[] {text.substring(0, at), text.substring(at + 1)};
    }

    /** Who and where. */
    private record Place(
            @Nullable String user,
            @Nullable String password,
            @Nullable String host,
            @Nullable Long port) {
        static Place of(String text) {
            if (text.contains("[") != text.contains("]")) {
                throw Failure.value("The brackets of '" + text + "' don't match.");
            }
            int at = text.lastIndexOf('@');
            String[] user = at < 0 ? new String[0] : text.substring(0, at).split(":", 2);
            String address = text.substring(at + 1);
            int bracket = address.indexOf('[');
            String[] host = bracket < 0
                    ? cut(address, address.indexOf(':'))
                    : cut(
                            address.substring(bracket + 1),
                            address.substring(bracket + 1).indexOf(']'));
            String port = bracket < 0 ? host[1] : cut(host[1], host[1].indexOf(':'))[1];
            return new Place(
                    user.length > 0 ? user[0] : null,
                    user.length > 1 ? user[1] : null,
                    host[0].isEmpty() ? null : lower(host[0]),
                    port.isEmpty() ? null : number(port));
        }

        /** The zone behind {@code %} of an address keeps its case. */
        private static String lower(String host) {
            int zone = host.indexOf('%');
            return zone < 0
                    ? host.toLowerCase(Locale.ROOT)
                    : host.substring(0, zone).toLowerCase(Locale.ROOT) + host.substring(zone);
        }

        private static Long number(String port) {
            if (!PORT.matcher(port).matches() || Long.parseLong(port) > 65_535) {
                throw Failure.value("'" + port + "' is no port of a URL.");
            }
            return Long.valueOf(port);
        }
    }

    /** A {@code %} without two digits stays as it is; bytes that are not UTF-8 become replacement characters. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replaceAll("%(?![0-9a-fA-F]{2})", "%25"), StandardCharsets.UTF_8);
    }

    /** Any text is a URI to Ansible's test, unless its place or, where some are named, its scheme speak against it. */
    private static boolean isUri(@Nullable Object input, List<@Nullable Object> schemes, boolean placed) {
        try {
            Map<String, @Nullable Object> parts = parts(TextFilters.string(input));
            Object scheme = parts.get("scheme");
            boolean wanted = schemes.isEmpty() || schemes.contains(scheme);
            return wanted && (!placed || "file".equals(scheme) || Data.truth(parts.get("netloc")));
        } catch (Failure e) {
            return false;
        }
    }

    private static List<@Nullable Object> schemes(Given given) {
        return given.get("schemes") == null ? List.of() : given.items("schemes");
    }
}
