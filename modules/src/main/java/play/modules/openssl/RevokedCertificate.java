package play.modules.openssl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.RequiredOneOf;

/** A certificate that is to be in a list of those that are revoked. */
@RequiredOneOf({"path", "content", "serial_number"})
@MutuallyExclusive({"path", "content", "serial_number"})
public record RevokedCertificate(
        @Doc("Path of the certificate on the host, in PEM; its serial number is taken.")
        @Matches(value = HostPath.ABSOLUTE, expected = "an absolute path")
        Optional<String> path,

        @Doc("The certificate, in PEM.") Optional<String> content,

        @Doc("Its serial number, as serial_numbers says.") Optional<String> serialNumber,

        @Doc("When it was revoked: " + Moment.EXPECTED + ".")
        @Default("+0s")
        @Matches(value = Moment.PATTERN, expected = Moment.EXPECTED)
        String revocationDate,

        @Doc("Who signed it, where that is another than the list's issuer: DNS:ca.example.org, dirName:CN=ca.")
        Optional<List<String>> issuer,

        @Doc("Whether who cannot use that must refuse the list.") @Default("false")
        boolean issuerCritical,

        @Doc("Why it is revoked.") Optional<RevocationReason> reason,

        @Doc("Whether who cannot use the reason must refuse the list.") @Default("false")
        boolean reasonCritical,

        @Doc("Since when its key may be known to others, or it is invalid otherwise, as 20301231235959Z.")
        @Matches(
                value = "[0-9]{14}Z",
                expected =
                        "a time as 20301231235959Z; one that is counted from now on would be" + " another in each run")
        Optional<String> invalidityDate,

        @Doc("Whether who cannot use that must refuse the list.") @Default("false")
        boolean invalidityDateCritical) {
    /** What a list is to have of it, with the serial number that it or a file tells. */
    Optional<Revocation> revocation(Optional<BigInteger> serial) {
        return serial.map(number -> new Revocation(number, date(), extensions()));
    }

    private Moment date() {
        return Moment.of(revocationDate);
    }

    /** What the list says of it besides. */
    private List<CertExtension> extensions() {
        List<CertExtension> extensions = new ArrayList<>();
        issuer.ifPresent(names -> extensions.add(CertExtension.of(
                Extension.certificateIssuer.getId(),
                issuerCritical,
                new GeneralNames(play.modules.openssl.GeneralNames.all(names)))));
        reason.ifPresent(why -> extensions.add(
                CertExtension.of(Extension.reasonCode.getId(), reasonCritical, new ASN1Enumerated(why.code()))));
        invalidityDate.ifPresent(moment -> extensions.add(CertExtension.of(
                Extension.invalidityDate.getId(), invalidityDateCritical, new ASN1GeneralizedTime(moment))));
        return extensions;
    }

    /** Its serial number as far as the task tells it; nothing where a file of the host does. */
    Optional<BigInteger> serial(SerialNumbers form) {
        return serialNumber
                .flatMap(form::read)
                .or(() -> content.flatMap(X509CertificateModule::certificate).flatMap(HeldCertificate.Of::serial));
    }

    List<Binding.Fault> faults(SerialNumbers form) {
        List<String> whys = new ArrayList<>();
        if (path.isEmpty() && serial(form).isEmpty()) {
            whys.add(
                    content.isPresent()
                            ? "a content that is no certificate in PEM"
                            : "a serial_number that is no "
                                    + (form == SerialNumbers.INTEGER ? "whole number" : "such as 12:34:ab")
                                    + "; serial_numbers says how they are written");
        }
        issuer.orElse(List.of()).stream()
                .flatMap(name -> play.modules.openssl.GeneralNames.fault(name).stream())
                .forEach(why -> whys.add("a wrong issuer: " + why));
        if (!date().isReal()
                || invalidityDate
                        .filter(moment -> !new Moment.At(moment).isReal())
                        .isPresent()) {
            whys.add("a time that no calendar has");
        }
        return whys.stream()
                .map(why -> new Binding.Fault("revoked_certificates", "revoked_certificates has " + why))
                .toList();
    }
}
