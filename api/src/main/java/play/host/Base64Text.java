package play.host;

import java.util.Base64;
import play.value.Bytes;

/** What hosts print as base64, for it may hold any bytes. */
public final class Base64Text {
    private Base64Text() {}

    public static Bytes decoded(String base64) throws UnknownStateException {
        try {
            return Bytes.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw UnknownStateException.expected("base64", base64);
        }
    }
}
