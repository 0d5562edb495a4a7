package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import play.value.Bytes;

/** Lines as scripts of Debian's packages have them. */
class MaintainerScriptsTest {
    private static MaintainerScripts of(String... scripts) {
        return new MaintainerScripts(new Archives(List.of(), List.of(scripts), Map.of(), false));
    }

    @Test
    void usersOfTheSystemAreTold() {
        MaintainerScripts scripts = of("""
            if ! getent passwd postgres >/dev/null; then
                adduser --system $quiet --home /var/lib/postgresql --no-create-home \\
                    --shell /bin/bash --group --gecos "PostgreSQL administrator" postgres
            fi
            adduser $quiet postgres ssl-cert
            addgroup --quiet --system --force-badname ssl-cert
            adduser --system --no-create-home "$SERVICE_USER"
            useradd -r -s /usr/sbin/nologin redis 2>/dev/null || true
            """);
        assertEquals(Set.of("postgres", "redis"), scripts.users());
        assertEquals(Set.of("postgres", "redis", "ssl-cert"), scripts.groups());
    }

    @Test
    void unitsAreEnabledAndStartedByTheirNames() {
        MaintainerScripts scripts = of("""
            deb-systemd-helper enable 'nginx.service' >/dev/null || true
            deb-systemd-invoke $_dh_action 'nginx.service' 'nginx-debug.timer' >/dev/null || true
            # deb-systemd-helper enable 'old.service'
            deb-systemd-invoke stop 'gone.service'
            """);
        assertEquals(Set.of("nginx.service"), scripts.enabled());
        assertEquals(Set.of("nginx.service", "nginx-debug.timer"), scripts.started());
    }

    @Test
    void aPathThatIsWrittenOutIsThatOneOnly() {
        Set<String> words = of("""
            logdir=/var/log/nginx
            touch "$logdir/access.log"
            cp /usr/share/nginx/html/index.html /var/www/html/index.nginx-debian.html
            # nothing but words: deploy
            """).words();
        assertTrue(
                words.containsAll(Set.of("/var/log/nginx", "access.log", "/var/www/html/index.nginx-debian.html")),
                words::toString);
        assertFalse(words.contains("index.html"), words::toString);
        assertFalse(words.contains("nginx"), words::toString);
        assertFalse(words.contains("deploy"), words::toString);
    }

    @Test
    void aCopyIntoAFolderIsNamed() {
        assertTrue(of("cp /usr/share/x/a.conf /etc/x/").words().contains("/etc/x/a.conf"));
    }

    @Test
    void linksAndFoldersAreToldUnlessOnlySomeVersionsMakeThem() {
        String script = """
            ln -s /etc/nginx/sites-available/default /etc/nginx/sites-enabled/default
            mkdir -p /var/www/html
            mkdir -p $somewhere
            """;
        assertEquals(
                Map.of("/etc/nginx/sites-enabled/default", "/etc/nginx/sites-available/default"),
                of(script).links());
        assertEquals(Set.of("/var/www/html"), of(script).folders());
        MaintainerScripts careful = of("if dpkg --compare-versions \"$2\" lt 1.2; then\n" + script + "fi\n");
        assertEquals(Map.of(), careful.links());
        assertEquals(Set.of(), careful.folders());
        assertTrue(careful.words().contains("/var/www/html"));
    }

    @Test
    void whatMayNotRunIsOnlyFeared() {
        String makes = "mkdir -p /etc/rvnever; adduser --system --group --no-create-home rvghost; "
                + "ln -s /etc/a /etc/b; deb-systemd-helper enable a.service; deb-systemd-invoke start a.service; "
                + "ucf /usr/share/a /etc/a";
        for (String around : List.of(
                "if [ -e /nonexistent ]; then\n%s\nfi",
                "if [ -e /nonexistent ]; then %s; fi",
                "if true; then :; else %s; fi",
                "[ -e /nonexistent ] && { %s; }",
                "[ -n \"$2\" ] || { %s; }",
                "case $2 in\n  1.*)\n    %s\n    ;;\nesac",
                "case \"$1\" in abort-upgrade) %s;; configure) true;; esac",
                "if [ \"$1\" = configure ] && [ -n \"$2\" ]; then %s; fi",
                "for i in; do\n%s\ndone",
                "old() {\n%s\n}",
                "old()\n{\n%s\n}",
                "cat >/etc/motd <<EOF\n%s\nEOF\n",
                "if command -v other >/dev/null; then %s; fi",
                "if [ ! -e /etc/other ]; then %s; fi")) {
            MaintainerScripts scripts = of(around.formatted(makes));
            assertEquals(Set.of(), scripts.folders(), around);
            assertEquals(Set.of(), scripts.users(), around);
            assertEquals(Set.of(), scripts.groups(), around);
            assertEquals(Map.of(), scripts.links(), around);
            assertEquals(Map.of(), scripts.copies(), around);
            assertEquals(Set.of(), scripts.enabled(), around);
            assertEquals(Set.of(), scripts.started(), around);
            assertTrue(scripts.words().containsAll(Set.of("/etc/rvnever", "rvghost", "/etc/b")), around);
        }
    }

