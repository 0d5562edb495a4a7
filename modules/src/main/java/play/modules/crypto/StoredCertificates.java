package play.modules.crypto;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.param.Doc;
import play.result.When;

/** Certificates the controller keeps, read without their keys. */
record StoredCertificates() implements StateFamily<StoredCertificate> {
    static StateKey<StoredCertificate> at(String cluster, String name) {
        return new StateKey<>(Realm.CONTROLLER, new StoredCertificates(), cluster + "/" + name);
    }

    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public Class<StoredCertificate> type() {
        return StoredCertificate.class;
    }

    @Override
    public Script read(List<StateKey<StoredCertificate>> keys) {
        return KeptPem.read(keys);
    }

    @Override
    public Told<StoredCertificate> told(List<StateKey<StoredCertificate>> keys, ScriptResult result)
            throws UnknownStateException {
        Map<String, KeptPem> kept = KeptPem.parse(result);
        return (index, id) -> {
            KeptPem pem = kept.get(id);
            return pem == null ? new StoredCertificate.Missing() : CertificateText.read(pem);
        };
    }

    /** What modules return of a certificate. */
    @When("the certificate is kept")
    record Result(
            @Doc("When it expires: 2036-11-01T00:00:00Z.") Optional<String> expires,
            @Doc("SHA-256 of the certificate.") Optional<String> sha256) {}

    /** What {@code register} gets of a certificate; nothing where it is not known. */
    static Map<String, @Nullable Object> result(Knowledge after, String cluster, String name) {
        return after.of(at(cluster, name))
                        instanceof Observed.Known<StoredCertificate>(StoredCertificate.Issued issued, var how)
                ? Kept.result(Map.of("expires", issued.expires(), "sha256", issued.certificate()))
                : Map.of();
    }
}
