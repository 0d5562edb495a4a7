package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.FileDigest;
import play.host.FileDigests;
import play.host.FileDigests.Algorithm;
import play.host.FileState;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.StateKey;
import play.testkit.LocalHost;
import play.testkit.OddNames;
import play.value.Bytes;
import play.value.Foreseen;

/** Digests by the programs of this machine, of which a folder holds those that a host has. */
class DigestScriptTest {
    private static final List<String> PROGRAMS = List.of("stat", "readlink", "sha256sum", "md5sum", "cat", "sh");
    private static final Bytes LARGE = Bytes.of(new byte[1 << 20]);

    @TempDir
    private Path folder;

    private Path programs;

    @BeforeEach
    void makeAHost() throws IOException {
        programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : PROGRAMS) {
            install(name, program(name));
        }
        Files.createDirectory(folder.resolve("files"));
    }

    private void install(String name, Path program) throws IOException {
        Files.copy(
                program.toRealPath(),
                programs.resolve(name),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path program(String name) {
        return List.of("/usr/bin", "/bin").stream()
                .map(place -> Path.of(place, name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("this machine has no " + name));
    }

    /** Gives the host an {@code openssl} that notes what it is asked, and then does this. */
    private void openssl(String then) throws IOException {
        String notes = "printf '%s\\n' \"$*\" >>" + asked() + "\n";
        Path file = Files.writeString(programs.resolve("openssl"), "#!/bin/sh\n" + notes + then + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path asked() {
        return folder.resolve("asked");
    }

    private List<String> questions() throws IOException {
        return Files.exists(asked()) ? Files.readAllLines(asked()) : List.of();
    }

    private StateKey<FileState> file(String name, Bytes content) throws IOException {
        Path path = Files.write(folder.resolve("files").resolve(name), content.toArray());
        return play.host.Files.at(path.toString());
    }

    private <S extends HostState> Map<StateKey<S>, Observed<S>> read(List<StateKey<S>> keys) {
        var family = keys.getFirst().family();
        Script script = Script.of("PATH=" + programs + "\n" + family.read(keys).text());
        return family.parse(keys, LocalHost.run(script));
    }

    private Optional<String> digest(StateKey<FileState> key) {
        return digest(read(List.of(key)).get(key));
    }

    private static Optional<String> digest(@Nullable Observed<FileState> seen) {
        return seen instanceof Observed.Known<FileState>(FileState.Regular file, var how)
                        && file.sha256() instanceof Foreseen.Exactly<String>(String digest)
                ? Optional.of(digest)
                : Optional.empty();
    }

    private void readsAllOddNames() throws IOException {
        Map<StateKey<FileState>, Bytes> contents = new LinkedHashMap<>();
        for (String name : OddNames.all()) {
            boolean large = contents.size() % 5 == 0;
            Bytes content = Bytes.of(large ? name.repeat(1_000_000 / name.length() + 1) : name);
            contents.put(file(name, content), content);
        }
        Map<StateKey<FileState>, Observed<FileState>> seen = read(List.copyOf(contents.keySet()));
        contents.forEach(
                (key, content) -> assertEquals(Optional.of(content.sha256()), digest(seen.get(key)), key.id()));
    }

    @Test
    void largeAndSmallFilesOfAnyNameHaveTheirDigestsWithoutOpenssl() throws IOException {
        readsAllOddNames();
    }

    @Test
    void theyHaveTheSameWithIt() throws IOException {
        openssl("exec " + program("openssl") + " \"$@\"");
        readsAllOddNames();
        assertEquals((OddNames.all().size() + 4) / 5, questions().size());
        assertEquals("dgst -sha256 -r", questions().getFirst());
    }

    @Test
    void smallFilesDoNotWaitForIt() throws IOException {
        openssl("exec " + program("openssl") + " \"$@\"");
        StateKey<FileState> key = file("small", Bytes.of("small"));
        assertEquals(Optional.of(Bytes.of("small").sha256()), digest(key));
        assertEquals(List.of(), questions());
    }

    @Test
    void anOpensslThatFailsOrSpeaksOtherwiseIsAsGoodAsNone() throws IOException {
        for (String then : List.of("exit 1", "echo 00; exit 3", "echo 'SHA256(stdin)= 00'", "exit 0")) {
            openssl(then);
            StateKey<FileState> key = file("large", LARGE);
            assertEquals(Optional.of(LARGE.sha256()), digest(key), then);
        }
        assertEquals(4, questions().size());
    }

    @Test
    void aFileThatMayNotBeReadHasNone() throws IOException {
        openssl("exit 1");
        Files.delete(programs.resolve("sha256sum"));
        StateKey<FileState> key = file("large", LARGE);
        assertEquals(Optional.empty(), digest(key));
        assertTrue(read(List.of(key)).get(key) instanceof Observed.Known);
    }

    @Test
    void otherAlgorithmsGoTheSameWay() throws IOException {
        openssl("exec " + program("openssl") + " \"$@\"");
        StateKey<FileDigest> key = FileDigests.at(file("a\n\\b", LARGE).id(), Algorithm.MD5);
        assertEquals(
                Observed.read(new FileDigest.Of(LARGE.hex("MD5"))),
                read(List.of(key)).get(key));
        assertEquals(List.of("dgst -md5 -r"), questions());
    }

    @Test
    @Tag("lab")
    void busyboxAnswersTheSame() throws IOException {
        for (String name : PROGRAMS) {
            install(name, program("busybox"));
        }
        assertFalse(Files.exists(programs.resolve("openssl")));
        readsAllOddNames();
        openssl("exec " + program("openssl") + " \"$@\"");
        readsAllOddNames();
    }
}
