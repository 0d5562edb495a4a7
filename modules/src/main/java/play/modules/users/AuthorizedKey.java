package play.modules.users;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A key that may log in: a line of an {@code authorized_keys} file.
 *
 * @param options by name, with what follows the equals sign; empty where nothing does
 * @param type such as {@code ssh-ed25519}
 * @param key in base64, by which keys are told apart
 * @param comment may be empty
 */
record AuthorizedKey(Map<String, Optional<String>> options, String type, String key, String comment) {
    private static final Set<String> TYPES = Set.of(
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "sk-ecdsa-sha2-nistp256@openssh.com",
            "sk-ssh-ed25519@openssh.com",
            "ssh-dss",
            "ssh-ed25519",
            "ssh-rsa");

    /** One option: commas between quotes part nothing. */
    private static final Pattern OPTION = Pattern.compile("(?:[^,\"]|\"(?:[^\"\\\\]|\\\\.)*\")+");

    /** The key of a line; nothing where it is a comment, or no key. */
    static Optional<AuthorizedKey> read(String line) {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        int type = 0;
        while (type < words.size() && !TYPES.contains(words.get(type))) {
            type++;
        }
        if (line.stripLeading().startsWith("#") || type + 1 >= words.size()) {
            return Optional.empty();
        }
        return Optional.of(new AuthorizedKey(
                options(String.join(" ", words.subList(0, type))),
                words.get(type),
                words.get(type + 1),
                String.join(" ", words.subList(type + 2, words.size()))));
    }

    /** Options as they are written, with commas between them. */
    static Map<String, Optional<String>> options(String text) {
        Map<String, Optional<String>> options = new LinkedHashMap<>();
        Matcher option = OPTION.matcher(text);
        while (option.find()) {
            String[] parts = option.group().strip().split("=", 2);
            options.put(parts[0], parts.length > 1 ? Optional.of(parts[1]) : Optional.empty());
        }
        return options;
    }

    AuthorizedKey with(Optional<String> options, Optional<String> comment) {
        return new AuthorizedKey(
                options.map(AuthorizedKey::options).orElse(this.options), type, key, comment.orElse(this.comment));
    }

    String line() {
        String written = options.entrySet().stream()
                .map(option -> option.getKey()
                        + option.getValue().map(value -> "=" + value).orElse(""))
                .collect(Collectors.joining(","));
        return (written.isEmpty() ? "" : written + " ") + type + " " + key + (comment.isEmpty() ? "" : " " + comment);
    }
}
