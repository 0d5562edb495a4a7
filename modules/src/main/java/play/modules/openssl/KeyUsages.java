package play.modules.openssl;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What keys may be used for, in the words of tasks. */
final class KeyUsages {
    private static final Map<String, Integer> BITS = new TreeMap<>(Map.of(
            "digitalsignature", KeyUsage.digitalSignature,
            "nonrepudiation", KeyUsage.nonRepudiation,
            "keyencipherment", KeyUsage.keyEncipherment,
            "dataencipherment", KeyUsage.dataEncipherment,
            "keyagreement", KeyUsage.keyAgreement,
            "certificatesign", KeyUsage.keyCertSign,
            "crlsign", KeyUsage.cRLSign,
            "encipheronly", KeyUsage.encipherOnly,
            "decipheronly", KeyUsage.decipherOnly));

    private static final Map<String, String> PURPOSES = new TreeMap<>(Map.of(
            "serverauth", "1.3.6.1.5.5.7.3.1",
            "tlswebserverauthentication", "1.3.6.1.5.5.7.3.1",
            "clientauth", "1.3.6.1.5.5.7.3.2",
            "tlswebclientauthentication", "1.3.6.1.5.5.7.3.2",
            "codesigning", "1.3.6.1.5.5.7.3.3",
            "emailprotection", "1.3.6.1.5.5.7.3.4",
            "timestamping", "1.3.6.1.5.5.7.3.8",
            "ocspsigning", "1.3.6.1.5.5.7.3.9",
            "anyextendedkeyusage", "2.5.29.37.0"));

    private KeyUsages() {}

    /** {@code Digital Signature} is {@code digitalSignature}, and {@code keyCertSign} is {@code Certificate Sign}. */
    private static String plain(String name) {
        String plain = name.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "keycertsign" -> "certificatesign";
            case "contentcommitment" -> "nonrepudiation";
            case "emailprotect" -> "emailprotection";
            default -> plain;
        };
    }

    static Optional<String> usageFault(String name) {
        return BITS.containsKey(plain(name))
                ? Optional.empty()
                : Optional.of("'" + name + "' is no usage of a key; there are digitalSignature, nonRepudiation,"
                        + " keyEncipherment, dataEncipherment, keyAgreement, keyCertSign, cRLSign, encipherOnly,"
                        + " decipherOnly");
    }

    static KeyUsage usage(List<String> names) {
        return new KeyUsage(
                names.stream().map(name -> BITS.getOrDefault(plain(name), 0)).reduce(0, (some, one) -> some | one));
    }

    static Optional<String> purposeFault(String name) {
        return purpose(name).isPresent()
                ? Optional.empty()
                : Optional.of("'" + name + "' is no purpose of a key; there are serverAuth, clientAuth, codeSigning,"
                        + " emailProtection, timeStamping, OCSPSigning, anyExtendedKeyUsage, and object identifiers");
    }

    private static Optional<String> purpose(String name) {
        return name.matches("[0-2](\\.[0-9]{1,18})+")
                ? Optional.of(name)
                : Optional.ofNullable(PURPOSES.get(plain(name)));
    }

    static ExtendedKeyUsage purposes(List<String> names) {
        return new ExtendedKeyUsage(names.stream()
                .flatMap(name -> purpose(name).stream())
                .map(type -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(type)))
                .toArray(KeyPurposeId[]::new));
    }

    static Optional<String> constraintFault(String text) {
        return text.matches("CA:(TRUE|FALSE)|pathlen:[0-9]{1,4}")
                ? Optional.empty()
                : Optional.of("'" + text + "' is none of CA:TRUE, CA:FALSE, pathlen:NUMBER");
    }

    static BasicConstraints constraints(List<String> texts) {
        Optional<Integer> most = texts.stream()
                .filter(text -> text.startsWith("pathlen"))
                .map(text -> Integer.valueOf(text.substring(text.indexOf(':') + 1)))
                .findFirst();
        boolean authority = texts.contains("CA:TRUE");
        return authority && most.isPresent() ? new BasicConstraints(most.get()) : new BasicConstraints(authority);
    }
}
