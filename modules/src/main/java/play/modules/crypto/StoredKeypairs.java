package play.modules.crypto;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import play.host.Observed;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Bytes;
import play.value.Foreseen;

/** Key pairs the controller keeps, read without their private keys. */
record StoredKeypairs() implements StateFamily<StoredKeypair> {
    static StateKey<StoredKeypair> at(String cluster, String name) {
        return new StateKey<>(Realm.CONTROLLER, new StoredKeypairs(), cluster + "/" + name);
    }

    @Override
    public String name() {
        return "key pair";
    }

    @Override
    public Class<StoredKeypair> type() {
        return StoredKeypair.class;
    }

    @Override
    public Script read(List<StateKey<StoredKeypair>> keys) {
        return KeptPem.read(keys.stream().map(StateKey::id).toList());
    }

    @Override
    public Map<StateKey<StoredKeypair>, Observed<StoredKeypair>> parse(
            List<StateKey<StoredKeypair>> keys, ScriptResult result) {
        Map<String, KeptPem> kept = KeptPem.parse(result);
        Map<StateKey<StoredKeypair>, Observed<StoredKeypair>> states = new HashMap<>();
        for (StateKey<StoredKeypair> key : keys) {
            KeptPem pem = kept.get(key.id());
            states.put(key, pem == null ? missing(result) : read(key.id(), pem));
        }
        return states;
    }

    private static Observed<StoredKeypair> missing(ScriptResult result) {
        return result.succeeded()
                ? Observed.read(StoredKeypair.MISSING)
                : new Observed.Unknown<>("the controller's folder of keys cannot be read: "
                        + result.err().strip());
    }

    private static Observed<StoredKeypair> read(String id, KeptPem kept) {
        try (PEMParser parser = new PEMParser(new StringReader(kept.block()))) {
            if (!kept.keySha256().isEmpty() && parser.readObject() instanceof SubjectPublicKeyInfo info) {
                return Observed.read(new StoredKeypair(
                        true,
                        CertificateText.keyType(info),
                        new Foreseen.Exactly<>(Bytes.of(kept.block()).sha256()),
                        new Foreseen.Exactly<>(kept.keySha256())));
            }
        } catch (IOException e) {
            return new Observed.Unknown<>("the kept key pair '" + id + "' cannot be read: " + e.getMessage());
        }
        return new Observed.Unknown<>("what is kept as '" + id + "' is not a key pair; choose another name");
    }
}
