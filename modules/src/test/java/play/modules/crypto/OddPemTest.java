package play.modules.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import play.host.HostState;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.value.Bytes;

/** Kept files that rotted, or that somebody edited: no beginning and no byte of a certificate is too odd. */
class OddPemTest {
    private static final int TRIES = 3000;

    /** Whose names are a host's and an address; its key is not kept anywhere. */
    private static final String CERTIFICATE =
            "MIIBzTCCAXSgAwIBAgIUQOm76K1lxOVOhJf3vgV3TIRcjzcwCgYIKoZIzj0EAwIwHTENMAsGA1UECgwEcGxheTEMMAoGA1UE"
                    + "AwwDb2RkMCAXDTI2MTEyOTEzMzU1NFoYDzIxMjYxMTA1MTMzNTU0WjAdMQ0wCwYDVQQKDARwbGF5MQwwCgYDVQQDDANvZGQw"
                    + "WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATjUwEcd2H+HDjvRq7MPdrLQhg3DxTcfiu5WmqAtUUZ6QtrnRqBJIBfwzhl7Hog"
                    + "9afmMupdHwIbR8p6vuO4zNtpo4GPMIGMMB0GA1UdDgQWBBQr2hyymk29jBuehG0MB+yswSqILTAfBgNVHSMEGDAWgBQr2hyy"
                    + "mk29jBuehG0MB+yswSqILTAPBgNVHRMBAf8EBTADAQH/MBoGA1UdEQQTMBGCCWEuZXhhbXBsZYcEwAACATAdBgNVHSUEFjAU"
                    + "BggrBgEFBQcDAQYIKwYBBQUHAwIwCgYIKoZIzj0EAwIDRwAwRAIgFHGTJUjIWksfRiPj6EAR9MFrOI+g/Cho3tuUeCTAWU8C"
                    + "IEolaXcsU4Wr5hbfFzcDyV/tVTUHN52+73bUcAqLScgF";

    private static final StateKey<StoredCertificate> CERTIFICATE_KEY = StoredCertificates.at("test", "odd");
    private static final StateKey<StoredKeypair> KEYPAIR = StoredKeypairs.at("test", "odd");

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    private static <S extends HostState> Observed<S> kept(StateKey<S> key, String block) {
        StateFamily<S> family = key.family();
        String out = "file " + key.id() + "\nkey 00ff\n" + block;
        return family.parse(List.of(key), new ScriptResult(0, Bytes.of(out), Bytes.EMPTY))
                .getOrDefault(key, new Observed.Unknown<>("left out"));
    }

    private static byte[] odd(Random random, byte[] whole) {
        byte[] odd = whole.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            odd[random.nextInt(odd.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(odd, random.nextInt(odd.length)) : odd;
    }

    @Test
    void theCertificateIsReadWhereItIsWhole() {
        byte[] der = Base64.getMimeDecoder().decode(CERTIFICATE);
        Observed.Known<?> known =
                assertInstanceOf(Observed.Known.class, kept(CERTIFICATE_KEY, pem("CERTIFICATE", der)));
        StoredCertificate.Issued issued = assertInstanceOf(StoredCertificate.Issued.class, known.value());
        assertEquals(List.of("192.0.2.1", "a.example"), issued.request().san());
    }

    @Test
    void noCertificateIsTooOdd() {
        byte[] der = Base64.getMimeDecoder().decode(CERTIFICATE);
        Random random = new Random(50);
        for (int i = 0; i < TRIES; i++) {
            Observed<StoredCertificate> seen = kept(CERTIFICATE_KEY, pem("CERTIFICATE", odd(random, der)));
            assertInstanceOf(Observed.Known.class, seen);
        }
    }

    @Test
    void noKeyIsTooOdd() {
        byte[] der = Base64.getMimeDecoder().decode(CERTIFICATE);
        byte[] key = Arrays.copyOfRange(der, 143, 234);
        assertInstanceOf(Observed.Known.class, kept(KEYPAIR, pem("PUBLIC KEY", key)));
        Random random = new Random(50);
        int unknown = 0;
        for (int i = 0; i < TRIES; i++) {
            unknown += kept(KEYPAIR, pem("PUBLIC KEY", odd(random, key))) instanceof Observed.Unknown ? 1 : 0;
        }
        assertTrue(unknown > TRIES / 2, unknown + " of " + TRIES);
    }

    @Test
    void textThatIsNoBase64IsSaid() {
        String block = "-----BEGIN CERTIFICATE-----\n*!\n-----END CERTIFICATE-----\n";
        Observed.Known<?> known = assertInstanceOf(Observed.Known.class, kept(CERTIFICATE_KEY, block));
        StoredCertificate.Unusable unusable = assertInstanceOf(StoredCertificate.Unusable.class, known.value());
        assertTrue(unusable.why().startsWith("its certificate cannot be read: "), unusable.why());
    }

    @Test
    void anAnswerWithoutAFileIsNoAbsence() {
        ScriptResult result = new ScriptResult(0, Bytes.of("<html>log in</html>\n"), Bytes.EMPTY);
        assertEquals(
                new Observed.Unknown<>("the host's answer about key pair test/odd cannot be read: expected 'file ID' or"
                        + " 'unreadable ID', got '<html>log in</html>'"),
                KEYPAIR.family().parse(List.of(KEYPAIR), result).get(KEYPAIR));
    }
}
