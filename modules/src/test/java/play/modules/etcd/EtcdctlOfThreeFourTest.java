package play.modules.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.StateKey;
import play.module.Plan;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** What etcdctl 3.4, the one of Debian 12, answers: it has no {@code auth status}, and prints its help instead. */
class EtcdctlOfThreeFourTest {
    private static final String HELP = "auth) echo NAME:; echo '  auth - Enable or disable authentication' ;;\n";
    private static final String USERS = "user) echo '{\"header\":{},\"roles\":[\"root\"],\"users\":[\"root\"]}' ;;\n";

    @TempDir
    Path folder = Path.of("/");

    private Plan plan(String getting) throws IOException {
        Path program = folder.resolve("etcdctl");
        Files.writeString(program, "#!/bin/sh\ncase $1 in\n" + HELP + USERS + "get) " + getting + " ;;\nesac\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        EtcdctlAuthModule module = new EtcdctlAuthModule();
        Map<String, Object> client =
                Map.of("endpoints", List.of("https://192.0.2.10:2379"), "etcdctl", program.toString());
        EtcdctlAuthModule.Params params = Parameters.of(module, Map.of("client", client));
        List<StateKey<?>> keys = new ArrayList<>(module.probes(params));
        Plan plan = module.plan(params, LocalHost.reading(keys));
        if (plan instanceof Plan.Needs(var more)) {
            keys.addAll(more);
        }
        return module.plan(params, LocalHost.reading(keys));
    }

    @Test
    void whoeverIsLetInUnderAnyNameIsNotAskedForOne() throws IOException {
        Plan.Change change = assertInstanceOf(Plan.Change.class, plan("[ \"$ETCDCTL_USER\" = nobody ]"));
        assertEquals("enable etcd's authentication", change.title());
    }

    @Test
    void whoeverIsRefusedWasAsked() throws IOException {
        assertEquals(
                Plan.UNCHANGED,
                plan("echo 'Error: etcdserver: authentication failed, invalid user ID or password' >&2; exit 1"));
    }

    @Test
    void anyOtherFaultTellsNothing() throws IOException {
        Plan.Undetermined unknown =
                assertInstanceOf(Plan.Undetermined.class, plan("echo 'Error: context deadline exceeded' >&2; exit 1"));
        assertEquals(
                "etcd at https://192.0.2.10:2379 does not answer: Error: context deadline exceeded", unknown.why());
    }
}
