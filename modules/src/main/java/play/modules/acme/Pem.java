package play.modules.acme;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** What files in PEM say that an order needs. */
final class Pem {
    private static final long DAY = 86_400;

    private Pem() {}

    /**
     * A name that a certificate is for.
     *
     * @param type {@code dns} or {@code ip}
     */
    record Identifier(String type, String value) {
        String json() {
            return "{\"type\":\"" + type + "\",\"value\":\"" + value + "\"}";
        }
    }

    /**
     * A request for a certificate.
     *
     * @param encoded its DER as the protocol has it: base64 of addresses, without padding
     */
    record Asked(List<Identifier> identifiers, String encoded) {
        Asked {
            identifiers = List.copyOf(identifiers);
        }
    }

    /** How many whole days the first certificate of a text is still valid; -1 where there is none, or none is left. */
    static long days(Optional<String> pem, long now) {
        if (pem.isPresent() && block(pem.get()).orElse("") instanceof X509CertificateHolder certificate) {
            long left = certificate.getNotAfter().toInstant().getEpochSecond() - now;
            return left < 0 ? -1 : left / DAY;
        }
        return -1;
    }

    /** The request in a text, if there is one that names somebody. */
    static Optional<Asked> request(String pem) {
        try {
            if (block(pem).orElse("") instanceof PKCS10CertificationRequest request) {
                List<Identifier> names = identifiers(request);
                String der = Base64.getUrlEncoder().withoutPadding().encodeToString(request.getEncoded());
                return names.isEmpty() ? Optional.empty() : Optional.of(new Asked(names, der));
            }
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Object> block(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            return Optional.ofNullable(parser.readObject());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static List<Identifier> identifiers(PKCS10CertificationRequest request) {
        SequencedSet<Identifier> all = new LinkedHashSet<>();
        common(request.getSubject()).map(Pem::dns).ifPresent(all::add);
        Extensions extensions = request.getRequestedExtensions();
        if (extensions != null) {
            GeneralNames names = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
            Stream.of(names == null ? new GeneralName[0] : names.getNames())
                    .map(Pem::identifier)
                    .flatMap(Optional::stream)
                    .forEach(all::add);
        }
        return List.copyOf(all.stream()
                .filter(each -> each.value().matches("[a-zA-Z0-9*._:-]+"))
                .toList());
    }

    private static Optional<String> common(X500Name subject) {
        return Arrays.stream(subject.getRDNs(BCStyle.CN))
                .map(part -> IETFUtils.valueToString(part.getFirst().getValue()))
                .findFirst();
    }

    private static Identifier dns(String name) {
        return new Identifier(name.matches("[0-9.]+|.*:.*") ? "ip" : "dns", name.toLowerCase(Locale.ROOT));
    }

    private static Optional<Identifier> identifier(GeneralName name) {
        return switch (name.getTagNo()) {
            case GeneralName.dNSName ->
                Optional.of(new Identifier("dns", name.getName().toString().toLowerCase(Locale.ROOT)));
            case GeneralName.iPAddress ->
                Optional.of(new Identifier(
                        "ip",
                        Address.of(ASN1OctetString.getInstance(name.getName()).getOctets())));
            default -> Optional.empty();
        };
    }
}
