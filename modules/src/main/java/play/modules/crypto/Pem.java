package play.modules.crypto;

import java.io.IOException;
import java.io.StringWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObjectGenerator;

/** PEM texts: writing blocks, and finding them in a kept file. */
final class Pem {
    private Pem() {}

    static String of(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            if (object instanceof PemObjectGenerator generator) {
                writer.writeObject(generator);
            } else {
                writer.writeObject(object);
            }
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    /** The first block whose kind matches, as a PEM file of its own; empty where there is none. */
    static String block(String text, String kind) {
        Matcher matcher = Pattern.compile("-----BEGIN (" + kind + ")-----\n[^-]*-----END \\1-----\n")
                .matcher(text);
        return matcher.find() ? matcher.group() : "";
    }
}
