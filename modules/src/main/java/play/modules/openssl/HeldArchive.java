package play.modules.openssl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Base64Text;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.param.SecretText;
import play.value.Foreseen;

/** A private key with its certificates in one file of a host. Of the key only the public one is read. */
sealed interface HeldArchive extends HostState {
    record Missing() implements HeldArchive {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** There is a file that is no such thing, or that does not open by the passphrase. */
    record Closed() implements HeldArchive {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * @param key public key of the private one, as {@link PublicKey#base64} has it; empty where it has no key
     * @param name friendly name of the key's certificate, as {@link #plain} has it; empty where it has none
     */
    record Open(Foreseen<String> key, Foreseen<Certificates> certificates, String name) implements HeldArchive {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** An archive of PKCS 12. */
    static StateKey<HeldArchive> at(String path, Optional<SecretText> passphrase) {
        return new Family(passphrase, false).key(path);
    }

    /** The same in blocks of PEM, which is not encrypted and has no friendly name. */
    static StateKey<HeldArchive> inPem(String path) {
        return new Family(Optional.empty(), true).key(path);
    }

    /** A friendly name as {@code openssl} tells it, which leaves half of each letter out; its line may end at one. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        name.chars().forEach(letter -> plain.append((char) (letter & 0xff)));
        return plain.toString().replaceFirst("(?s)[\\r\\n].*", "").strip();
    }

    /** Reads them by {@code openssl}. */
    record Family(Optional<SecretText> passphrase, boolean pem) implements StateFamily<HeldArchive> {
        private static final String KINDS = "missing, denied, lacking, closed or open";

        /** Archives of before OpenSSL 3 open with what it calls legacy only. */
        private static final String ARCHIVE = """
            look() { openssl pkcs12 $legacy -in "$p" -passin env:PLAY_PASSPHRASE "$@" 2>/dev/null; }
            key() { look -nocerts -nodes | openssl pkey -pubout -outform DER 2>/dev/null | openssl base64 -A; }
            own() { look -clcerts -nokeys; }
            others() { look -cacerts -nokeys; }
            opens() {
              legacy=; look -nokeys -nocerts >/dev/null && return
              legacy=-legacy; look -nokeys -nocerts >/dev/null
            }
            """;

        private static final String PEM = """
            key() { openssl pkey -in "$p" -passin pass: -pubout -outform DER 2>/dev/null | openssl base64 -A; }
            own() { sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/p' "$p"; }
            others() { :; }
            opens() { [ -f "$p" ]; }
            """;

        private static final String READ = """
            packed() { openssl base64 -A; }
            for p do
              if [ ! -e "$p" ]; then printf 'missing\\0'
              elif [ ! -r "$p" ]; then printf 'denied\\0'
              elif ! command -v openssl >/dev/null; then printf 'lacking\\0'
              elif ! opens; then printf 'closed\\0'
              else printf 'open\\0%s\\0%s\\0%s\\0' "$(key)" "$(own | packed)" "$(others | packed)"
              fi
            done
            """;

        @Override
        public String name() {
            return pem ? "key with certificates" : "pkcs12 archive";
        }

        @Override
        public Class<HeldArchive> type() {
            return HeldArchive.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<HeldArchive> absent() {
            return Optional.of(new Missing());
        }

        @Override
        public Script read(List<StateKey<HeldArchive>> keys) {
            Optional<SecretText> opening = passphrase.or(() -> Optional.of(new SecretText("")));
            return Script.over(keys, Openssl.passphrase(opening) + (pem ? PEM : ARCHIVE) + READ);
        }

        @Override
        public Told<HeldArchive> told(List<StateKey<HeldArchive>> keys, ScriptResult result)
                throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next(KINDS)) {
                case "missing" -> new Missing();
                case "denied" -> throw new UnknownStateException(path + " cannot be read by this user");
                case "lacking" -> throw new UnknownStateException(Openssl.LACKING);
                case "closed" -> new Closed();
                case "open" -> open(parts.next("a key"), text(parts.next("own")), text(parts.next("others")));
                case String other -> throw UnknownStateException.expected(KINDS, other);
            };
        }

        private static String text(String base64) throws UnknownStateException {
            return new String(Base64Text.decoded(base64).toArray(), StandardCharsets.ISO_8859_1);
        }

        private static Open open(String key, String own, String others) {
            List<String> all = new ArrayList<>(Certificates.in(own));
            all.addAll(Certificates.in(others));
            String name = own.lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("friendlyName: "))
                    .map(line -> line.substring("friendlyName: ".length()))
                    .findFirst()
                    .orElse("");
            return new Open(new Foreseen.Exactly<>(key), new Foreseen.Exactly<>(Certificates.of(all)), name);
        }
    }
}
