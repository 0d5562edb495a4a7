package play.modules.openssl;

import java.util.List;
import java.util.Optional;
import play.host.Base64Text;
import play.host.HostState;
import play.host.Parts;
import play.host.Script;
import play.host.StateKey;
import play.host.UnknownStateException;

/** Reads whole files that are not secret and not large: requests and certificates. */
final class PemFiles {
    private static final String READ = """
        for p do
          if [ ! -e "$p" ]; then
            printf 'missing\\0'
          elif [ ! -f "$p" ] || [ ! -r "$p" ]; then
            printf 'denied\\0'
          else
            printf 'held\\0%s\\0' "$(head -c 1000000 -- "$p" | base64 | tr -d '\\n')"
          fi
        done
        """;

    private PemFiles() {}

    static <S extends HostState> Script read(List<StateKey<S>> keys) {
        return Script.over(keys, READ);
    }

    /** What the next file holds; nothing where there is none. */
    static Optional<String> next(Parts parts, String path) throws UnknownStateException {
        return switch (parts.next("missing, denied or held")) {
            case "missing" -> Optional.empty();
            case "denied" -> throw new UnknownStateException(path + " is no file that this user can read");
            case "held" -> Optional.of(Base64Text.decoded(parts.next("a file")).utf8());
            case String other -> throw UnknownStateException.expected("missing, denied or held", other);
        };
    }
}
