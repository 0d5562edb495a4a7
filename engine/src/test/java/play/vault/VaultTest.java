package play.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import play.diag.DiagnosticText;
import play.diag.ProblemList;
import play.source.SourceFile;
import play.value.Bytes;
import play.value.Secret;
import play.yaml.YamlNode;

/** The two texts were made with another implementation of the format. */
class VaultTest {
    private static final String PLAIN_1_1 = """
        $ANSIBLE_VAULT;1.1;AES256
        34653831333837393766356165326636306536666537646530373130316330323561396438383362
        3738303336643533643266613439656162316133633564660a633863386532373234623031356266
        31623663306533346231313865386561623435353862636237303231393635366432613136323766
        3136303562333232330a356665643161313563383137636332376165313533616664363833303264
        3834
        """;
    private static final String LABELLED_1_2 = """
        $ANSIBLE_VAULT;1.2;AES256;prod
        35656131366433326337636134316562623364666638376139316534333932616364393233323839
        3631623266623266306562323266656462333137353764660a373165353139356638663333626165
        61343935623266343565303633613863356131343464366634346336373738646261323737656332
        3039303763653136620a663263366631363762313163656164373665366562623063633836636261
        38353664346431323535653736313637386333656662323066343964323761353066373764643032
        3263613035383936373731343839613032636530383265386436
        """;
    private static final Vault VAULT =
            new Vault(List.of(new VaultPassword("default", "pass"), new VaultPassword("prod", "pässword")));

    @Test
    void opensFormat11() throws VaultException {
        assertEquals("s3cret value", VAULT.open(PLAIN_1_1).utf8());
    }

    @Test
    void opensFormat12() throws VaultException {
        assertEquals(
                "db_password: tops3cret\nport: 5432\n", VAULT.open(LABELLED_1_2).utf8());
    }

    @Test
    void opensWhatItSealed() throws VaultException {
        for (int length : new int[] {0, 1, 15, 16, 17, 4000}) {
            Bytes plain = Bytes.of("x".repeat(length));
            String sealed = Vault.seal(plain, new VaultPassword("prod", "pässword"), new SecureRandom());

            assertTrue(sealed.startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n"));
            assertEquals(plain, VAULT.open(sealed));
        }
    }

    @Test
    void saysWhatIsWrong() {
        Vault other = new Vault(List.of(new VaultPassword("default", "wrong")));

        assertTrue(message(other, LABELLED_1_2).contains("labelled 'prod'"));
        assertTrue(message(Vault.LOCKED, PLAIN_1_1).contains("no vault password"));
        assertTrue(message(VAULT, "$ANSIBLE_VAULT;1.0;AES\n00").contains("Only vault format"));
        assertTrue(message(VAULT, PLAIN_1_1.replace("3", "x")).contains("damaged"));
        assertTrue(message(VAULT, PLAIN_1_1.substring(0, 200)).contains("damaged"));
        assertTrue(message(VAULT, "hello").contains("header"));
    }

    /** Spoilt at random; the seed is in the message. */
    @Test
    void noTextEndsInAnotherException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? PLAIN_1_1 : LABELLED_1_2);
            int at = random.nextInt(text.length());
            text.replace(
                    at,
                    Math.min(text.length(), at + random.nextInt(5)),
                    List.of("", "\n", ";", "zz", "00", "\u00e9", "\0").get(random.nextInt(7)));
            try {
                VAULT.open(text.toString());
            } catch (VaultException e) {
                assertFalse(String.valueOf(e.getMessage()).isEmpty());
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
    }

    @Test
    void whatIsEncryptedMayBeAnything() {
        byte[] bytes = new byte[300];
        new Random(7).nextBytes(bytes);
        for (Bytes plain : List.of(Bytes.of(bytes), Bytes.of("\tx"), Bytes.of("a: [\n"), Bytes.of(""))) {
            String sealed = Vault.seal(plain, new VaultPassword("prod", "pässword"), new SecureRandom());
            ProblemList problems = new ProblemList();
            boolean read = new VaultNodes(VAULT, problems)
                    .document(new SourceFile("t", sealed))
                    .isPresent();
            assertTrue(read || problems.hasErrors());
        }
    }

    @Test
    void opensValuesInsideAText() {
        ProblemList problems = new ProblemList();
        String text = "port: 1\npassword: !vault |\n" + PLAIN_1_1.indent(2);
        YamlNode.Mapping map = (YamlNode.Mapping) new VaultNodes(VAULT, problems)
                .document(new SourceFile("t", text))
                .orElseThrow();

        assertEquals(List.of(), problems.sorted());
        assertEquals(
                new Secret("s3cret value"),
                ((YamlNode.Scalar) map.get("password").orElseThrow()).value());
        assertFalse(map.toString().contains("s3cret"));
    }

    @Test
    void everythingInAnEncryptedFileIsSecret() {
        ProblemList problems = new ProblemList();
        YamlNode.Mapping map = (YamlNode.Mapping) new VaultNodes(VAULT, problems)
                .document(new SourceFile("t", LABELLED_1_2))
                .orElseThrow();

        assertEquals(new Secret(5432L), ((YamlNode.Scalar) map.get("port").orElseThrow()).value());
        assertEquals("t:1:1", map.entries().getFirst().value().span().toString());
    }

    @Test
    void faultsInAnEncryptedFileShowNothingOfIt() {
        ProblemList problems = new ProblemList();
        String sealed =
                Vault.seal(Bytes.of("a: b: hidden\n"), new VaultPassword("default", "pass"), new SecureRandom());

        new VaultNodes(VAULT, problems).document(new SourceFile("t", sealed));

        assertEquals("vault-content", problems.sorted().getFirst().code());
        assertFalse(DiagnosticText.render(problems.sorted()).contains("hidden"));
    }

    private static String message(Vault vault, String text) {
        return String.valueOf(
                assertThrows(VaultException.class, () -> vault.open(text)).getMessage());
    }
}
