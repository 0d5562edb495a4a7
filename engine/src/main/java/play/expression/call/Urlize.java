package play.expression.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.Text;

/** The filter {@code urlize}: addresses of the web and of mail in a text become links. */
final class Urlize {
    private static final Pattern SPACE =
            Pattern.compile("(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern OPENING = Pattern.compile("(?:[(<]|&lt;)+");
    private static final Pattern CLOSING = Pattern.compile("(?:[)>.,\\n]|&gt;)+$");
    private static final List<List<String>> PAIRS =
            List.of(List.of("(", ")"), List.of("<", ">"), List.of("&lt;", "&gt;"));

    private static final String HOST = "(?:https?://|www\\.)(?:[\\w%-]+\\.)*(?:[a-z]{2,63}|xn--[\\w%]{2,59})";
    private static final String BARE_HOST = "(?:[\\w%-]{2,63}\\.)+(?:com|net|int|edu|gov|org|info|mil)";
    private static final String ADDRESS =
            "https?://(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[(?:[\\da-f]{0,4}:){2}(?:[\\da-f]{0,4}:?){1,6}])";
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final Pattern WEB =
            Pattern.compile("(?:%s|%s|%s)(?::\\d{1,5})?(?:[/?#]\\S*)?".formatted(HOST, BARE_HOST, ADDRESS), FLAGS);
    private static final Pattern MAIL = Pattern.compile("\\S+@\\w[\\w.-]*\\.\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SCHEME = Pattern.compile("[\\w.+-]{2,}:/{0,2}", Pattern.UNICODE_CHARACTER_CLASS);
    private static final String MAILTO = "mailto:";

    private final int most;
    private final String attributes;
    private final List<String> schemes;

    private Urlize(Given given) {
        this.most = given.small("trim_url_limit", Integer.MAX_VALUE);
        this.attributes = attribute("rel", relations(given)) + attribute("target", given.text("target", ""));
        this.schemes = given.get("extra_schemes") == null
                ? List.of()
                : given.items("extra_schemes").stream().map(Text::of).toList();
        schemes.stream()
                .filter(scheme -> !SCHEME.matcher(scheme).matches())
                .findFirst()
                .ifPresent(scheme -> {
                    throw Failure.arguments(
                            "'" + scheme + "' is no beginning of an address, such as 'tel:' or 'ftp://'.");
                });
    }

    static String linked(@Nullable Object input, Given given) {
        Urlize links = new Urlize(given);
        StringBuilder out = new StringBuilder();
        for (String word : SPACE.split(TextFilters.escaped(Text.of(input)), -1)) {
            out.append(links.word(word));
        }
        return out.toString();
    }

    private static String relations(Given given) {
        Set<String> all = new TreeSet<>(List.of("noopener"));
        for (String word : given.text("rel", "").strip().split("\\s+", -1)) {
            all.add(word);
        }
        if (given.has("nofollow") && Data.truth(given.get("nofollow"))) {
            all.add("nofollow");
        }
        all.remove("");
        return String.join(" ", all);
    }

    private static String attribute(String name, String value) {
        return value.isEmpty() ? "" : " " + name + "=\"" + TextFilters.escaped(value) + "\"";
    }

    /** What stands around an address is no part of it, unless its brackets are. */
    private String word(String word) {
        Matcher opening = OPENING.matcher(word);
        String head = opening.lookingAt() ? opening.group() : "";
        String rest = word.substring(head.length());
        Matcher closing = CLOSING.matcher(rest);
        int end = closing.find() ? closing.start() : rest.length();
        for (List<String> pair : PAIRS) {
            end += balance(rest, end, pair);
        }
        return head + link(rest.substring(0, end)) + rest.substring(end);
    }

    /** How much of what stands behind {@code end} closes what is opened before it. */
    private static int balance(String text, int end, List<String> pair) {
        String address = text.substring(0, end);
        int opened = count(address, pair.getFirst());
        int more = 0;
        if (opened > count(address, pair.getLast())) {
            for (int i = 0; i < opened; i++) {
                int at = text.indexOf(pair.getLast(), end + more);
                more = at < 0 ? more : at + pair.getLast().length() - end;
            }
        }
        return more;
    }

    private static int count(String text, String part) {
        List<Integer> found = new ArrayList<>();
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            found.add(at);
        }
        return found.size();
    }

    private String link(String text) {
        if (WEB.matcher(text).matches()) {
            boolean whole = text.startsWith("https://") || text.startsWith("http://");
            String shown = text.codePointCount(0, text.length()) > most
                    ? text.substring(0, text.offsetByCodePoints(0, most)) + "..."
                    : text;
            return "<a href=\"" + (whole ? "" : "https://") + text + "\"" + attributes + ">" + shown + "</a>";
        }
        if (text.startsWith(MAILTO)
                && MAIL.matcher(text.substring(MAILTO.length())).matches()) {
            return "<a href=\"" + text + "\">" + text.substring(MAILTO.length()) + "</a>";
        }
        boolean mail = !text.startsWith("www.") && !text.startsWith("@") && !text.contains(":");
        if (mail && MAIL.matcher(text).matches()) {
            return "<a href=\"" + MAILTO + text + "\">" + text + "</a>";
        }
        boolean other = schemes.stream().anyMatch(scheme -> !text.equals(scheme) && text.startsWith(scheme));
        return other ? "<a href=\"" + text + "\"" + attributes + ">" + text + "</a>" : text;
    }
}
