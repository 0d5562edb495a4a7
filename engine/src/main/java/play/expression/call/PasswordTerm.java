package play.expression.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.Text;

/**
 * What is asked of the lookup {@code password}: options stand behind the path, {@code path length=12}, or are
 * arguments.
 *
 * @param chars names of characters, and characters
 */
record PasswordTerm(
        String file,
        Optional<Integer> length,
        List<String> chars,
        Optional<String> encrypt,
        Optional<String> ident,
        Optional<Object> seed) {
    private static final List<String> USUAL = List.of("ascii_letters", "digits", ".,:-_");
    private static final Set<String> OPTIONS = Set.of("length", "chars", "encrypt", "ident", "seed");

    static PasswordTerm of(String term, Given given) {
        List<String> path = new ArrayList<>();
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        OPTIONS.stream()
                .filter(option -> given.get(option) != null)
                .forEach(option -> options.put(option, given.get(option)));
        for (String word : term.split(" ")) {
            int sign = word.indexOf('=');
            if (sign < 0) {
                path.add(word);
            } else if (OPTIONS.contains(word.substring(0, sign))) {
                String option = word.substring(0, sign);
                String value = word.substring(sign + 1);
                options.put(option, option.equals("chars") ? PasswordChars.split(value) : value);
            } else {
                throw Failure.arguments("The lookup 'password' has no option '" + word.substring(0, sign)
                        + "'. It has chars, encrypt, ident, length, seed.");
            }
        }
        return new PasswordTerm(
                String.join(" ", path),
                Optional.ofNullable(options.get("length")).map(PasswordTerm::length),
                chars(options.get("chars")),
                Optional.ofNullable(options.get("encrypt")).map(Text::of).filter(kind -> !kind.isEmpty()),
                Optional.ofNullable(options.get("ident")).map(Text::of),
                Optional.ofNullable(options.get("seed")));
    }

    private static int length(Object written) {
        String text = Text.of(written);
        if (!text.matches("[0-9]{1,6}")) {
            throw Failure.arguments("The length of a password is a number, not '" + text + "'.");
        }
        return Integer.parseInt(text);
    }

    private static List<String> chars(@Nullable Object written) {
        return switch (written) {
            case null -> USUAL;
            case List<?> list -> list.stream().map(Text::of).toList();
            default -> List.of(Text.of(written).split(","));
        };
    }

    /** Arguments for the hash. */
    Map<String, @Nullable Object> named() {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        ident.ifPresent(given -> named.put("ident", given));
        return named;
    }
}
