package play.modules.openssl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * A part of a distinguished name.
 *
 * @param type object identifier of what it tells: {@code 2.5.4.3} of a common name
 */
record NamePart(String type, String value) {
    private static final String PRINTABLE = "[A-Za-z0-9 '()+,./:=?-]+";

    private static final Map<String, String> TYPES = types(
            "C countryName 2.5.4.6",
            "ST stateOrProvinceName 2.5.4.8",
            "L localityName 2.5.4.7",
            "O organizationName 2.5.4.10",
            "OU organizationalUnitName 2.5.4.11",
            "CN commonName 2.5.4.3",
            "emailAddress 1.2.840.113549.1.9.1",
            "serialNumber 2.5.4.5",
            "SN surname 2.5.4.4",
            "GN givenName 2.5.4.42",
            "title 2.5.4.12",
            "name 2.5.4.41",
            "initials 2.5.4.43",
            "generationQualifier 2.5.4.44",
            "dnQualifier 2.5.4.46",
            "pseudonym 2.5.4.65",
            "UID userId 0.9.2342.19200300.100.1.1",
            "DC domainComponent 0.9.2342.19200300.100.1.25",
            "street streetAddress 2.5.4.9",
            "postalCode 2.5.4.17",
            "businessCategory 2.5.4.15",
            "organizationIdentifier 2.5.4.97",
            "jurisdictionL jurisdictionLocalityName 1.3.6.1.4.1.311.60.2.1.1",
            "jurisdictionST jurisdictionStateOrProvinceName 1.3.6.1.4.1.311.60.2.1.2",
            "jurisdictionC jurisdictionCountryName 1.3.6.1.4.1.311.60.2.1.3");

    private static Map<String, String> types(String... lines) {
        Map<String, String> types = new LinkedHashMap<>();
        for (String line : lines) {
            List<String> words = List.of(line.split(" "));
            words.subList(0, words.size() - 1).forEach(name -> types.put(name, words.getLast()));
        }
        return types;
    }

    /** The part with a type's name, short or long, or its object identifier; nothing where there is none. */
    static Optional<NamePart> of(String name, String value) {
        String type = name.matches("[0-2](\\.[0-9]{1,18})+") ? name : TYPES.get(name);
        return Optional.ofNullable(type).map(known -> new NamePart(known, value));
    }

    static List<String> names() {
        return List.copyOf(TYPES.keySet());
    }

    /** What its type is called, at length where it has a name: {@code commonName}. */
    String name() {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(type))
                .map(Map.Entry::getKey)
                .reduce(type, (shorter, longer) -> longer);
    }

    /** In the order of the name. */
    static List<NamePart> all(X500Name name) {
        List<NamePart> parts = new ArrayList<>();
        Stream.of(name.getRDNs())
                .flatMap(together -> Stream.of(together.getTypesAndValues()))
                .forEach(part -> parts.add(new NamePart(part.getType().getId(), text(part.getValue()))));
        return parts;
    }

    private static String text(ASN1Encodable value) {
        return value instanceof ASN1String string ? string.getString() : value.toString();
    }

    /** Why no request can have it. */
    Optional<String> fault() {
        if (value.isEmpty() || value.length() > 1000 || !value.strip().equals(value)) {
            return Optional.of("'" + value + "' is empty, overly long, or begins or ends with blanks");
        }
        return value.chars().anyMatch(Character::isISOControl)
                ? Optional.of("'" + value + "' has characters that cannot be printed")
                : Optional.empty();
    }

    /** Which of the strings of ASN.1 holds it, as {@code openssl req} chooses. */
    String form() {
        return switch (type) {
            case "2.5.4.6", "2.5.4.5", "2.5.4.46" -> value.matches(PRINTABLE) ? "PRINTABLESTRING" : "UTF8String";
            case "1.2.840.113549.1.9.1", "0.9.2342.19200300.100.1.25" ->
                value.matches("\\p{ASCII}+") ? "IA5STRING" : "UTF8String";
            default -> "UTF8String";
        };
    }

    /** The value in a file of settings for {@code openssl}, where some characters mean something. */
    String written() {
        return value.replaceAll("[\\\\$#\"'`;]", "\\\\$0");
    }

    /** For people. */
    @Override
    public String toString() {
        return name() + "=" + value;
    }
}
