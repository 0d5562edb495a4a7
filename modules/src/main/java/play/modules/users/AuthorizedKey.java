package play.modules.users;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A key that may log in: a line of an {@code authorized_keys} file.
 *
 * @param written its options as they are written, with commas between them; empty where it has none
 * @param type such as {@code ssh-ed25519}
 * @param key in base64, by which keys are told apart
 * @param comment may be empty
 */
record AuthorizedKey(String written, String type, String key, String comment) {
    private static final Set<String> TYPES = Set.of(
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "sk-ecdsa-sha2-nistp256@openssh.com",
            "sk-ssh-ed25519@openssh.com",
            "ssh-dss",
            "ssh-ed25519",
            "ssh-rsa");

    /**
     * An option; some may be there more than once.
     *
     * @param value what follows the equals sign, with its quotes; empty where nothing does
     */
    record Option(String name, Optional<String> value) {
        private static Option of(String text) {
            String[] parts = text.split("=", 2);
            return new Option(parts[0], parts.length > 1 ? Optional.of(parts[1]) : Optional.empty());
        }
    }

    /** The key of a line; nothing where it is a comment, or no key. As sshd reads it: options are one word. */
    static Optional<AuthorizedKey> read(String line) {
        String text = line.strip();
        int options = TYPES.contains(firstWord(text)) ? 0 : Quoted.end(text, 0, " \t");
        String[] words = text.substring(options).strip().split("[ \t]+", 3);
        if (text.startsWith("#") || words.length < 2 || !TYPES.contains(words[0])) {
            return Optional.empty();
        }
        return Optional.of(
                new AuthorizedKey(text.substring(0, options), words[0], words[1], words.length > 2 ? words[2] : ""));
    }

    private static String firstWord(String text) {
        return text.split("[ \t]", 2)[0];
    }

    /** Options as they are written, with commas between them. */
    static List<Option> options(String text) {
        return texts(text).stream().map(Option::of).toList();
    }

    private static List<String> texts(String text) {
        List<String> options = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = Quoted.end(text, from, ",");
            options.add(text.substring(from, end).strip());
            from = end + 1;
        }
        return options;
    }

    /** Whether sshd would take these options: blanks stand between quotes alone, and quotes are closed. */
    static boolean areSound(String options) {
        String joined = String.join(",", texts(options));
        return Quoted.isClosed(joined) && Quoted.end(joined, 0, " \t") == joined.length();
    }

    List<Option> options() {
        return options(written);
    }

    AuthorizedKey with(Optional<String> options, Optional<String> comment) {
        String joined = options.map(text -> String.join(",", texts(text))).orElse(written);
        return new AuthorizedKey(joined, type, key, comment.orElse(this.comment));
    }

    /** Whether it says the same: the order counts only among options of one name. */
    boolean means(AuthorizedKey other) {
        return type.equals(other.type)
                && key.equals(other.key)
                && words(comment).equals(words(other.comment))
                && byName().equals(other.byName());
    }

    private Map<String, List<Optional<String>>> byName() {
        return options().stream()
                .collect(Collectors.groupingBy(
                        Option::name, LinkedHashMap::new, Collectors.mapping(Option::value, Collectors.toList())));
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.strip().split("\\s+"));
    }

    String line() {
        return (written.isEmpty() ? "" : written + " ") + type + " " + key + (comment.isEmpty() ? "" : " " + comment);
    }

    /** Text with quotes as sshd reads it: between them all is taken as it is, and {@code \"} is no quote. */
    private static final class Quoted {
        private Quoted() {}

        /** Where the first of some characters outside of quotes is; the text's length where there is none. */
        static int end(String text, int from, String marks) {
            boolean quoted = false;
            for (int i = from; i < text.length(); i++) {
                if (text.startsWith("\\\"", i)) {
                    i++;
                } else if (text.charAt(i) == '"') {
                    quoted = !quoted;
                } else if (!quoted && marks.indexOf(text.charAt(i)) >= 0) {
                    return i;
                }
            }
            return text.length();
        }

        static boolean isClosed(String text) {
            return text.replace("\\\"", "").chars().filter(c -> c == '"').count() % 2 == 0;
        }
    }
}
