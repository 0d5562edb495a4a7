package play.expression.call;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;
import play.expression.data.Json;
import play.expression.data.Order;
import play.expression.data.Text;
import play.expression.data.YamlStyle;
import play.expression.data.YamlText;
import play.value.Bytes;

/** Filters between data and its written forms. */
final class FormatFilters {
    private static final Map<String, String> DIGESTS = Map.of(
            "md5", "MD5", "sha1", "SHA-1", "sha224", "SHA-224", "sha256", "SHA-256", "sha384", "SHA-384", "sha512",
            "SHA-512");

    /** The namespace of Ansible's own UUIDs. */
    private static final String ANSIBLE = "361e6d51-faec-444a-9079-341386da8e2e";

    private static final List<String> PROFILES = List.of("fallback_to_str", "inventory_legacy", "legacy", "tagless");

    private static final Set<String> UNICODE = Set.of("utf-8", "utf8", "UTF-8");

    private FormatFilters() {}

    static void add(Registry.Builder to) {
        to.filter(
                "to_json",
                "indent? sort_keys? ensure_ascii? separators?",
                MarkerHandling.CONTENT,
                (input, given) -> json(input, given, 0, false));
        to.filter(
                "to_nice_json",
                "indent? sort_keys? ensure_ascii? separators?",
                MarkerHandling.CONTENT,
                (input, given) -> json(input, given, 4, true));
        to.filter("tojson", "indent?", MarkerHandling.CONTENT, FormatFilters::htmlJson);
        to.filter("from_json", "profile?", MarkerHandling.CONTENT, FormatFilters::fromJson);
        to.filter(
                "to_yaml",
                YamlOptions.NAMES,
                MarkerHandling.CONTENT,
                (input, given) -> YamlText.write(input, YamlOptions.style(given, 2, YamlStyle.Flow.LEAVES)));
        to.filter(
                "to_nice_yaml",
                YamlOptions.NAMES,
                MarkerHandling.CONTENT,
                (input, given) -> YamlText.write(input, YamlOptions.style(given, 4, YamlStyle.Flow.NONE)));
        to.filter("from_yaml", "", MarkerHandling.CONTENT, FormatFilters::fromYaml);
        to.filter("from_yaml_all", "", MarkerHandling.CONTENT, FormatFilters::fromYamlAll);
        to.filter(
                "to_uuid",
                "namespace?",
                MarkerHandling.CONTENT,
                (input, given) -> uuid(Text.decoded(input), given.text("namespace", ANSIBLE)));
        to.filter(
                "b64encode",
                "encoding? urlsafe?",
                MarkerHandling.CONTENT,
                (input, given) -> urlSafe(encoded(input, given).base64(), given));
        to.filter("b64decode", "encoding? urlsafe?", MarkerHandling.CONTENT, FormatFilters::decoded);
        to.filter(
                "hash",
                "hashtype?",
                MarkerHandling.CONTENT,
                (input, given) -> hash(bytes(input), given.text("hashtype", "sha1")));
        to.filter("checksum sha1", "", MarkerHandling.CONTENT, (input, given) -> hash(bytes(input), "sha1"));
        to.filter("md5", "", MarkerHandling.CONTENT, (input, given) -> hash(bytes(input), "md5"));
    }

    /** Ansible's own texts have values that say of what type they are; those of others are the same in each profile. */
    private static @Nullable Object fromJson(@Nullable Object input, Given given) {
        String profile = given.text("profile", "tagless");
        if (!PROFILES.contains(profile)) {
            throw Failure.arguments("'profile' must be one of " + String.join(", ", PROFILES) + ".");
        }
        return Json.read(TextFilters.string(input instanceof Bytes ? Text.decoded(input) : input));
    }

    private static String json(@Nullable Object input, Given given, int indent, boolean sorted) {
        int spaces = given.small("indent", indent);
        Json.Style style = new Json.Style(
                Math.clamp(spaces, 0, 100), given.flag("sort_keys", sorted), given.flag("ensure_ascii", true));
        return Json.write(input, given.get("separators") == null ? style : separated(style, given.items("separators")));
    }

    private static Json.Style separated(Json.Style style, List<?> separators) {
        if (separators.size() == 2
                && separators.getFirst() instanceof String items
                && separators.getLast() instanceof String keys) {
            return style.separatedBy(items, keys);
        }
        throw Failure.arguments("'separators' must be two strings: what follows an item, and what follows a key.");
    }

