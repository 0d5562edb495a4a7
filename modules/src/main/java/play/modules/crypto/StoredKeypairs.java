package play.modules.crypto;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
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
        return KeptPem.read(keys);
    }

    @Override
    public Told<StoredKeypair> told(List<StateKey<StoredKeypair>> keys, ScriptResult result)
            throws UnknownStateException {
        Map<String, KeptPem> kept = KeptPem.parse(result);
        return (index, id) -> {
            KeptPem pem = kept.get(id);
            return pem == null ? StoredKeypair.MISSING : read(id, pem);
        };
    }

    private static StoredKeypair read(String id, KeptPem kept) throws UnknownStateException {
        try (PEMParser parser = new PEMParser(new StringReader(kept.block()))) {
            if (!kept.keySha256().isEmpty() && parser.readObject() instanceof SubjectPublicKeyInfo info) {
                return new StoredKeypair(
                        true,
                        CertificateText.keyType(info),
                        new Foreseen.Exactly<>(Bytes.of(kept.block()).sha256()),
                        new Foreseen.Exactly<>(kept.keySha256()));
            }
        } catch (IOException | RuntimeException e) {
            throw new UnknownStateException("the kept key pair '" + id + "' cannot be read: " + e.getMessage());
        }
        throw new UnknownStateException("what is kept as '" + id + "' is not a key pair; choose another name");
    }
}
