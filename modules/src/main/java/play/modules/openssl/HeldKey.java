package play.modules.openssl;

import java.util.List;
import java.util.Optional;
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

/** The private key in a file of a host, of which only the public one is read. */
sealed interface HeldKey extends HostState {
    Foreseen<PublicKey> NOT_MADE = new Foreseen.Later<>("the key is made during the run");

    record Missing() implements HeldKey {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** There is a file, but no key that can be read, or none by the passphrase. */
    record Closed() implements HeldKey {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * @param look kind, size and curve
     * @param form of the file
     * @param encrypted whether the passphrase is needed to read it
     */
    record Open(KeyLook look, KeyForm form, boolean encrypted, Foreseen<PublicKey> publicKey) implements HeldKey {
        @Override
        public boolean present() {
            return true;
        }
    }

    static StateKey<HeldKey> at(String path, Optional<SecretText> passphrase) {
        return new Family(passphrase).key(path);
    }

    /** Reads them by {@code openssl pkey}. */
    record Family(Optional<SecretText> passphrase) implements StateFamily<HeldKey> {
        private static final String READ = """
            look() { openssl pkey -in "$p" "$@" -pubout -outform DER 2>/dev/null | openssl base64 -A; }
            for p do
              if [ ! -e "$p" ]; then printf 'missing\\0'; continue; fi
              if [ ! -r "$p" ]; then printf 'denied\\0'; continue; fi
              if ! command -v openssl >/dev/null; then printf 'lacking\\0'; continue; fi
              form=$(sed -n 's/^-----BEGIN \\([A-Z0-9 ]*PRIVATE KEY\\)-----.*/\\1/p' "$p" 2>/dev/null | head -n 1)
              locked=no
              key=$(look -passin pass:)
              if [ -z "$key" ] && [ -n "${PLAY_PASSPHRASE+given}" ]; then
                locked=yes
                key=$(look -passin env:PLAY_PASSPHRASE)
              fi
              if [ -n "$key" ]; then
                printf 'open\\0%s\\0%s\\0%s\\0' "$form" "$locked" "$key"
              else
                printf 'closed\\0'
              fi
            done
            """;

        @Override
        public String name() {
            return "private key";
        }

        @Override
        public Class<HeldKey> type() {
            return HeldKey.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<HeldKey> absent() {
            return Optional.of(new Missing());
        }

        @Override
        public Script read(List<StateKey<HeldKey>> keys) {
            return Script.over(keys, Openssl.passphrase(passphrase) + READ);
        }

        @Override
        public Told<HeldKey> told(List<StateKey<HeldKey>> keys, ScriptResult result) throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next("missing, denied, lacking, closed or open")) {
                case "missing" -> new Missing();
                case "denied" -> throw new UnknownStateException(path + " cannot be read by this user");
                case "lacking" -> throw new UnknownStateException(Openssl.LACKING);
                case "closed" -> new Closed();
                case "open" -> open(parts.next("a form"), parts.next("yes or no"), parts.next("a key"));
                case String other ->
                    throw UnknownStateException.expected("missing, denied, lacking, closed or open", other);
            };
        }

        private static Open open(String form, String locked, String key) throws UnknownStateException {
            PublicKey publicKey = PublicKey.of(key);
            return new Open(
                    KeyLook.of(publicKey), KeyForm.of(form), locked.equals("yes"), new Foreseen.Exactly<>(publicKey));
        }
    }
}
