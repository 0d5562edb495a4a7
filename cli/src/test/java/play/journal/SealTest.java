package play.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.savedplan.Fingerprints;
import play.value.Secret;
import play.value.Unknown;

/** Values in a journal: readable with the key of this machine alone, and without known secrets. */
class SealTest {
    @TempDir
    Path folder;

    private Seal seal;

    @BeforeEach
    void key() throws IOException {
        seal = new Seal(Fingerprints.in(folder.resolve("key")), UnaryOperator.identity());
    }

    @Test
    void theValueComesBackAsItWas() {
        List<Object> values = List.of(
                Map.of("stdout", "text \u20ac\n", "rc", 0L, "ok", true, "delta", 1.5),
                Arrays.asList(null, "", List.of()),
                new BigInteger("123456789012345678901234567890"),
                "");
        for (Object value : values) {
            String sealed = seal.seal(value).orElseThrow();
            assertEquals(Optional.of(value), seal.open(sealed));
            assertNotEquals(sealed, seal.seal(value).orElseThrow());
        }
    }

    @Test
    void anotherKeyOpensNothing() throws IOException {
        String sealed = seal.seal("value").orElseThrow();
        Seal other = new Seal(Fingerprints.in(folder.resolve("other")), UnaryOperator.identity());
        assertEquals(Optional.empty(), other.open(sealed));
        for (String broken : List.of("", "AAAA", "no base64!", sealed.substring(0, 8), sealed.replace('A', 'B'))) {
            assertFalse(
                    seal.open(broken).filter(value -> !value.equals("value")).isPresent(), broken);
        }
    }

    @Test
    void secretsAndWhatIsTooLargeAreNotKept() throws IOException {
        assertEquals(Optional.empty(), seal.seal(Map.of("a", List.of(new Secret("x")))));
        assertEquals(Optional.empty(), seal.seal(new Unknown("why")));
        assertEquals(Optional.empty(), seal.seal("x".repeat(Seal.MOST)));
        Seal masking = new Seal(Fingerprints.in(folder.resolve("key")), text -> text.replace("planted", Secret.MASK));
        assertEquals(Optional.empty(), masking.seal(Map.of("stdout", "a planted word")));
    }
}
