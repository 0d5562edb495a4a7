package play.modules.openssl;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import org.bouncycastle.cert.X509CertificateHolder;

/** From when and until when a certificate is valid: year, month, day, hour, minute, second, and {@code Z}. */
record Validity(String notBefore, String notAfter) {
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    static Validity of(X509CertificateHolder certificate) {
        return new Validity(written(certificate.getNotBefore()), written(certificate.getNotAfter()));
    }

    static String written(Date date) {
        return WRITTEN.format(date.toInstant());
    }
}
