package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import play.contract.ExampleHost;
import play.lab.Lab;
import play.lab.LabException;

/** SQL that playbooks run, on a real server of PostgreSQL. */
@Tag("lab")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QueriesLabTest {
    private static final String LAB = "ci-queries";
    private static final String SECRET = "hunter2-isn't-\\short-enough-to-be-shown";
    private static final Lab HOSTS = new Lab(Home.folder(), line -> {});

    @TempDir
    private static Path folder = Path.of("/");

    @BeforeAll
    static void blankHost() throws Exception {
        HOSTS.call(List.of("down", "--name", LAB, "--purge"));
        Lab.Hosts hosts = HOSTS.up(LAB, "10.91.22", List.of("db"));
        Files.writeString(folder.resolve("hosts.yml"), ExampleHost.inventory("db", hosts));
        Files.copy(Home.folder().resolve("cli/src/test/resources/queries/site.yml"), folder.resolve("site.yml"));
        Files.copy(Home.folder().resolve("cli/src/test/resources/queries/copies.yml"), folder.resolve("copies.yml"));
        Files.writeString(folder.resolve("vault"), "of the vault\n");
        Path secret = folder.resolve("secret.yml");
        Files.writeString(secret, "password: " + SECRET + "\n");
        String vault = folder.resolve("vault").toString();
        Trial.Said said = Trial.main("vault", "encrypt", "--vault-password-file", vault, secret.toString());
        assertEquals(0, said.code(), said.everything());
    }

    @AfterAll
    static void noHost() throws Exception {
        HOSTS.call(List.of("down", "--name", LAB, "--purge"));
    }

    private static String play(String playbook, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "run",
                folder.resolve(playbook).toString(),
                "-i",
                folder.resolve("hosts.yml").toString(),
                "--vault-password-file",
                folder.resolve("vault").toString(),
                "-v"));
        words.addAll(List.of(options));
        Trial.Said said = Trial.main(words.toArray(String[]::new));
        assertEquals(0, said.code(), said.everything());
        return said.everything();
    }

    private static String host(String script) throws LabException, InterruptedException {
        return String.join("\n", HOSTS.call(List.of("exec", "--name", LAB, "db", "sh", "-c", script)));
    }

    @Order(1)
    @Test
    void whatIsAskedIsAnsweredAndOnlyARunChangesAnything() throws Exception {
        String blank = play("site.yml", "--check");
        assertTrue(blank.contains("changed=1 ") && blank.contains("failed=0"), blank);
        String first = play("site.yml");
        assertTrue(first.contains("changed=5 "), first);
        String second = play("site.yml");
        assertTrue(second.contains("changed=0 "), second);

        String dry = play("site.yml", "--check", "--tags", "delete");
        assertTrue(dry.contains("'run DELETE in the database app' is not done in a dry run"), dry);
        assertTrue(dry.contains("unknown=1    gates=1"), dry);
        String again = play("site.yml");
        assertTrue(again.contains("changed=0 "), again);
        String deleted = play("site.yml", "--tags", "delete");
        assertTrue(deleted.contains("changed=1 ") && deleted.contains("\"n\": 0"), deleted);

        String logged = host("cat /var/log/postgresql/*.log");
        assertTrue(logged.contains("\"nothing\" does not exist"), logged);
        for (String shown : List.of(blank, first, second, logged)) {
            assertFalse(shown.contains("hunter2"), shown);
        }
    }

    @Order(2)
    @Test
    void databasesAreDumpedAndCopied() throws Exception {
        String dry = play("copies.yml", "--check");
        assertTrue(dry.contains("failed=0"), dry);
        String first = play("copies.yml");
        assertTrue(first.contains("failed=0"), first);
        String modes = host("stat -c %a /srv/dumps/* | sort -u");
        assertEquals("600\n700", modes);
        assertEquals("", host("ls -A /srv/dumps | grep -v '^[a-z]*[.][a-z.0-9]*$' || :"));
    }
}
