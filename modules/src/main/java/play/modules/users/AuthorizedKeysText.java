package play.modules.users;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import play.files.TextLines;

/** The text of an {@code authorized_keys} file. */
final class AuthorizedKeysText {
    private AuthorizedKeysText() {}

    /** With these keys: each where it stands first, else at the end. */
    static String with(String text, List<AuthorizedKey> wanted) {
        Map<String, AuthorizedKey> all = new LinkedHashMap<>();
        wanted.forEach(key -> all.put(key.key(), key));
        Set<String> placed = new HashSet<>();
        List<String> lines = new ArrayList<>();
        for (String line : TextLines.of(text)) {
            Optional<AuthorizedKey> there = AuthorizedKey.read(line);
            Optional<AuthorizedKey> meant = there.flatMap(key -> Optional.ofNullable(all.get(key.key())));
            if (meant.isEmpty()) {
                lines.add(line);
            } else if (placed.add(meant.get().key())) {
                lines.add(there.get().means(meant.get()) ? line : meant.get().line());
            }
        }
        all.values().stream().filter(key -> !placed.contains(key.key())).forEach(key -> lines.add(key.line()));
        return TextLines.joined(lines, text);
    }

    /** With these keys, and nothing else. */
    static String only(String text, List<AuthorizedKey> wanted) {
        Set<String> keys = wanted.stream().map(AuthorizedKey::key).collect(Collectors.toSet());
        List<String> others = TextLines.of(text).stream()
                .filter(line -> AuthorizedKey.read(line)
                        .filter(key -> keys.contains(key.key()))
                        .isPresent())
                .toList();
        return with(TextLines.joined(others, text), wanted);
    }

    /** Without these keys, whatever their options. */
    static String without(String text, List<AuthorizedKey> unwanted) {
        Set<String> keys = unwanted.stream().map(AuthorizedKey::key).collect(Collectors.toSet());
        return TextLines.joined(
                TextLines.of(text).stream()
                        .filter(line -> AuthorizedKey.read(line)
                                .filter(key -> keys.contains(key.key()))
                                .isEmpty())
                        .toList(),
                text);
    }
}
