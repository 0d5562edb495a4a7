package play.modules.wireguard;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** The private key of WireGuard in a file of a host, of which only the public one is read. */
sealed interface HeldWireguardKey extends HostState {
    String LACKING = "the host has no program wg; install the package that brings it (wireguard-tools)";

    record Missing() implements HeldWireguardKey {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** There is a file, but no key in it. */
    record Broken() implements HeldWireguardKey {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** @param publicKey in Base64, as peers have it in their settings */
    record Held(Foreseen<String> publicKey) implements HeldWireguardKey {
        @Override
        public boolean present() {
            return true;
        }
    }

    static StateKey<HeldWireguardKey> at(String path) {
        return new Family().key(path);
    }

    /** Reads them by {@code wg pubkey}, which is needed only where there is a file. */
    record Family() implements StateFamily<HeldWireguardKey> {
        private static final Pattern PUBLIC = Pattern.compile("[A-Za-z0-9+/]{43}=");
        private static final String KINDS = "missing, denied, lacking, broken or held";

        private static final String READ = """
            for p do
              if [ ! -e "$p" ]; then printf 'missing\\0'; continue; fi
              if [ ! -f "$p" ] || [ ! -r "$p" ]; then printf 'denied\\0'; continue; fi
              if ! command -v wg >/dev/null; then printf 'lacking\\0'; continue; fi
              if key=$(wg pubkey <"$p" 2>/dev/null); then printf 'held\\0%s\\0' "$key"; else printf 'broken\\0'; fi
            done
            """;

        @Override
        public String name() {
            return "wireguard key";
        }

        @Override
        public Class<HeldWireguardKey> type() {
            return HeldWireguardKey.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<HeldWireguardKey> absent() {
            return Optional.of(new Missing());
        }

        @Override
        public Script read(List<StateKey<HeldWireguardKey>> keys) {
            return Script.over(keys, READ);
        }

        @Override
        public Told<HeldWireguardKey> told(List<StateKey<HeldWireguardKey>> keys, ScriptResult result)
                throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next(KINDS)) {
                case "missing" -> new Missing();
                case "denied" -> throw new UnknownStateException(path + " is no file that this user can read");
                case "lacking" -> throw new UnknownStateException(LACKING);
                case "broken" -> new Broken();
                case "held" -> held(parts.next("a public key"));
                case String other -> throw UnknownStateException.expected(KINDS, other);
            };
        }

        private static Held held(String key) throws UnknownStateException {
            if (!PUBLIC.matcher(key).matches()) {
                throw UnknownStateException.expected("a public key in Base64", key);
            }
            return new Held(new Foreseen.Exactly<>(key));
        }
    }
}
