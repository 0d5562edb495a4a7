package play.modules.openssl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.MutuallyExclusive;

/** What a certificate is to be good for: parameters of requests. */
@MutuallyExclusive({"create_subject_key_identifier", "subject_key_identifier"})
public record WantedExtensions(
        @Doc("Names that it is for: DNS:, IP:, email:, URI:, RID: or dirName: and a name after it.")
        @Alias("subjectAltName")
        @Default("[]")
        List<String> subjectAltName,

        @Doc("Whether who does not know the names of that kind must refuse it.")
        @Alias("subjectAltName_critical")
        @Default("false")
        boolean subjectAltNameCritical,

        @Doc("Whether the common name is such a name, of DNS, where none is given.")
        @Alias("useCommonNameForSAN")
        @Default("true")
        boolean useCommonNameForSan,

        @Doc("What the key may be used for: digitalSignature, nonRepudiation, keyEncipherment, dataEncipherment,"
                + " keyAgreement, keyCertSign, cRLSign, encipherOnly, decipherOnly.")
        @Alias("keyUsage")
        @Default("[]")
        List<String> keyUsage,

        @Doc("Whether who does not know that must refuse it.") @Alias("keyUsage_critical") @Default("false")
        boolean keyUsageCritical,

        @Doc("Purposes: serverAuth, clientAuth, codeSigning, emailProtection, timeStamping, OCSPSigning,"
                + " anyExtendedKeyUsage, or object identifiers.")
        @Alias({"extKeyUsage", "extendedKeyUsage"})
        @Default("[]")
        List<String> extendedKeyUsage,

        @Doc("Whether who does not know them must refuse it.")
        @Alias({"extKeyUsage_critical", "extendedKeyUsage_critical"})
        @Default("false")
        boolean extendedKeyUsageCritical,

        @Doc("CA:TRUE for an authority, with pathlen:0 for one of which no other depends; or CA:FALSE.")
        @Alias("basicConstraints")
        @Default("[]")
        List<String> basicConstraints,

        @Doc("Whether who does not know that must refuse it.") @Alias("basicConstraints_critical") @Default("false")
        boolean basicConstraintsCritical,

        @Doc("Whether servers must prove that it is not revoked.") @Alias("ocspMustStaple") @Default("false")
        boolean ocspMustStaple,

        @Doc("Whether who does not know that must refuse it.") @Alias("ocspMustStaple_critical") @Default("false")
        boolean ocspMustStapleCritical,

        @Doc("Names below which an authority may sign, as those of subject_alt_name.") @Default("[]")
        List<String> nameConstraintsPermitted,

        @Doc("Names below which an authority may not sign.") @Default("[]")
        List<String> nameConstraintsExcluded,

        @Doc("Whether who does not know that must refuse it.") @Default("false")
        boolean nameConstraintsCritical,

        @Doc("Whether it has an identifier of its key, made of the key.") @Default("false")
        boolean createSubjectKeyIdentifier,

        @Doc("The identifier of its key, in hexadecimal digits.")
        @Matches(value = HEX, expected = "pairs of hexadecimal digits, with or without colons between them")
        Optional<String> subjectKeyIdentifier,

        @Doc("The identifier of the key that signs it.")
        @Matches(value = HEX, expected = "pairs of hexadecimal digits, with or without colons between them")
        Optional<String> authorityKeyIdentifier) {
    static final String HEX = "[0-9A-Fa-f]{2}(:?[0-9A-Fa-f]{2})*";

    private static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";
    private static final int STATUS_REQUEST = 5;

    /** @param parts of the subject */
    List<String> names(WantedSubject subject) {
        Optional<String> common = subject.parts().stream()
                .filter(part -> part.type().equals("2.5.4.3"))
                .map(part -> "DNS:" + part.value())
                .findFirst();
        return subjectAltName.isEmpty() && useCommonNameForSan ? common.stream().toList() : subjectAltName;
    }

    /** All but the identifiers of keys; what {@link #faults} finds nothing wrong with. */
    List<CertExtension> all(WantedSubject subject) {
        List<CertExtension> all = new ArrayList<>();
        List<String> names = names(subject);
        add(
                all,
                Extension.subjectAlternativeName.getId(),
                subjectAltNameCritical,
                names,
                given -> new org.bouncycastle.asn1.x509.GeneralNames(GeneralNames.all(given)));
        add(all, Extension.keyUsage.getId(), keyUsageCritical, keyUsage, KeyUsages::usage);
        add(all, Extension.extendedKeyUsage.getId(), extendedKeyUsageCritical, extendedKeyUsage, KeyUsages::purposes);
        add(
                all,
                Extension.basicConstraints.getId(),
                basicConstraintsCritical,
                basicConstraints,
                KeyUsages::constraints);
        if (ocspMustStaple) {
            all.add(CertExtension.of(
                    TLS_FEATURE, ocspMustStapleCritical, new DERSequence(new ASN1Integer(STATUS_REQUEST))));
        }
        if (!nameConstraintsPermitted.isEmpty() || !nameConstraintsExcluded.isEmpty()) {
            all.add(CertExtension.of(
                    Extension.nameConstraints.getId(),
                    nameConstraintsCritical,
                    new NameConstraints(trees(nameConstraintsPermitted), trees(nameConstraintsExcluded))));
        }
        return all;
    }

    private static void add(
            List<CertExtension> all,
            String type,
            boolean critical,
            List<String> given,
            Function<List<String>, ASN1Encodable> value) {
        if (!given.isEmpty()) {
            all.add(CertExtension.of(type, critical, value.apply(given)));
        }
    }

    private static GeneralSubtree @Nullable [] trees(List<String> names) {
        return names.isEmpty()
                ? null
                : Stream.of(GeneralNames.all(names)).map(GeneralSubtree::new).toArray(GeneralSubtree[]::new);
    }

    /** The identifier that is given, in small digits without colons. */
    Optional<String> givenKeyId() {
        return subjectKeyIdentifier.map(WantedExtensions::plain);
    }

    /** The extension that names the key which signs it, in DER; empty without. */
    String authority() {
        return authorityKeyIdentifier
                .map(hex -> RequestText.authority(plain(hex)))
                .orElse("");
    }

    private static String plain(String hex) {
        return hex.replace(":", "").toLowerCase(Locale.ROOT);
    }

    List<Binding.Fault> faults() {
        List<Binding.Fault> faults = new ArrayList<>();
        faults(faults, "subject_alt_name", subjectAltName, GeneralNames::fault);
        faults(faults, "key_usage", keyUsage, KeyUsages::usageFault);
        faults(faults, "extended_key_usage", extendedKeyUsage, KeyUsages::purposeFault);
        faults(faults, "basic_constraints", basicConstraints, KeyUsages::constraintFault);
        faults(faults, "name_constraints_permitted", nameConstraintsPermitted, GeneralNames::fault);
        faults(faults, "name_constraints_excluded", nameConstraintsExcluded, GeneralNames::fault);
        if (basicConstraints.stream().anyMatch(text -> text.startsWith("pathlen"))
                && !basicConstraints.contains("CA:TRUE")) {
            faults.add(new Binding.Fault("basic_constraints", "pathlen needs CA:TRUE beside it"));
        }
        return faults;
    }

    private static void faults(
            List<Binding.Fault> faults,
            String parameter,
            List<String> given,
            Function<String, Optional<String>> fault) {
        given.forEach(one -> fault.apply(one).ifPresent(why -> faults.add(new Binding.Fault(parameter, why))));
    }
}
