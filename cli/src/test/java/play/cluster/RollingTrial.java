package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import play.cli.PlayProcess;

/** The cookbook's application behind HAProxy: a first release, a second one under load, and one that is not well. */
final class RollingTrial {
    private static final String SERVE = "#!/bin/sh\nexec busybox httpd -f -p \"$PORT\" -h www\n";

    /** Asks through the load balancer, again and again, until it is told to stop. */
    private static final String ASKING = """
        rm -f /run/stop /run/answers
        nohup sh -c 'while [ ! -e /run/stop ]; do
          curl -s -o /dev/null -w "%{http_code}\\n" --max-time 10 http://127.0.0.1/health >>/run/answers
        done' >/dev/null 2>&1 &
        """;

    private RollingTrial() {}

    static void deploy(Kitchen kitchen) throws Exception {
        for (String host : new String[] {"app1", "app2"}) {
            kitchen.on(host, "apt-get -q install -y busybox >/dev/null");
        }
        kitchen.cook("site.yml", release(kitchen, "1.0", true));
        assertEquals("1.0 1.0", versions(kitchen));

        kitchen.on("lb1", ASKING);
        kitchen.cook("site.yml", release(kitchen, "1.1", true));
        assertEquals("1.1 1.1", versions(kitchen));

        PlayProcess failed = kitchen.run("site.yml", release(kitchen, "2.0", false));
        assertEquals(2, failed.code(), failed.printed());
        assertTrue(failed.printed().contains("2.0 is not well on app1"), failed.printed());
        assertEquals("1.1 1.1", versions(kitchen));
        assertEquals(
                "/opt/app/releases/1.1",
                kitchen.on("app2", "readlink /opt/app/current; ls /opt/app/releases | grep 2.0 || true"));

        String answers = kitchen.on("lb1", "touch /run/stop; sleep 1; sort /run/answers | uniq -c");
        assertTrue(answers.strip().matches("[0-9]{2,} 200"), answers);
        kitchen.unchanged("site.yml", release(kitchen, "1.1", true));
    }

    /** What names an archive with the application; one that is not well answers, but not at /health. */
    private static String[] release(Kitchen kitchen, String version, boolean well) throws Exception {
        Path archive = kitchen.folder().resolve("app-" + version + ".tar.gz");
        if (!Files.exists(archive)) {
            Path tree = Files.createDirectory(kitchen.folder().resolve("app-" + version));
            Path serve = Files.createDirectory(tree.resolve("bin")).resolve("serve");
            Files.writeString(serve, SERVE);
            Files.setPosixFilePermissions(serve, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path page = Files.createDirectory(tree.resolve("www")).resolve(well ? "health" : "other");
            Files.writeString(page, version + "\n");
            assertEquals(
                    0,
                    new ProcessBuilder("tar", "-czf", archive.toString(), "-C", tree.toString(), "bin", "www")
                            .inheritIO()
                            .start()
                            .waitFor());
        }
        return new String[] {"-e", "app_version=" + version, "-e", "app_archive=" + archive};
    }

    /** What the servers answer, each of which HAProxy sends requests to. */
    private static String versions(Kitchen kitchen) throws Exception {
        Set<String> servers = new TreeSet<>(kitchen.on(
                        "lb1",
                        "perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new(Peer => \"/run/haproxy/admin.sock\");"
                                + " print $s \"show stat -1 4 -1\\n\"; $s->flush; print while <$s>' |"
                                + " awk -F, '/^app,/ { print $2, $18 }'")
                .lines()
                .toList());
        assertEquals(Set.of("app1 UP", "app2 UP"), servers);
        return kitchen.on("app1", "curl -sS http://127.0.0.1:8080/health") + " "
                + kitchen.on("app2", "curl -sS http://127.0.0.1:8080/health");
    }
}
