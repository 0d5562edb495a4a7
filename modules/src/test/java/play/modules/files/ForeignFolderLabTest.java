package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.FileScript;
import play.host.FileState.Attributes;
import play.host.Mode;
import play.host.Script;
import play.host.ScriptResult;
import play.testkit.LocalHost;
import play.value.Bytes;
import play.value.Foreseen;

/** Root changes files in a folder of nobody's, who puts links in their place all the while. */
@Tag("lab")
class ForeignFolderLabTest {
    private static final int ROUNDS = 30;
    private static final Attributes NOBODYS = Attributes.of("nobody", "nogroup", new Mode(0666));

    /** Puts a link to the secret in the place of each name that is seen, then a file or folder again, and so on. */
    private static final String ATTACKER = """
        use strict; my ($folder, $secret, $dir) = @ARGV; chdir $folder or die; $| = 1; print "ready\\n";
        while (1) {
          opendir(my $all, '.') or die;
          for my $name (grep { /^\\.play/ } readdir $all) { rename $name, "away"; symlink $secret, $name; }
          closedir $all;
          for my $name ('file', 'arrival') {
            rename $name, "away"; symlink $secret, $name; unlink $name; rename "away", $name;
          }
          rename 'sub', 'sub.away'; symlink $dir, 'sub'; unlink 'sub'; rename 'sub.away', 'sub';
          rename 'new', 'gone' and symlink $dir, 'new'; unlink 'new';
          mkdir 'sub' unless -e 'sub';
        }
        """;

    private Path folder;
    private Path secret;
    private Path secrets;
    private Process attacker;

    @BeforeEach
    void beginAttack(@TempDir Path temporary) throws IOException {
        Path top = temporary.toRealPath();
        Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("rwxr-xr-x"));
        secrets = Files.createDirectory(
                top.resolve("secrets"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        secret = Files.writeString(secrets.resolve("secret"), "secret");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        folder = Files.createDirectories(top.resolve("nobodys"));
        Files.createDirectory(folder.resolve("sub"));
        LocalHost.run(Script.of("chown -R nobody:nogroup '" + folder + "'"));
        attacker = new ProcessBuilder(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "perl",
                        "-e",
                        ATTACKER,
                        folder.toString(),
                        secret.toString(),
                        secrets.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals("ready", attacker.inputReader().readLine());
    }

    @AfterEach
    void endAttack() throws InterruptedException {
        assertTrue(attacker.isAlive(), "the attack went on");
        attacker.destroyForcibly().waitFor();
    }

    private ScriptResult run(String name, String body) {
        return LocalHost.run(
                Script.of(FileScript.enter(folder + "/" + name) + body).withStdin(Bytes.of("mine\n")));
    }

    private void nothingIsLost() throws IOException {
        assertEquals("secret", Files.readString(secret));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)));
        assertEquals("root", Files.getOwner(secret).getName());
        assertEquals("root", Files.getOwner(secrets).getName());
        try (var all = Files.list(secrets)) {
            assertEquals(List.of(secret), all.toList());
        }
    }

    @Test
    void noLinkIsFollowedWhileFilesAreWritten() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            run("file", FileScript.write(NOBODYS, "cat", ""));
            run("sub/file", FileScript.write(NOBODYS, "cat", ""));
            run(".play.fixed", FileScript.place(".play.fixed", new Foreseen.Later<>(""), NOBODYS, ""));
            nothingIsLost();
        }
    }

    @Test
    void noLinkIsFollowedWhileAttributesAreSet() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            run("file", FileScript.setAttributes(false, NOBODYS));
            run("sub", FileScript.setAttributes(true, NOBODYS));
            nothingIsLost();
        }
    }

    @Test
    void noLinkIsFollowedWhileFoldersAreMadeAndRemoved() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            run("new", FileScript.makeDirectory(NOBODYS));
            run("sub/new", FileScript.makeDirectory(NOBODYS));
            run("sub/secret", "rm -rf -- \"$n\"\n");
            run("sub/link", FileScript.link("x"));
            nothingIsLost();
        }
    }

    @Test
    void aLinkThatLeadsToOthersIsRefusedAndSaidSo() throws IOException, InterruptedException {
        attacker.destroyForcibly().waitFor();
        Files.createSymbolicLink(folder.resolve("out"), secrets);
        // The attacker may have ended while 'sub' was a link, or away.
        Files.createDirectory(folder.resolve("own"));
        LocalHost.run(Script.of("cd '" + folder + "' && chown -h nobody:nogroup out own"));
        ScriptResult result = run("out/file", FileScript.write(NOBODYS, "cat", ""));
        assertFalse(result.succeeded());
        assertTrue(
                result.err().contains(folder + "/out is a link that others than this user and root may lead anywhere"),
                result.err());
        nothingIsLost();
        Files.createSymbolicLink(folder.resolve("in"), Path.of("own"));
        ScriptResult own = run("in/file", FileScript.write(NOBODYS, "cat", ""));
        assertTrue(own.succeeded(), own.err());
        attacker = new ProcessBuilder("sleep", "60").start();
    }
}
