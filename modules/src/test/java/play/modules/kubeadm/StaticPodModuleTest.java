package play.modules.kubeadm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.services.SinceStart;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** The scripts are run by a real shell; only what crictl says is written here. */
class StaticPodModuleTest {
    private static final StaticPodModule MODULE = new StaticPodModule();

    /** It has one container, and another one once that is stopped; of several lines each is told once, but the last. */
    private static final String CRICTL = """
        #!/bin/sh
        while [ "${1#--}" != "$1" ]; do shift 2; done
        cd '%1$s' || exit 1
        case $1 in
          ps) sed -n 1p running; [ $(wc -l <running) -le 1 ] || sed -i 1d running ;;
          inspect) echo 2035-11-07T10:00:00.500000000Z ;;
          stop) [ "$4" = old ] && echo new >running ;;
        esac
        """;

    @TempDir
    Path folder = Path.of("/");

    private StaticPodModule.Params params(String running, String... files) throws Exception {
        Path crictl = Files.writeString(folder.resolve("crictl"), CRICTL.formatted(folder));
        Files.setPosixFilePermissions(crictl, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("running"), running);
        return Parameters.of(
                MODULE, Map.of("name", "kube-scheduler", "files", List.of(files), "crictl", crictl.toString()));
    }

    private String file(String name, String changed) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(changed)));
        return file.toString();
    }

    private static Plan plan(StaticPodModule.Params params) {
        @SuppressWarnings("unchecked")
        StateKey<SinceStart> key = (StateKey<SinceStart>) MODULE.probes(params).getFirst();
        Observed<SinceStart> seen = key.family()
                .parse(List.of(key), LocalHost.run(key.family().read(List.of(key))))
                .get(key);
        KnownStates known = new KnownStates()
                .with(
                        key,
                        assertInstanceOf(
                                SinceStart.class,
                                assertInstanceOf(Observed.Known.class, seen).value()));
        return MODULE.plan(params, known);
    }

    @Test
    void aPodThatHasReadItsFilesStays() throws Exception {
        assertEquals(
                Plan.UNCHANGED, plan(params("old\n", file("before", "2035-11-07T10:00:00.400Z"), folder + "/none")));
    }

    @Test
    void oneWhoseFileChangedIsRestarted() throws Exception {
        Plan.Change change =
                assertInstanceOf(Plan.Change.class, plan(params("old\n", file("after", "2035-11-07T10:00:00.600Z"))));
        assertEquals("restart static pod kube-scheduler", change.title());
        Action.Run run = assertInstanceOf(Action.Run.class, change.actions().getFirst());
        ScriptResult done = LocalHost.run(run.script());
        assertEquals(0, done.exitCode(), done.err());
        assertEquals("new\n", Files.readString(folder.resolve("running")));
    }

    @Test
    void oneThatHasEndedByThenIsWaitedFor() throws Exception {
        Plan.Change change =
                assertInstanceOf(Plan.Change.class, plan(params("old\n", file("after", "2035-11-07T10:00:00.600Z"))));
        Files.writeString(folder.resolve("running"), "old\n\nnew\n");
        Action.Run run = assertInstanceOf(Action.Run.class, change.actions().getFirst());
        ScriptResult done = LocalHost.run(run.script());
        assertEquals(0, done.exitCode(), done.err());
    }

    @Test
    void oneThatDoesNotRunIsRefused() throws Exception {
        Plan.Rejected refused =
                assertInstanceOf(Plan.Rejected.class, plan(params("", file("a", "2035-11-07T10:00:00Z"))));
        assertTrue(refused.why().contains("no container of static pod kube-scheduler runs"), refused.why());
    }

    /** In a dry run. */
    @Test
    void aFileThatIsForeseenToChangeHasItRestarted() throws Exception {
        StateKey<?> key =
                MODULE.probes(params("old\n", "/etc/kubernetes/scheduler.conf")).getFirst();
        assertTrue(key.family().under().meets(key.id(), "/etc/kubernetes/scheduler.conf"));
        assertFalse(key.family().under().meets(key.id(), "/etc/kubernetes/admin.conf"));
        assertEquals(
                Optional.of(new SinceStart(true, List.of("/etc/kubernetes/scheduler.conf"))),
                key.family().afterChangesBelow());
    }
}
