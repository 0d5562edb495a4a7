package play.modules.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Digests in the forms that publishers of Kubernetes, etcd, runc and flannel give them. */
class ReleaseDigestTest {
    private static final String ONE = "0123456789abcdef".repeat(4);
    private static final String TWO = "fedcba9876543210".repeat(4);

    private static Optional<String> in(String text) {
        return ReleaseDigest.in(text, "tool.tgz");
    }

    @Test
    void aDigestAloneIsThatOfTheFile() {
        assertEquals(Optional.of(ONE), in(ONE));
        assertEquals(Optional.of(ONE), in(ONE.toUpperCase(java.util.Locale.ROOT) + "\n"));
    }

    @Test
    void inATableTheLineOfTheFileCounts() {
        assertEquals(Optional.of(TWO), in(ONE + "  other.tgz\n" + TWO + " *tool.tgz\n"));
        assertEquals(Optional.of(TWO), in(ONE + "  tool.tgz.asc\n" + TWO + "\t./release/tool.tgz\n"));
        assertEquals(Optional.of(TWO), in("SHA256 (other.tgz) = " + ONE + "\nSHA256 (tool.tgz) = " + TWO));
    }

    @Test
    void whatIsOfAnotherFileDoesNotCount() {
        assertEquals(Optional.empty(), in(ONE + "  other.tgz\n"));
        assertEquals(Optional.empty(), in("<html>" + ONE + "</html>"));
        assertEquals(Optional.empty(), in(ONE + "00"));
        assertEquals(Optional.empty(), in(""));
    }

    @Test
    void anAssetOfAReleaseHasItsDigest() {
        String release = """
            {"tag_name": "v1", "assets": [
              {"name": "other.tgz", "digest": "sha256:%s"},
              {"name": "old.tgz", "digest": null},
              {"name": "tool.tgz", "digest": "sha256:%s"}]}
            """.formatted(ONE, TWO);
        assertEquals(Optional.of(TWO), in(release));
        assertEquals(Optional.empty(), ReleaseDigest.in(release, "old.tgz"));
        assertEquals(Optional.empty(), in("{\"message\": \"API rate limit exceeded\"}"));
        assertEquals(Optional.empty(), in("{"));
    }
}
