package play.modules.openssl;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.jspecify.annotations.Nullable;
import play.value.Foreseen;

/**
 * A certificate in a list of those that are revoked.
 *
 * @param date when it was revoked, as {@link Validity} writes times
 */
record RevokedEntry(BigInteger serial, Foreseen<String> date, List<CertExtension> extensions) {
    private static final String REASON = Extension.reasonCode.getId();
    private static final String INVALIDITY = Extension.invalidityDate.getId();
    private static final String ISSUER = Extension.certificateIssuer.getId();

    RevokedEntry {
        extensions = List.copyOf(extensions);
    }

    static RevokedEntry of(X509CRLEntryHolder entry) {
        return new RevokedEntry(
                entry.getSerialNumber(),
                new Foreseen.Exactly<>(Validity.written(entry.getRevocationDate())),
                entry.hasExtensions() ? CertExtension.all(entry.getExtensions()) : List.of());
    }

    /** Which certificate it is: a list that names other issuers may have the same number twice. */
    String certificate() {
        List<String> issuer = issuer();
        return "serial number " + serial + (issuer.isEmpty() ? "" : " of " + String.join(", ", issuer));
    }

    /** Whether it is another but for the date. */
    boolean isLike(RevokedEntry other) {
        return serial.equals(other.serial) && CertExtension.agree(extensions, other.extensions);
    }

    /** As results tell it. */
    Map<String, @Nullable Object> told(SerialNumbers form) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("serial_number", form.told(serial));
        told.put("revocation_date", date.orUnknown());
        List<String> issuer = issuer();
        if (!issuer.isEmpty()) {
            told.put("issuer", issuer);
        }
        told.put("issuer_critical", isCritical(ISSUER));
        reason().ifPresent(reason -> told.put("reason", reason));
        told.put("reason_critical", isCritical(REASON));
        invalidity().ifPresent(moment -> told.put("invalidity_date", moment));
        told.put("invalidity_date_critical", isCritical(INVALIDITY));
        return told;
    }

    private boolean isCritical(String type) {
        return extensions.stream().anyMatch(extension -> extension.type().equals(type) && extension.critical());
    }

    private Optional<ASN1Primitive> value(String type) {
        return extensions.stream()
                .filter(extension -> extension.type().equals(type))
                .findFirst()
                .flatMap(extension -> {
                    try {
                        return Optional.of(
                                ASN1Primitive.fromByteArray(HexFormat.of().parseHex(extension.hex())));
                    } catch (IOException e) {
                        return Optional.empty();
                    }
                });
    }

    private Optional<String> reason() {
        return value(REASON)
                .filter(ASN1Enumerated.class::isInstance)
                .flatMap(value -> RevocationReason.spelled(
                        ((ASN1Enumerated) value).getValue().longValue()));
    }

    private Optional<String> invalidity() {
        return value(INVALIDITY)
                .filter(ASN1GeneralizedTime.class::isInstance)
                .map(value -> ((ASN1GeneralizedTime) value).getTimeString());
    }

    private List<String> issuer() {
        List<String> names = new ArrayList<>();
        value(ISSUER).ifPresent(value -> {
            try {
                Stream.of(GeneralNames.getInstance(value).getNames())
                        .map(play.modules.openssl.GeneralNames::told)
                        .forEach(names::add);
            } catch (IllegalArgumentException e) {
                names.add("something odd");
            }
        });
        return names;
    }

    /** For people. */
    @Override
    public String toString() {
        return "revoked " + date + reason().map(why -> ", " + why).orElse("")
                + invalidity().map(moment -> ", invalid since " + moment).orElse("");
    }
}
