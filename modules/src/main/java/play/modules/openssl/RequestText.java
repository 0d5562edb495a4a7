package play.modules.openssl;

import java.io.IOException;
import java.io.StringReader;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import play.value.Foreseen;

/**
 * What a request or a certificate says of whose it is.
 *
 * @param extensions all but the identifiers of keys, which follow from these
 * @param keyId the identifier of the key, in hexadecimal digits; empty where there is none
 * @param authority the extension that names the key which signs it, in DER, likewise
 */
record RequestText(
        List<NamePart> subject,
        List<CertExtension> extensions,
        Foreseen<String> keyId,
        Foreseen<String> authority,
        Foreseen<PublicKey> publicKey) {
    RequestText {
        subject = List.copyOf(subject);
        extensions = List.copyOf(extensions);
    }

    /**
     * Reads a request in PEM.
     *
     * @throws IOException there is none
     */
    static RequestText ofRequest(String pem) throws IOException {
        if (block(pem) instanceof PKCS10CertificationRequest request) {
            try {
                return ofRequest(request);
            } catch (RuntimeException e) {
                throw new IOException("its request holds something odd", e);
            }
        }
        throw new IOException("it is no request");
    }

    private static RequestText ofRequest(PKCS10CertificationRequest request) throws IOException {
        return of(
                request.getSubject(),
                Optional.ofNullable(request.getRequestedExtensions()),
                request.getSubjectPublicKeyInfo());
    }

    static RequestText ofCertificate(X509CertificateHolder certificate) throws IOException {
        return of(
                certificate.getSubject(),
                Optional.ofNullable(certificate.getExtensions()),
                certificate.getSubjectPublicKeyInfo());
    }

    private static RequestText of(X500Name subject, Optional<Extensions> extensions, SubjectPublicKeyInfo key)
            throws IOException {
        return new RequestText(
                NamePart.all(subject),
                extensions.map(CertExtension::all).orElse(List.of()),
                new Foreseen.Exactly<>(extensions.map(RequestText::keyId).orElse("")),
                new Foreseen.Exactly<>(extensions.map(RequestText::authority).orElse("")),
                new Foreseen.Exactly<>(PublicKey.of(key)));
    }

    /** The first block of a file in PEM. */
    static Object block(String pem) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            Object block = parser.readObject();
            if (block == null) {
                throw new IOException("it is no PEM");
            }
            return block;
        } catch (RuntimeException e) {
            throw new IOException("its PEM holds something odd", e);
        }
    }

    private static String keyId(Extensions extensions) {
        SubjectKeyIdentifier id = SubjectKeyIdentifier.fromExtensions(extensions);
        return id == null ? "" : HexFormat.of().formatHex(id.getKeyIdentifier());
    }

    private static String authority(Extensions extensions) {
        Extension named = extensions.getExtension(Extension.authorityKeyIdentifier);
        return named == null
                ? ""
                : HexFormat.of().formatHex(named.getExtnValue().getOctets());
    }

    /** The extension that names a signing key by its identifier. */
    static String authority(String keyId) {
        return CertExtension.of(
                        Extension.authorityKeyIdentifier.getId(),
                        false,
                        new AuthorityKeyIdentifier(HexFormat.of().parseHex(keyId)))
                .hex();
    }
}
