package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

/** Playbooks of the cookbook that set up one service of one host. */
final class ServiceTrials {
    private static final String ASK =
            "curl -sS --resolve www.example.com:443:127.0.0.1 --resolve" + " www.example.com:80:127.0.0.1 ";

    private ServiceTrials() {}

    static void webServer(Kitchen kitchen) throws Exception {
        kitchen.cook("site.yml");
        String trusted = ASK + "--cacert /etc/nginx/tls/ca.crt ";
        assertTrue(kitchen.on("web1", trusted + "https://www.example.com/").contains("<h1>It works</h1>"));
        assertEquals(
                "301 https://www.example.com/x",
                kitchen.on("web1", ASK + "-o /dev/null -w '%{http_code} %{redirect_url}' http://www.example.com/x"));
        assertTrue(kitchen.on("web1", trusted + "-D - -o /dev/null https://www.example.com/")
                .contains("strict-transport-security: max-age=31536000"));
        // The certificate is trusted because of the CA, and old TLS is refused.
        assertEquals("60", lastLine(kitchen.on("web1", ASK + "https://www.example.com/; echo $?")));
        assertEquals("35", lastLine(kitchen.on("web1", trusted + "--tls-max 1.1 https://www.example.com/; echo $?")));
        givenCertificate(kitchen);
    }

    /** Of somebody else's, by files of the controller. */
    private static void givenCertificate(Kitchen kitchen) throws Exception {
        kitchen.on(
                "web1",
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj /CN=given -addext"
                        + " subjectAltName=DNS:www.example.com -keyout /root/k -out /root/c 2>/dev/null");
        Path certificate = kitchen.file("given.crt", kitchen.on("web1", "cat /root/c") + "\n");
        Path key = kitchen.file("given.key", kitchen.on("web1", "cat /root/k") + "\n");
        kitchen.cook("site.yml", "-e", "site_certificate=" + certificate, "-e", "site_key=" + key);
        assertTrue(kitchen.on("web1", ASK + "--cacert /root/c https://www.example.com/")
                .contains("It works"));
    }

    private static String lastLine(String text) {
        List<String> lines = text.lines().toList();
        return lines.isEmpty() ? "" : lines.getLast();
    }

    static void postgresql(Kitchen kitchen) throws Exception {
        kitchen.cook("site.yml");
        sql(kitchen, "app", "CREATE TABLE visits AS SELECT generate_series(1, 1000) AS id");
        sql(kitchen, "app", "CREATE TABLE owned (id integer); ALTER TABLE owned OWNER TO app");
        kitchen.on("db1", "systemctl start postgresql-backup@app.service");
        String files = kitchen.on("db1", "stat -c '%a %U %n' /var/backups/postgresql/*");
        assertTrue(files.matches("600 postgres /var/backups/postgresql/app-[0-9TZ]+\\.dump"), files);
        assertTrue(kitchen.on("db1", "systemctl list-timers --no-legend").contains("postgresql-backup@app.timer"));

        sql(kitchen, "app", "DELETE FROM visits");
        kitchen.cook("restore.yml");
        assertEquals("1000", sql(kitchen, "app_restored", "SELECT count(*) FROM visits"));
        assertEquals("0", sql(kitchen, "app", "SELECT count(*) FROM visits"));
        assertEquals("app", sql(kitchen, "app_restored", "SELECT tableowner FROM pg_tables WHERE tablename = 'owned'"));

        // Whoever comes over the network needs TLS and the password.
        String connect = "psql -h " + kitchen.address(1) + " -U app -d app -c 'SELECT 1'";
        String wrong = kitchen.on("db1", "PGSSLMODE=require PGPASSWORD=wrong " + connect + " || true");
        assertTrue(wrong.contains("password authentication failed for user \"app\""), wrong);
        String plain = kitchen.on("db1", "PGSSLMODE=disable PGPASSWORD=wrong " + connect + " || true");
        assertTrue(plain.contains("no pg_hba.conf entry"), plain);

        // Old backups go by themselves, young ones stay.
        kitchen.on(
                "db1",
                "touch -d '20 days ago' /var/backups/postgresql/app-old.dump; systemd-tmpfiles --clean"
                        + " /etc/tmpfiles.d/postgresql-backup.conf");
        assertEquals(files, kitchen.on("db1", "stat -c '%a %U %n' /var/backups/postgresql/*"));
    }

    private static String sql(Kitchen kitchen, String database, String statement) throws Exception {
        return kitchen.on("db1", "cd /; su postgres -c \"psql -qAt -d " + database + " -c \\\"" + statement + "\\\"\"");
    }

    static void nodeExporter(Kitchen kitchen) throws Exception {
        kitchen.cook("site.yml");
        String metrics = kitchen.on("host1", "curl -sS http://127.0.0.1:9100/metrics");
        assertTrue(metrics.contains("node_uname_info{") && metrics.contains("nodename=\"host1\""), metrics);
        assertTrue(metrics.contains("node_scrape_collector_success{collector=\"filesystem\"} 1"), metrics);
        assertTrue(metrics.contains("node_scrape_collector_success{collector=\"systemd\"} 1"), metrics);
        String process = kitchen.on(
                "host1",
                "p=$(systemctl show -P MainPID prometheus-node-exporter); stat -c %U /proc/$p;"
                        + " grep -E '^(NoNewPrivs|CapBnd|Seccomp):' /proc/$p/status");
        assertEquals(
                List.of("prometheus", "CapBnd: 0000000000000000", "NoNewPrivs: 1", "Seccomp: 2"),
                process.lines().map(line -> line.replace('\t', ' ')).toList());
    }

    static void dockerHost(Kitchen kitchen) throws Exception {
        kitchen.cook("site.yml");
        assertEquals("json-file", kitchen.on("docker1", "docker info --format '{{.LoggingDriver}}'"));
        kitchen.on("docker1", """
            apt-get -q install -y busybox-static >/dev/null
            mkdir /root/image && cd /root/image
            cp /bin/busybox . && echo 'from a container' >index.html
            printf 'FROM scratch\\nCOPY . /\\nCMD ["/busybox", "httpd", "-f", "-p", "8080"]\\n' >Dockerfile
            DOCKER_BUILDKIT=0 docker build -q -t site:1 .
            """);
        Path containers = kitchen.file(
                "containers.json",
                "{\"containers\": [{\"name\": \"site\", \"image\": \"site:1\","
                        + " \"ports\": [\"127.0.0.1:8080:8080\"]}]}");
        kitchen.cook("site.yml", "-e", "@" + containers);
        assertEquals("from a container", kitchen.on("docker1", "curl -sS http://127.0.0.1:8080/index.html"));
        assertTrue(kitchen.on("docker1", "docker exec site /busybox touch /x || true")
                .contains("Read-only file system"));
        kitchen.on("docker1", "systemctl restart docker");
        assertEquals(
                "from a container",
                kitchen.on(
                        "docker1",
                        "curl -sS --retry 30 --retry-connrefused --retry-delay 1 http://127.0.0.1:8080/index.html"
                                + " 2>/dev/null"));
    }
}
