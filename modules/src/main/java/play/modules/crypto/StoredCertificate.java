package play.modules.crypto;

import play.host.HostState;
import play.value.Bytes;
import play.value.Foreseen;

/** A certificate and its key as the controller keeps them. */
public sealed interface StoredCertificate extends HostState {
    record Missing() implements StoredCertificate {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** A file is there, but no certificate with a key can be read from it. */
    record Unusable(String why) implements StoredCertificate {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * A certificate that can be handed out.
     *
     * @param issuer key id of the CA that signed it, in hex
     * @param keyId its own key id, in hex
     * @param issued when it was issued, an instant, {@code 2035-11-01T00:00:00Z}
     * @param expires likewise
     * @param pem the certificate as a PEM file
     * @param key SHA-256 of the PEM file of the private key; its 256 bits of chance cannot be guessed from it
     */
    record Issued(
            CertificateRequest request,
            Foreseen<String> issuer,
            Foreseen<String> keyId,
            Foreseen<String> issued,
            Foreseen<String> expires,
            Foreseen<String> pem,
            Foreseen<String> key)
            implements StoredCertificate {
        /** To be made in this run. */
        static Issued later(CertificateRequest request, String why) {
            Foreseen<String> later = new Foreseen.Later<>(why);
            return new Issued(request, later, later, later, later, later, later);
        }

        /** SHA-256 of the PEM file. */
        Foreseen<String> certificate() {
            return pem.map(text -> Bytes.of(text).sha256());
        }

        @Override
        public boolean present() {
            return true;
        }
    }
}
