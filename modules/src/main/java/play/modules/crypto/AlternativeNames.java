package play.modules.crypto;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.util.IPAddress;

/** Names a certificate is valid for: addresses in one spelling, DNS names in lower case. */
final class AlternativeNames {
    private static final Pattern DNS = Pattern.compile(
            "(\\*\\.)?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

    private AlternativeNames() {}

    static boolean isAddress(String name) {
        return IPAddress.isValid(name);
    }

    /** Without doubles, sorted, so that the same set is the same list. */
    static List<String> canonical(Collection<String> names) {
        return names.stream()
                .map(AlternativeNames::canonical)
                .distinct()
                .sorted()
                .toList();
    }

    private static String canonical(String name) {
        return isAddress(name) ? address(name) : name.toLowerCase(Locale.ROOT);
    }

    private static String address(String literal) {
        try {
            return InetAddress.getByName(literal).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a literal address is never looked up: " + literal, e);
        }
    }

    /** The first that is neither an address nor a DNS name. */
    static Optional<String> wrong(Collection<String> canonical) {
        return canonical.stream()
                .filter(name -> !isAddress(name)
                        && (name.length() > 253 || !DNS.matcher(name).matches()))
                .findFirst();
    }
}
