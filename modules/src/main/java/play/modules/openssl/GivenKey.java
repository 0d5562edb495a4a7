package play.modules.openssl;

import java.util.List;
import java.util.Optional;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.param.SecretText;
import play.value.Bytes;
import play.value.Foreseen;

/** A private key that a task holds; {@code openssl} of the host says which it is. */
record GivenKey(SecretText content, Optional<SecretText> passphrase) implements StateFamily<HeldKey> {
    private static final String READ = """
        command -v openssl >/dev/null || { printf 'lacking\\0'; exit; }
        key=$(openssl pkey %s -pubout -outform DER 2>/dev/null | openssl base64 -A)
        if [ -n "$key" ]; then printf 'open\\0%%s\\0' "$key"; else printf 'closed\\0'; fi
        """;

    StateKey<HeldKey> key() {
        return key("privatekey_content");
    }

    @Override
    public String name() {
        return "given private key";
    }

    @Override
    public Class<HeldKey> type() {
        return HeldKey.class;
    }

    @Override
    public Place under() {
        return Place.NOWHERE;
    }

    @Override
    public Script read(List<StateKey<HeldKey>> keys) {
        return Script.of(Openssl.passphrase(passphrase) + READ.formatted(Openssl.passin(passphrase)))
                .withStdin(Bytes.of(content.reveal()));
    }

    @Override
    public Told<HeldKey> told(List<StateKey<HeldKey>> keys, ScriptResult result) throws UnknownStateException {
        Parts parts = Parts.of(result);
        HeldKey held = switch (parts.next("lacking, closed or open")) {
            case "lacking" -> throw new UnknownStateException(Openssl.LACKING);
            case "closed" -> new HeldKey.Closed();
            case "open" -> open(PublicKey.of(parts.next("a key")));
            case String other -> throw UnknownStateException.expected("lacking, closed or open", other);
        };
        return (index, id) -> held;
    }

    private HeldKey.Open open(PublicKey key) {
        return new HeldKey.Open(KeyLook.of(key), KeyForm.OTHER, passphrase.isPresent(), new Foreseen.Exactly<>(key));
    }
}
