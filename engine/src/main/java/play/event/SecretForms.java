package play.event;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The texts that a secret becomes where programs quote or encode it. */
final class SecretForms {
    /** Shorter pieces of Base64 turn up by chance. */
    private static final int SHORTEST_ENCODED = 6;

    /** Lines of a secret with several that are shorter are words of its format more often than secrets. */
    private static final int SHORTEST_LINE = 12;

    private static final Pattern IN_QUOTES = Pattern.compile("([\\\\\"$`!])");
    private static final Pattern BARE = Pattern.compile("([^A-Za-z0-9_@%+=:,./\\n-])");

    private SecretForms() {}

    /** All forms of a text, itself among them; of one with several lines, its longer lines too. */
    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        quoted(secret, forms);
        encoded(secret, forms);
        lines(secret).forEach(line -> quoted(line, forms));
        return forms;
    }

    /** The longer lines of a secret that has several. */
    static Set<String> lines(String secret) {
        Set<String> lines = new LinkedHashSet<>();
        if (secret.indexOf('\n') >= 0) {
            secret.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith("-----"))
                    .forEach(lines::add);
        }
        return lines;
    }

    private static void quoted(String secret, Set<String> forms) {
        forms.add(secret);
        forms.add(secret.replace("'", "'\\''"));
        forms.add(secret.replace("'", "'\"'\"'"));
        forms.add(secret.replace("'", "''"));
        forms.add(secret.replace("\\", "\\\\").replace("'", "''"));
        forms.add(IN_QUOTES.matcher(secret).replaceAll("\\\\$1"));
        forms.add(BARE.matcher(secret).replaceAll("\\\\$1"));
        String json = json(secret, false);
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(json(secret, true));
        forms.add(secret.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
    }

    private static void encoded(String secret, Set<String> forms) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String form : new String[] {
            url, url.replace("+", "%20"), url.replace("+", "%20").replace("%2F", "/")
        }) {
            forms.add(form);
            forms.add(lowerHex(form));
        }
        String hex = HexFormat.of().formatHex(bytes);
        forms.add(hex);
        forms.add(hex.toUpperCase(Locale.ROOT));
        base64(bytes, Base64.getEncoder(), forms);
        base64(bytes, Base64.getUrlEncoder(), forms);
    }

    /**
     * Whole, and as it stands within a longer text: from each of three places, without what its neighbours have a part
     * in.
     */
    private static void base64(byte[] bytes, Base64.Encoder encoder, Set<String> forms) {
        forms.add(encoder.encodeToString(bytes));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String text = encoder.withoutPadding().encodeToString(shifted);
            int whole = shifted.length * 8 / 6;
            String own = text.substring(Math.min(before == 0 ? 0 : before + 1, whole), whole);
            if (own.length() >= SHORTEST_ENCODED) {
                forms.add(own);
            }
        }
    }

    private static String lowerHex(String url) {
        StringBuilder lower = new StringBuilder(url);
        for (int i = url.indexOf('%'); i >= 0; i = url.indexOf('%', i + 1)) {
            lower.replace(i, i + 3, url.substring(i, i + 3).toLowerCase(Locale.ROOT));
        }
        return lower.toString();
    }

    private static String json(String text, boolean ascii) {
        StringBuilder json = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ' || (ascii && c > '~')) {
                        json.append("\\u%04x".formatted((int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.toString();
    }
}
