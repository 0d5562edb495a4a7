package play.modules.openssl;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/** Names as tasks write them: {@code DNS:example.org}, {@code IP:10.0.0.1}, {@code email:a@example.org}. */
final class GeneralNames {
    private static final Pattern NAME = Pattern.compile("([A-Za-z]+):(.+)", Pattern.DOTALL);
    private static final Pattern PRINTED = Pattern.compile("[\\x21-\\x7e]+");

    static final String EXPECTED = "DNS:, IP:, email:, URI:, RID: or dirName: and a name after it";

    private GeneralNames() {}

    /** The names, all of which {@link #fault} took. */
    static GeneralName[] all(List<String> written) {
        return written.stream().map(GeneralNames::name).toArray(GeneralName[]::new);
    }

    /** What is wrong with a name. */
    static Optional<String> fault(String written) {
        try {
            name(written);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("'" + written + "' is none of " + EXPECTED);
        }
    }

    private static GeneralName name(String written) {
        Matcher parts = NAME.matcher(written);
        if (!parts.matches()) {
            throw new IllegalArgumentException(written);
        }
        String name = parts.group(2);
        return switch (parts.group(1)) {
            case "DNS" -> new GeneralName(GeneralName.dNSName, printed(name));
            case "IP" -> new GeneralName(GeneralName.iPAddress, name);
            case "email" -> new GeneralName(GeneralName.rfc822Name, printed(name));
            case "URI" -> new GeneralName(GeneralName.uniformResourceIdentifier, printed(name));
            case "RID" -> new GeneralName(GeneralName.registeredID, name);
            case "dirName" -> new GeneralName(directoryName(name));
            default -> throw new IllegalArgumentException(written);
        };
    }

    /** As tasks write it. */
    static String told(GeneralName name) {
        String value = name.getName().toString();
        return switch (name.getTagNo()) {
            case GeneralName.dNSName -> "DNS:" + value;
            case GeneralName.iPAddress -> "IP:" + address(name);
            case GeneralName.rfc822Name -> "email:" + value;
            case GeneralName.uniformResourceIdentifier -> "URI:" + value;
            case GeneralName.registeredID -> "RID:" + value;
            case GeneralName.directoryName -> "dirName:" + turned(X500Name.getInstance(name.getName()));
            default -> "other:" + value;
        };
    }

    private static String address(GeneralName name) {
        byte[] bytes = ASN1OctetString.getInstance(name.getName()).getOctets();
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            return HexFormat.of().formatHex(bytes);
        }
    }

    /** As RFC 4514 writes it: the last part of the name comes first. */
    private static X500Name directoryName(String name) {
        return turned(new X500Name(name));
    }

    private static X500Name turned(X500Name name) {
        return new X500Name(Arrays.asList(name.getRDNs()).reversed().toArray(RDN[]::new));
    }

    /** Names of other alphabets are written in ASCII there, as xn--…. */
    private static String printed(String name) {
        if (!PRINTED.matcher(name).matches()) {
            throw new IllegalArgumentException(name);
        }
        return name;
    }
}
