package play.modules.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import play.value.Secret;

class KeysTest {
    private static final Optional<Secret> PASSWORD = Optional.of(new Secret("open sesame"));

    /**
     * Providers write the optional parts of an elliptic curve's key differently; a host's file must not change with
     * them.
     */
    @Test
    void aKeptKeyIsGivenOutByteForByteWhicheverProviderMadeIt() throws Exception {
        for (Provider provider : new Provider[] {Security.getProvider("SunEC"), new BouncyCastleProvider()}) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
            generator.initialize(256);
            var key = generator.generateKeyPair().getPrivate();
            String plain = Keys.plain(key);
            assertEquals(plain, Keys.text(plain, Optional.empty(), "key"), provider.getName());
            assertEquals(
                    plain,
                    Keys.text(Keys.kept(key, PASSWORD, new SecureRandom()), PASSWORD, "key"),
                    provider.getName());
        }
    }
}