    /** With the keys of mappings sorted: 9 before 10, but as texts where they cannot be compared. */
    private static @Nullable Object inOrder(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                FreshMap sorted = new FreshMap();
                Order.sorted(map.keySet())
                        .orElseGet(() -> byText(map.keySet()))
                        .forEach(key -> sorted.put(key, inOrder(map.get(key))));
                yield sorted;
            }
            case List<?> list -> {
                FreshList sorted = new FreshList();
                list.forEach(item -> sorted.add(inOrder(item)));
                yield sorted;
            }
            case null, default -> value;
        };
    }

    private static List<@Nullable Object> byText(Collection<? extends @Nullable Object> keys) {
        List<@Nullable Object> sorted = new ArrayList<>(keys);
        sorted.sort(Comparator.comparing(Text::of, Order.ascending()));
        return sorted;
    }

    /** Jinja's own, which is safe inside HTML. */
    private static String htmlJson(@Nullable Object input, Given given) {
        int spaces = Math.clamp(given.small("indent", 0), 0, 100);
        String text = Json.write(inOrder(input), new Json.Style(spaces, false, true));
        return text.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("'", "\\u0027");
    }

    private static @Nullable Object fromYaml(@Nullable Object input, Given given) {
        if (!(input instanceof String text)) {
            return input;
        }
        try {
            return given.around().context().yaml(text);
        } catch (IOException e) {
            throw Failure.value("This is not valid YAML: " + e.getMessage());
        }
    }

    private static @Nullable Object fromYamlAll(@Nullable Object input, Given given) {
        if (input == null) {
            return new FreshList();
        }
        if (!(input instanceof String text)) {
            return input;
        }
        try {
            return new FreshList(given.around().context().documents(text));
        } catch (IOException e) {
            throw Failure.value("This is not valid YAML: " + e.getMessage());
        }
    }

    /** Version 5: of a name in a namespace, which is a UUID itself. */
    private static String uuid(String name, String namespace) {
        String digits =
                namespace.replaceFirst("^urn:", "").replaceFirst("^uuid:", "").replaceAll("[{}-]", "");
        if (!digits.matches("[0-9a-fA-F]{32}")) {
            throw Failure.arguments("'namespace' must be a UUID, not '" + namespace + "'.");
        }
        MessageDigest digest = Bytes.digest("SHA-1");
        digest.update(HexFormat.of().parseHex(digits));
        byte[] sum = digest.digest(name.getBytes(StandardCharsets.UTF_8));
        sum[6] = (byte) ((sum[6] & 0x0f) | 0x50);
        sum[8] = (byte) ((sum[8] & 0x3f) | 0x80);
        return HexFormat.of().formatHex(sum, 0, 16).replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-");
    }

    private static Bytes encoded(@Nullable Object input, Given given) {
        if (!UNICODE.contains(given.text("encoding", "utf-8"))) {
            throw Failure.arguments("The only encoding is 'utf-8'.");
        }
        return bytes(input);
    }

    /** With the letters that addresses take as they are, where that is asked for. */
    private static String urlSafe(String base64, Given given) {
        return given.flag("urlsafe", false) ? base64.replace('+', '-').replace('/', '_') : base64;
    }

    private static Bytes bytes(@Nullable Object input) {
        return input instanceof Bytes bytes ? bytes : Bytes.of(Text.of(input));
    }

    private static Object decoded(@Nullable Object input, Given given) {
        try {
            byte[] written = encoded(input, given).toArray();
            byte[] bytes = Base64.getMimeDecoder().decode(given.flag("urlsafe", false) ? usual(written) : written);
            Optional<String> text = Bytes.of(bytes).text();
            return text.orElseThrow(() -> Failure.value("The decoded bytes are not UTF-8."));
        } catch (IllegalArgumentException e) {
            throw Failure.value("This is not base64.");
        }
    }

    private static byte[] usual(byte[] urlSafe) {
        byte[] usual = urlSafe.clone();
        for (int i = 0; i < usual.length; i++) {
            usual[i] = usual[i] == '-' ? (byte) '+' : usual[i] == '_' ? (byte) '/' : usual[i];
        }
        return usual;
    }

    private static String hash(Bytes bytes, String type) {
        String algorithm = DIGESTS.get(type);
        if (algorithm == null) {
            throw Failure.arguments("'" + type + "' is not a supported hash; supported are "
                    + new FreshList(DIGESTS.keySet().stream().sorted().toList()) + ".");
        }
        return bytes.hex(algorithm);
    }
}
