package play.modules.crypto;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.openssl.PEMParser;
import play.value.Foreseen;

/** Reads certificates in PEM. */
final class CertificateText {
    private CertificateText() {}

    /** What a kept file holds; unusable, with the reason, where it is no certificate with a key. */
    static StoredCertificate read(KeptPem kept) {
        if (kept.keySha256().isEmpty() || kept.block().isEmpty()) {
            return new StoredCertificate.Unusable("it contains no certificate with a private key");
        }
        try {
            return issued(parse(kept.block()), kept);
        } catch (IOException | RuntimeException e) {
            return new StoredCertificate.Unusable("its certificate cannot be read: " + e.getMessage());
        }
    }

    static X509CertificateHolder parse(String pem) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            if (parser.readObject() instanceof X509CertificateHolder certificate) {
                return certificate;
            }
            throw new IOException("it is not a certificate");
        }
    }

    private static StoredCertificate.Issued issued(X509CertificateHolder certificate, KeptPem kept) throws IOException {
        Extensions extensions = certificate.getExtensions();
        if (extensions == null) {
            throw new IOException("it has no extensions");
        }
        return new StoredCertificate.Issued(
                new CertificateRequest(
                        first(names(certificate.getSubject(), BCStyle.CN)),
                        names(certificate.getSubject(), BCStyle.O),
                        alternativeNames(extensions),
                        usage(extensions),
                        keyType(certificate.getSubjectPublicKeyInfo())),
                new Foreseen.Exactly<>(issuer(extensions)),
                new Foreseen.Exactly<>(keyId(extensions)),
                new Foreseen.Exactly<>(Signing.issued(certificate).toString()),
                new Foreseen.Exactly<>(certificate.getNotAfter().toInstant().toString()),
                new Foreseen.Exactly<>(kept.block()),
                new Foreseen.Exactly<>(kept.keySha256()));
    }

    /** The whole name where it has no such part. */
    static String commonName(X500Principal name) {
        List<String> names = names(X500Name.getInstance(name.getEncoded()), BCStyle.CN);
        return names.isEmpty() ? name.getName(X500Principal.RFC2253) : names.getFirst();
    }

    private static String first(List<String> names) {
        return names.isEmpty() ? "" : names.getFirst();
    }

    private static List<String> names(X500Name subject, ASN1ObjectIdentifier kind) {
        return Stream.of(subject.getRDNs(kind))
                .map(rdn -> text(rdn.getFirst().getValue()))
                .toList();
    }

    private static String text(ASN1Encodable value) {
        return value instanceof ASN1String string ? string.getString() : value.toString();
    }

    private static List<String> alternativeNames(Extensions extensions) {
        GeneralNames names = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        return names == null
                ? List.of()
                : Stream.of(names.getNames()).map(CertificateText::name).toList();
    }

    private static String name(GeneralName name) {
        if (name.getTagNo() != GeneralName.iPAddress) {
            return name.getName().toString();
        }
        try {
            byte[] octets = ASN1OctetString.getInstance(name.getName()).getOctets();
            return InetAddress.getByAddress(octets).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("it names an address of a wrong length", e);
        }
    }

    private static String usage(Extensions extensions) {
        BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
        if (constraints != null && constraints.isCA()) {
            return CertificateRequest.AUTHORITY;
        }
        ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(extensions);
        boolean server = usage != null && usage.hasKeyPurposeId(KeyPurposeId.id_kp_serverAuth);
        boolean client = usage != null && usage.hasKeyPurposeId(KeyPurposeId.id_kp_clientAuth);
        return server ? (client ? "both" : "server") : client ? "client" : "none";
    }

    /** As {@link KeyType#spelled} has it, where it is one of those. */
    static String keyType(SubjectPublicKeyInfo info) throws IOException {
        AsymmetricKeyParameter key = PublicKeyFactory.createKey(info);
        return switch (key) {
            case ECPublicKeyParameters curve ->
                "ecdsa-p" + curve.getParameters().getCurve().getFieldSize();
            case RSAKeyParameters rsa -> "rsa-" + rsa.getModulus().bitLength();
            default -> key.getClass().getSimpleName();
        };
    }

    private static String issuer(Extensions extensions) {
        AuthorityKeyIdentifier identifier = AuthorityKeyIdentifier.fromExtensions(extensions);
        return identifier == null || identifier.getKeyIdentifierOctets() == null
                ? ""
                : HexFormat.of().formatHex(identifier.getKeyIdentifierOctets());
    }

    private static String keyId(Extensions extensions) {
        SubjectKeyIdentifier identifier = SubjectKeyIdentifier.fromExtensions(extensions);
        return identifier == null ? "" : HexFormat.of().formatHex(identifier.getKeyIdentifier());
    }
}
