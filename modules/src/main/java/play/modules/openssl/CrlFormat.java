package play.modules.openssl;

import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import org.bouncycastle.cert.X509CRLHolder;
import play.value.Bytes;

/** How a file holds a list of revoked certificates. */
public enum CrlFormat {
    PEM,
    DER;

    private static final String BEGIN = "-----BEGIN X509 CRL-----\n";

    String spelled() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CrlFormat of(Bytes content) {
        return content.text().filter(text -> text.contains("-----BEGIN ")).isPresent() ? PEM : DER;
    }

    /** @throws IOException there is none */
    X509CRLHolder read(Bytes content) throws IOException {
        try {
            if (this == DER) {
                return new X509CRLHolder(content.toArray());
            }
            if (RequestText.block(content.utf8()) instanceof X509CRLHolder list) {
                return list;
            }
        } catch (RuntimeException e) {
            throw new IOException("its list holds something odd", e);
        }
        throw new IOException("it is no list of revoked certificates");
    }

    /** What a file in this format has of a list. */
    Bytes written(X509CRLHolder list) throws IOException {
        byte[] der = list.getEncoded();
        return switch (this) {
            case DER -> Bytes.of(der);
            case PEM ->
                Bytes.of(BEGIN
                        + Base64.getMimeEncoder(64, Bytes.of("\n").toArray()).encodeToString(der)
                        + "\n" + BEGIN.replace("BEGIN", "END"));
        };
    }

    /** As results have it. */
    String told(Bytes content) {
        return this == PEM ? content.utf8() : content.base64();
    }
}
