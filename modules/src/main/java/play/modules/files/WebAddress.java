package play.modules.files;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL taken apart from who asks: {@code https://user:password@host/path}.
 *
 * @param url without user and password
 */
record WebAddress(String url, Optional<String> user, Optional<String> password) {
    private static final Pattern WITH_USER =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)([^/?#@:]*)(?::([^/?#]*))?@([^/?#@]*.*)");

    static WebAddress of(String written) {
        Matcher matcher = WITH_USER.matcher(written);
        return matcher.matches()
                ? new WebAddress(
                        matcher.group(1) + matcher.group(4),
                        Optional.of(decoded(matcher.group(2))),
                        Optional.ofNullable(matcher.group(3)).map(WebAddress::decoded))
                : new WebAddress(written, Optional.empty(), Optional.empty());
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            return text;
        }
    }

    /** Whether clients take it as it is written. */
    boolean isAskedFor() {
        try {
            return new URI(url).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return url;
    }
}
