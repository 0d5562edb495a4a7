package play.modules.openssl;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.value.Foreseen;

/** The certificate in a file of a host; of several, the first. */
sealed interface HeldCertificate extends HostState {
    record Missing() implements HeldCertificate {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** There is a file, but no certificate in it. */
    record Broken() implements HeldCertificate {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * @param issuer who signed it, by name
     * @param pem the whole file
     */
    record Of(RequestText says, List<NamePart> issuer, Foreseen<Validity> validity, Foreseen<String> pem)
            implements HeldCertificate {
        @Override
        public boolean present() {
            return true;
        }

        /** Its serial number; nothing where it is made during the run. */
        Optional<BigInteger> serial() {
            try {
                return pem instanceof Foreseen.Exactly<String>(String text)
                                && RequestText.block(text) instanceof X509CertificateHolder certificate
                        ? Optional.of(certificate.getSerialNumber())
                        : Optional.empty();
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    static StateKey<HeldCertificate> at(String path) {
        return new Family().key(path);
    }

    /** @throws IOException there is none */
    static Of of(String pem) throws IOException {
        if (RequestText.block(pem) instanceof X509CertificateHolder certificate) {
            try {
                return new Of(
                        RequestText.ofCertificate(certificate),
                        NamePart.all(certificate.getIssuer()),
                        new Foreseen.Exactly<>(Validity.of(certificate)),
                        new Foreseen.Exactly<>(pem));
            } catch (RuntimeException e) {
                throw new IOException("its certificate holds something odd", e);
            }
        }
        throw new IOException("it is no certificate");
    }

    /** Reads them; nothing but the file is needed. */
    record Family() implements StateFamily<HeldCertificate> {
        @Override
        public String name() {
            return "x509 certificate";
        }

        @Override
        public Class<HeldCertificate> type() {
            return HeldCertificate.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<HeldCertificate> absent() {
            return Optional.of(new Missing());
        }

        @Override
        public Script read(List<StateKey<HeldCertificate>> keys) {
            return PemFiles.read(keys);
        }

        @Override
        public Told<HeldCertificate> told(List<StateKey<HeldCertificate>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, path) -> PemFiles.next(parts, path).map(Family::held).orElseGet(Missing::new);
        }

        private static HeldCertificate held(String pem) {
            try {
                return of(pem);
            } catch (IOException e) {
                return new Broken();
            }
        }
    }
}
