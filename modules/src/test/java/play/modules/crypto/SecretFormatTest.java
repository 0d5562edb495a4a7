package play.modules.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretFormatTest {
    @Test
    void whatIsMadeFits() {
        for (SecretFormat format : SecretFormat.values()) {
            assertTrue(format.fits(format.make(16, new Random(1)), 16), format.toString());
            assertFalse(format.fits("no", 16), format.toString());
        }
    }

    /** The head of the key that ceph-authtool prints, but for the moment it was made. */
    @Test
    void aKeyOfCephTellsItsKindAndLength() {
        String key = HexFormat.of().formatHex(Base64.getDecoder().decode(SecretFormat.CEPHX.make(32, new Random(1))));
        assertEquals(2 * 28, key.length());
        assertEquals("0100" + "00000000" + "00000000" + "1000", key.substring(0, 24));
    }
}
