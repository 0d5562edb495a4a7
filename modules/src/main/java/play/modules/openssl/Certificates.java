package play.modules.openssl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates that go together, each in DER as base64.
 *
 * @param own that of the key, or the first where there is no key; empty where there is none
 * @param others in whatever order
 */
record Certificates(String own, Set<String> others) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

    Certificates {
        others = Set.copyOf(others);
    }

    /** The first is that of the key. */
    static Certificates of(List<String> all) {
        return all.isEmpty()
                ? new Certificates("", Set.of())
                : new Certificates(all.getFirst(), new TreeSet<>(all.subList(1, all.size())));
    }

    /** All that a text in PEM holds, in their order. */
    static List<String> in(String pem) {
        List<String> all = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            all.add(block.group(1).replaceAll("\\s", ""));
        }
        return all;
    }

    /** How many there are, for people. */
    @Override
    public String toString() {
        int count = others.size() + (own.isEmpty() ? 0 : 1);
        return count == 1 ? "1 certificate" : count + " certificates";
    }
}
