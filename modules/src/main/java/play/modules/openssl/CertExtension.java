package play.modules.openssl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;

/**
 * An extension of a request or a certificate.
 *
 * @param type its object identifier
 * @param hex its value in DER
 */
record CertExtension(String type, boolean critical, String hex) {
    /** Those that are sets, whose order says nothing. */
    private static final Set<String> SETS =
            Set.of(Extension.subjectAlternativeName.getId(), Extension.extendedKeyUsage.getId());

    static CertExtension of(String type, boolean critical, ASN1Encodable value) {
        try {
            return new CertExtension(
                    type,
                    critical,
                    HexFormat.of().formatHex(value.toASN1Primitive().getEncoded("DER")));
        } catch (IOException e) {
            throw new IllegalStateException("what was made is encoded", e);
        }
    }

    /** In their order, without the identifiers of keys, which follow from these. */
    static List<CertExtension> all(Extensions extensions) {
        List<CertExtension> all = new ArrayList<>();
        Stream.of(extensions.getExtensionOIDs())
                .map(extensions::getExtension)
                .filter(extension -> !extension.getExtnId().equals(Extension.subjectKeyIdentifier))
                .filter(extension -> !extension.getExtnId().equals(Extension.authorityKeyIdentifier))
                .forEach(extension -> all.add(new CertExtension(
                        extension.getExtnId().getId(),
                        extension.isCritical(),
                        HexFormat.of().formatHex(extension.getExtnValue().getOctets()))));
        return all;
    }

    /** Whether two lists say the same, in whatever order. */
    static boolean agree(List<CertExtension> some, List<CertExtension> others) {
        return Set.copyOf(some.stream().map(CertExtension::canonical).toList())
                .equals(Set.copyOf(others.stream().map(CertExtension::canonical).toList()));
    }

    private CertExtension canonical() {
        if (!SETS.contains(type)) {
            return this;
        }
        try {
            ASN1Sequence items = ASN1Sequence.getInstance(
                    ASN1Primitive.fromByteArray(HexFormat.of().parseHex(hex)));
            ASN1Encodable[] sorted = Arrays.stream(items.toArray())
                    .sorted(java.util.Comparator.comparing(CertExtension::encoded))
                    .distinct()
                    .toArray(ASN1Encodable[]::new);
            return of(type, critical, new DERSequence(sorted));
        } catch (IOException | RuntimeException e) {
            return this;
        }
    }

    private static String encoded(ASN1Encodable item) {
        try {
            return HexFormat.of().formatHex(item.toASN1Primitive().getEncoded("DER"));
        } catch (IOException e) {
            throw new IllegalStateException("what was read is encoded", e);
        }
    }

    /** A line of a file of settings for {@code openssl}. */
    String line() {
        return type + " = " + (critical ? "critical," : "") + "DER:" + hex + "\n";
    }
}
