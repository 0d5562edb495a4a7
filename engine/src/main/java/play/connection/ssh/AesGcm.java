package play.connection.ssh;

import com.hierynomus.sshj.transport.cipher.GcmCipher;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.transport.cipher.Cipher;

/**
 * The cipher {@code aesN-gcm@openssh.com} by the JDK's own provider, which uses the processor's instructions for it.
 * Left to itself, sshj takes BouncyCastle's, which computes in Java.
 */
final class AesGcm extends GcmCipher {
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final String PROVIDER = "SunJCE";

    /** RFC 5647, in bytes. */
    private static final int IV_SIZE = 12;

    private static final int TAG_SIZE = 16;

    private AesGcm(int keySize) {
        super(IV_SIZE, TAG_SIZE, keySize, "AES", TRANSFORMATION);
    }

    /** @param keyBits 128 or 256 */
    static Factory.Named<Cipher> factory(int keyBits) {
        return new Factory.Named<>() {
            @Override
            public String getName() {
                return "aes" + keyBits + "-gcm@openssh.com";
            }

            @Override
            public Cipher create() {
                return new AesGcm(keyBits / Byte.SIZE);
            }
        };
    }

    /** What a block's size is for other ciphers is the key's here; longer keys and vectors are cut. */
    @Override
    public void init(Mode mode, byte[] key, byte[] iv) {
        try {
            cipher = javax.crypto.Cipher.getInstance(TRANSFORMATION, PROVIDER);
            initCipher(cipher, mode, Arrays.copyOf(key, getBlockSize()), Arrays.copyOf(iv, IV_SIZE));
        } catch (GeneralSecurityException e) {
            throw new SSHRuntimeException(e);
        }
    }
}
