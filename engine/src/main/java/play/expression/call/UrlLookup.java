package play.expression.call;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Text;
import play.expression.data.Undefined;
import play.value.Unknown;

/**
 * The lookup {@code url}: what servers of the web answer. Options may also be variables and variables of the
 * environment, as in Ansible.
 */
final class UrlLookup {
    private static final String OPTIONS = "validate_certs? split_lines? use_proxy? username? password? headers? force?"
            + " timeout? http_agent? force_basic_auth? follow_redirects? use_gssapi? use_netrc? unix_socket? ca_path?"
            + " unredirected_headers? ciphers?";

    /** What there is no counterpart of. */
    private static final List<String> NOT_HERE =
            List.of("use_gssapi", "unix_socket", "ciphers", "unredirected_headers");

    private static final Set<String> NO_REDIRECTS = Set.of("none", "no", "false");
    private static final Set<String> REDIRECTS = Set.of("all", "safe", "urllib2", "yes", "true");
    private static final int USUAL_SECONDS = 10;

    private final Given given;

    private UrlLookup(Given given) {
        this.given = given;
    }

    static void add(Registry.Builder to) {
        to.lookup("url", OPTIONS, (terms, given) -> new UrlLookup(given).find(terms));
    }

    private List<@Nullable Object> find(List<@Nullable Object> terms) {
        for (String option : NOT_HERE) {
            if (Data.truth(option(option))) {
                throw Failure.arguments(
                        "The option '" + option + "' of the lookup 'url' is Ansible's, and play does not have it.");
            }
        }
        FreshList found = new FreshList();
        for (Object term : terms) {
            if (given.around().context().stage() == Stage.BEFORE_RUN) {
                found.add(new Unknown("a server tells it, which is asked in the run only"));
                continue;
            }
            String answer = answer(Text.of(term));
            if (given.flag("split_lines", true)) {
                answer.lines().forEach(found::add);
            } else {
                found.add(answer);
            }
        }
        return found;
    }

    private String answer(String address) {
        try {
            return given.around().context().fetch(request(address));
        } catch (IOException e) {
            throw Failure.lookup("'" + masked(address) + "' gives no answer: " + reason(e) + ".");
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String masked(String address) {
        return address.replaceFirst("//[^/@]*@", "//***@");
    }

    private LookupContext.WebRequest request(String address) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", Text.of(option("agent", "http_agent", "ansible-httpget")));
        if (flag("force", false)) {
            headers.put("Cache-Control", "no-cache");
        }
        if (given.get("headers") != null) {
            MapFilters.map(given.get("headers")).forEach((name, value) -> headers.put(Text.of(name), Text.of(value)));
        }
        return new LookupContext.WebRequest(
                address.replaceFirst("//[^/@]*@", "//"),
                headers,
                login(address),
                flag("force_basic_auth", false),
                Duration.ofMillis(seconds()),
                trust(),
                given.flag("use_proxy", true),
                redirects());
    }

    /** The one of the address, where no other is given. */
    private Optional<LookupContext.Login> login(String address) {
        if (given.get("username") != null) {
            return Optional.of(new LookupContext.Login(Text.of(given.get("username")), given.text("password", "")));
        }
        String inside = address.replaceFirst("^[^/]*//", "").replaceFirst("/.*", "");
        int end = inside.lastIndexOf('@');
        if (end < 0) {
            return Optional.empty();
        }
        String[] parts = inside.substring(0, end).split(":", 2);
        return Optional.of(new LookupContext.Login(parts[0], parts.length < 2 ? "" : parts[1]));
    }

    private LookupContext.Trust trust() {
        return new LookupContext.Trust(
                !given.flag("validate_certs", true),
                Optional.ofNullable(option("ca_path"))
                        .map(Text::of)
                        .filter(path -> !path.isEmpty())
                        .map(PathFilters::path)
                        .map(Path::toAbsolutePath));
    }

    private long seconds() {
        Object written = option("timeout");
        String text = written == null ? String.valueOf(USUAL_SECONDS) : Text.of(written);
        if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,6})?") || Double.parseDouble(text) == 0) {
            throw Failure.arguments("The 'timeout' of the lookup 'url' is a number of seconds, not '" + text + "'.");
        }
        return (long) Math.ceil(Double.parseDouble(text) * Duration.ofSeconds(1).toMillis());
    }

    private boolean redirects() {
        String written = Text.of(option("follow_redirects", "follow_redirects", "urllib2"))
                .toLowerCase(Locale.ROOT);
        if (!REDIRECTS.contains(written) && !NO_REDIRECTS.contains(written)) {
            throw Failure.arguments(
                    "'follow_redirects' of the lookup 'url' is all, none, safe or urllib2, not '" + written + "'.");
        }
        return REDIRECTS.contains(written);
    }

    private boolean flag(String name, boolean otherwise) {
        Object value = option(name);
        return value == null
                ? otherwise
                : value instanceof String text
                        ? Set.of("1", "yes", "on", "true", "t", "y").contains(text.toLowerCase(Locale.ROOT))
                        : Data.truth(value);
    }

    private @Nullable Object option(String name) {
        return option(name.equals("unredirected_headers") ? "unredir_headers" : name, name, null);
    }

    /** An argument, else a variable, else one of the environment. */
    private @Nullable Object option(String outside, String name, @Nullable Object otherwise) {
        if (given.get(name) != null) {
            return given.get(name);
        }
        Object variable = given.around().variable("ansible_lookup_url_" + outside);
        if (variable != null && !(variable instanceof Undefined)) {
            return variable;
        }
        Optional<String> set =
                given.around().context().environment("ANSIBLE_LOOKUP_URL_" + outside.toUpperCase(Locale.ROOT));
        return set.isPresent() ? set.get() : otherwise;
    }
}
