package play.modules.crypto;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a certificate is to say.
 *
 * @param o organizations, which Kubernetes reads as groups; sorted
 * @param san as {@link AlternativeNames#canonical} has them
 * @param usage {@code server}, {@code client}, {@code both} or {@code authority}
 * @param keyType as {@link KeyType#spelled} has it
 */
public record CertificateRequest(String cn, List<String> o, List<String> san, String usage, String keyType) {
    static final String AUTHORITY = "authority";

    /** X.509 allows no more (ub-common-name, ub-organization-name). */
    private static final int LONGEST_NAME = 64;

    public CertificateRequest {
        o = o.stream().distinct().sorted().toList();
        san = AlternativeNames.canonical(san);
    }

    static CertificateRequest leaf(
            String cn, Collection<String> o, Collection<String> san, Usage usage, KeyType keyType) {
        String spelled = usage.name().toLowerCase(java.util.Locale.ROOT);
        return new CertificateRequest(cn, List.copyOf(o), List.copyOf(san), spelled, keyType.spelled());
    }

    static CertificateRequest authority(String cn, Collection<String> o, KeyType keyType) {
        return new CertificateRequest(cn, List.copyOf(o), List.of(), AUTHORITY, keyType.spelled());
    }

    boolean isAuthority() {
        return usage.equals(AUTHORITY);
    }

    boolean server() {
        return usage.equals("server") || usage.equals("both");
    }

    boolean client() {
        return usage.equals("client") || usage.equals("both");
    }

    /** Why no certificate can say this. */
    Optional<String> fault() {
        if (cn.isBlank() || cn.length() > LONGEST_NAME) {
            return Optional.of("cn must have 1 to " + LONGEST_NAME + " characters, not " + cn.length());
        }
        Optional<String> organization = o.stream()
                .filter(name -> name.isBlank() || name.length() > LONGEST_NAME)
                .findFirst();
        if (organization.isPresent()) {
            return Optional.of("o must have 1 to " + LONGEST_NAME + " characters: '" + organization.get() + "'");
        }
        if (server() && san.isEmpty()) {
            return Optional.of(
                    "a server certificate without san is refused by every client: name what clients connect to");
        }
        return AlternativeNames.wrong(san)
                .map(name -> "san holds '" + name + "', which is neither an address nor a DNS name");
    }

    /** How another request differs, as users call the parts: {@code san, o}. */
    String differences(CertificateRequest other) {
        StringBuilder names = new StringBuilder();
        note(names, "cn", cn.equals(other.cn));
        note(names, "o", o.equals(other.o));
        note(names, "san", san.equals(other.san));
        note(names, "usage", usage.equals(other.usage));
        note(names, "key_type", keyType.equals(other.keyType));
        return names.toString();
    }

    private static void note(StringBuilder names, String name, boolean same) {
        if (!same) {
            names.append(names.isEmpty() ? "" : ", ").append(name);
        }
    }
}
