package play.modules.web;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.HostState;
import play.value.Bytes;

/** What came of a request. */
sealed interface HttpReply extends HostState {
    Pattern COOKIE = Pattern.compile("(?im)^set-cookie:[ \\t]*([^=;\\s]+)[ \\t]*=([^;\\r\\n]*)");

    /**
     * How an answer was come by.
     *
     * @param url where it is from
     * @param redirected whether another address was asked first
     * @param cookies that were set, also on the way, by name and in their order
     */
    record Way(String url, boolean redirected, Map<String, String> cookies) {
        public Way {
            cookies = Collections.unmodifiableMap(new LinkedHashMap<>(cookies));
        }
    }

    /**
     * An answer.
     *
     * @param headers of the last answer, where there were redirects; names in lower case
     * @param way to it
     */
    record Answered(int status, Map<String, String> headers, Bytes body, Way way) implements HttpReply {
        private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s;,\"]+)");

        public Answered {
            headers = Map.copyOf(headers);
        }

        /** The body in the charset that the answer names; in UTF-8 where it names none, or one that is not known. */
        String decoded() {
            Matcher named = CHARSET.matcher(headers.getOrDefault("content-type", ""));
            return named.find() ? new String(body.toArray(), charset(named.group(1))) : body.utf8();
        }

        private static Charset charset(String name) {
            try {
                return Charset.forName(name);
            } catch (IllegalArgumentException unknown) {
                return StandardCharsets.UTF_8;
            }
        }

        @Override
        public boolean present() {
            return true;
        }
    }

    /** None; {@code why} is curl's own word for it. */
    record Unanswered(String why) implements HttpReply {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** From what curl printed with {@link CurlConfig}. */
    static HttpReply parse(Bytes output, String errors) {
        byte[] bytes = output.toArray();
        int end = bytes.length - 1;
        while (end >= 0 && bytes[end] != '\n') {
            end--;
        }
        String[] trailer = new String(bytes, end + 1, bytes.length - end - 1, StandardCharsets.UTF_8)
                .strip()
                .split(" ", 5);
        if (!String.join(" ", trailer).matches("(?s)[0-9]{3} [0-9]{1,9} [0-9]{1,18} [0-9]{1,9} .*")
                || trailer[0].equals("000")) {
            return new Unanswered(errors.isBlank() ? "curl gave no answer" : errors.strip());
        }
        return answered(Arrays.copyOf(bytes, Math.max(end, 0)), trailer)
                .orElseGet(() -> new Unanswered("the answer is cut short: " + errors.strip()));
    }

    private static Optional<HttpReply> answered(byte[] answer, String[] trailer) {
        int head = Integer.parseInt(trailer[1]);
        // The answer to HEAD has no body, though it may say how long one would be.
        int body = (int) Math.min(Long.parseLong(trailer[2]), answer.length - (long) head);
        if (head > answer.length || body < 0) {
            return Optional.empty();
        }
        String headers = new String(answer, 0, head, StandardCharsets.ISO_8859_1);
        Bytes content = Bytes.of(Arrays.copyOfRange(answer, head, head + body));
        Way way = new Way(trailer[4], !trailer[3].equals("0"), cookies(headers));
        return Optional.of(new Answered(Integer.parseInt(trailer[0]), headers(headers), content, way));
    }

    /** A cookie that is set again keeps its place. */
    private static Map<String, String> cookies(String text) {
        Map<String, String> cookies = new LinkedHashMap<>();
        Matcher cookie = COOKIE.matcher(text);
        while (cookie.find()) {
            cookies.put(cookie.group(1), cookie.group(2).strip());
        }
        return cookies;
    }

    /** The headers of the last block. */
    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(':');
            if (line.startsWith("HTTP/")) {
                headers.clear();
            } else if (colon > 0) {
                headers.merge(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(),
                        (a, b) -> a + ", " + b);
            }
        }
        return headers;
    }
}
