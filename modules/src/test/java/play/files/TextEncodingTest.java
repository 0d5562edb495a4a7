package play.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.value.Bytes;

class TextEncodingTest {
    private static Bytes bytes(int... all) {
        byte[] bytes = new byte[all.length];
        for (int i = 0; i < all.length; i++) {
            bytes[i] = (byte) all[i];
        }
        return Bytes.of(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"utf-8", "UTF8", "utf_8", "latin-1", "latin1", "iso-8859-15", "iso8859_15", "cp1252", "cp273"})
    void answersToEachOfItsUsualNames(String name) {
        assertTrue(TextEncoding.fault(name).isEmpty(), name);
    }

    @Test
    void namesOfNoneAreTold() {
        assertTrue(TextEncoding.fault("utf-9").orElseThrow().message().contains("'utf-9'"));
        assertTrue(TextEncoding.fault("no such thing").isPresent());
    }

    @Test
    void whatItLacksIsReplacedByNothing() {
        TextEncoding latin = TextEncoding.named("latin-1").orElseThrow();
        assertEquals(Optional.of("é"), latin.decoded(bytes(0xe9)));
        assertEquals(Optional.of(bytes(0xe9)), latin.encoded("é"));
        assertEquals(Optional.empty(), latin.encoded("€"));
        assertEquals(Optional.empty(), TextEncoding.UTF_8.decoded(bytes(0xe9)));
        assertEquals(Optional.empty(), TextEncoding.UTF_8.decoded(bytes('a', 0)));
    }
}
