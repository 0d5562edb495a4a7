package play.modules.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Observed;
import play.host.StateKey;
import play.testkit.LocalHost;

class SectionsTest {
    private static final ObjectId MAP = new ObjectId("v1", "ConfigMap", "web", "a");
    private static final ObjectId SECRET = new ObjectId("v1", "Secret", "web", "b");

    @TempDir
    Path folder;

    /** A server that knows the map, and does not let this user see the Secret. */
    private static final String PARTLY_FORBIDDEN = """
        asked=$(cat)
        echo 'Warning: v1 is old' >&2
        case $asked in
          *ConfigMap*) echo '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"web"},'
            echo '"data":{"x":"hunter2"}}' ;;
        esac
        case $asked in
          *Secret*) echo 'Error from server (Forbidden): secrets "b" is forbidden' >&2; exit 1 ;;
        esac
        """;

    private KubeObjects objects(String kubectl) throws IOException {
        Path program = folder.resolve("kubectl");
        Files.writeString(program, "#!/bin/sh\n" + kubectl);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new KubeObjects(
                new KubeClient(
                        Optional.empty(),
                        program.toString(),
                        Optional.empty(),
                        Optional.of("https://192.0.2.1:6443"),
                        Optional.empty(),
                        Optional.empty()),
                "play",
                false);
    }

    private static Observed<KubeObject> seen(StateKey<KubeObject> key, StateKey<KubeObject> other) {
        return LocalHost.reading(List.of(key, other)).of(key);
    }

    @Test
    void aRefusedObjectHidesNoOtherAndNoAnswerIsQuoted() throws IOException {
        KubeObjects objects = objects(PARTLY_FORBIDDEN);
        assertEquals(Observed.read(new KubeObject(true, Map.of())), seen(objects.at(MAP), objects.at(SECRET)));
        assertEquals(
                new Observed.Unknown<>("Error from server (Forbidden): secrets \"b\" is forbidden"),
                seen(objects.at(SECRET), objects.at(MAP)));
    }

    @Test
    void aSingleObjectThatMayNotBeSeenIsNotAbsent() throws IOException {
        StateKey<KubeObject> key = objects(PARTLY_FORBIDDEN).at(SECRET);
        assertEquals(
                new Observed.Unknown<>("Error from server (Forbidden): secrets \"b\" is forbidden"),
                LocalHost.reading(List.of(key)).of(key));
    }

    @Test
    void aServerThatGoesAwayMeanwhileIsQuotedAlone() throws IOException {
        KubeObjects objects = objects("""
            echo '{"kind":"Secret","data":{"password":"aHVudGVyMg=="}}'
            echo 'Unable to connect to the server: dial tcp: i/o timeout' >&2
            exit 1
            """);
        assertEquals(
                new Observed.Unknown<>("the API server of https://192.0.2.1:6443 does not answer: Unable to connect to"
                        + " the server: dial tcp: i/o timeout"),
                seen(objects.at(MAP), objects.at(SECRET)));
    }

    @Test
    void aPageOfSomebodyElseIsNoAbsence() throws IOException {
        StateKey<KubeObject> key = objects("echo '<html>log in</html>'\n").at(MAP);
        assertEquals(
                new Observed.Unknown<>("the host's answer about object v1 ConfigMap web/a cannot be read: expected"
                        + " objects as JSON, got something else, which may be secret"),
                LocalHost.reading(List.of(key)).of(key));
    }
}