    @Test
    void whatIsThereInAnyCaseIsTold() {
        for (String around : List.of(
                "%s",
                "case \"$1\" in\n    configure|reconfigure)\n        %s\n    ;;\nesac",
                "if [ \"$1\" = \"configure\" ] || [ \"$1\" = \"abort-upgrade\" ]; then # at last\n%s\nfi",
                "if ! [ -d /var/lib/made ]; then %s; fi",
                "[ -d '/x;' ]\n%s # done",
                "[ ! -d /var/lib/made ] && %s",
                "old()\n{\n:\n}\n%s",
                "old() { :; }\n%s",
                "if [ -x /x ]; then :; fi; { %s || true; }",
                "test -d /var/lib/made || %s")) {
            String script = around.formatted("mkdir -p /var/lib/made");
            assertEquals(Set.of("/var/lib/made"), of(script).folders(), script);
        }
        assertEquals(
                Set.of("/srv/x"),
                of("if [ ! -e /srv/x/index ]; then\nmkdir -p /srv/x\nfi").folders());
        for (String asked : List.of("command -v ucf >/dev/null", "which ucf", "[ -x \"$(command -v ucf)\" ]")) {
            String script = "if " + asked + "\nthen\nucf --three-way /usr/share/a /etc/a\nfi";
            assertEquals(Map.of("/etc/a", "/usr/share/a"), of(script).copies(), script);
        }
        assertEquals(
                Set.of("served"),
                of("getent passwd served >/dev/null || adduser --system served\n")
                        .users());
    }

    /** What debhelper puts in asks whether there is systemd, and runs at each installation. */
    @Test
    void whatDebhelperHasPutInIsTold() {
        MaintainerScripts scripts = of("""
            # Automatically added by dh_installsystemd/13.11.4
            if [ "$1" = "configure" ] || [ "$1" = "abort-upgrade" ]; then
                if deb-systemd-helper --quiet was-enabled 'served.service'; then
                    deb-systemd-helper enable 'served.service' >/dev/null || true
                else
                    deb-systemd-helper update-state 'served.service' >/dev/null || true
                fi
            fi
            # End automatically added section
            # Automatically added by dh_installsystemd/13.11.4
            if [ "$1" = "configure" ] || [ "$1" = "abort-upgrade" ]; then
                if [ -d /run/systemd/system ]; then
                    systemctl --system daemon-reload >/dev/null || true
                    deb-systemd-invoke $_dh_action 'served.service' >/dev/null || true
                fi
            fi
            # End automatically added section
            if [ -d /run/systemd/system ]; then deb-systemd-invoke start other.service; fi
            """);
        assertEquals(Set.of("served.service"), scripts.enabled());
        assertEquals(Set.of("served.service"), scripts.started());
    }

    @Test
    void settingsAreCopiedByUcf() {
        assertEquals(
                Map.of("/etc/chrony/chrony.conf", "/usr/share/chrony/chrony.conf"),
                of("    ucf --three-way /usr/share/chrony/chrony.conf /etc/chrony/chrony.conf\n")
                        .copies());
    }

    @Test
    void usersDeclaredForSystemdAreTold() {
        MaintainerScripts scripts = new MaintainerScripts(new Archives(
                List.of(),
                List.of(),
                Map.of(
                        "/usr/lib/sysusers.d/a.conf",
                        Bytes.of("# users\nu ada - \"Ada\" /var/lib/ada\ng more -\nm ada more\n"),
                        "/usr/lib/tmpfiles.d/a.conf",
                        Bytes.of("d /var/lib/ada 0700 ada ada\n")),
                false));
        assertEquals(Set.of("ada"), scripts.users());
        assertEquals(Set.of("ada", "more"), scripts.groups());
        assertTrue(scripts.words().contains("/var/lib/ada"));
    }

    @Test
    void unitsThatStartAlongAreNamed() {
        Bytes unit = Bytes.of("[Unit]\nWants=network-online.target\nAfter=late.target\n");
        MaintainerScripts scripts = new MaintainerScripts(
                new Archives(List.of(), List.of(), Map.of("/lib/systemd/system/served.service", unit), false));
        assertTrue(scripts.words().contains("network-online.target"));
        assertFalse(scripts.words().contains("late.target"));
    }
}
