package play.modules.users;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import play.param.BindContext;
import play.param.BindException;
import play.param.ParameterType;
import play.param.ReadBy;
import play.param.Scalars;

/**
 * Keys that may log in.
 *
 * @param text as it is written, a key in each line, with comments and empty lines
 */
@ReadBy(PublicKeys.Type.class)
record PublicKeys(String text) {
    List<AuthorizedKey> keys() {
        return text.lines()
                .filter(PublicKeys::isMeant)
                .flatMap(line -> AuthorizedKey.read(line).stream())
                .toList();
    }

    private static boolean isMeant(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    /** Takes public keys alone. What is wrong is never shown: it may be a private key. */
    static final class Type implements ParameterType<PublicKeys> {
        @Override
        public String shown() {
            return "string";
        }

        @Override
        public PublicKeys read(@Nullable Object value, BindContext context) throws BindException {
            String text = Scalars.text(value);
            if (text.matches("(?s)https?://.*")) {
                throw new BindException("is a URL, and who can change what is there could log in: keep the keys in a"
                        + " file, and write key: \"{{ lookup('file', 'keys/ada.pub') }}\"");
            }
            if (text.contains("PRIVATE KEY")) {
                throw new BindException("is a private key, which must not leave its owner's machine: give the public"
                        + " one, of the file with the same name and .pub");
            }
            String wrong = wrong(text.lines().toList());
            if (!wrong.isEmpty()) {
                throw new BindException("has no public key in line " + wrong + ": each has a type such as ssh-ed25519,"
                        + " then the key; options before them are one word");
            }
            return new PublicKeys(text);
        }

        /** The numbers of lines that are no keys. */
        private static String wrong(List<String> lines) {
            return IntStream.range(0, lines.size())
                    .filter(i -> isMeant(lines.get(i))
                            && AuthorizedKey.read(lines.get(i)).isEmpty())
                    .mapToObj(i -> String.valueOf(i + 1))
                    .collect(Collectors.joining(", "));
        }
    }
}
