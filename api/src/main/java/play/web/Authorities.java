package play.web;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** CAs by which the certificates of servers are judged. */
public final class Authorities {
    private Authorities() {}

    /**
     * By these CAs and no others.
     *
     * @param pem their certificates; read, not closed
     */
    public static SSLContext only(InputStream pem) throws GeneralSecurityException, IOException {
        return context(read(pem));
    }

    /**
     * By these CAs and those that this Java trusts.
     *
     * @param pem their certificates; read, not closed
     */
    public static SSLContext besides(InputStream pem) throws GeneralSecurityException, IOException {
        List<Certificate> all = new ArrayList<>(read(pem));
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager known) {
                all.addAll(Arrays.asList(known.getAcceptedIssuers()));
            }
        }
        return context(all);
    }

    private static List<Certificate> read(InputStream pem) throws GeneralSecurityException {
        return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(pem));
    }

    private static SSLContext context(List<Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            known.setCertificateEntry("authority " + i, certificates.get(i));
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers(known), null);
        return context;
    }

    /** @param known CAs; those of this Java where there is nothing */
    private static TrustManager[] managers(@Nullable KeyStore known) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(known);
        return factory.getTrustManagers();
    }
}
