package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Effect;
import play.host.FileState;
import play.host.FileText;
import play.host.FileTexts;
import play.host.HostState;
import play.host.Mode;
import play.host.Observed;
import play.host.Reach;
import play.host.StateKey;
import play.modules.services.UnitState;
import play.modules.services.Units;
import play.modules.users.GroupState;
import play.modules.users.Groups;
import play.modules.users.UserState;
import play.modules.users.Users;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.value.Bytes;
import play.value.Foreseen;

/** An archive made and read for real, with a program in the place of apt that "fetches" it. */
class ArchivesTest {
    private static final StateKey<Archives> KEY =
            Archives.Family.of(new Transactions.Wish("install", List.of(), List.of("served")));

    @TempDir
    Path folder = Path.of("/");

    @BeforeEach
    void anArchive() throws Exception {
        write(
                "deb/DEBIAN/control",
                "Package: served\nVersion: 1:2-3\nArchitecture: all\n"
                        + "Maintainer: A <a@example.org>\nDescription: a server\n");
        write("deb/DEBIAN/conffiles", "/etc/served/served.conf\n");
        write("deb/DEBIAN/postinst", """
            #!/bin/sh
            adduser --system --group served
            deb-systemd-helper enable 'served.service'
            deb-systemd-invoke $_dh_action 'served.service'
            make-cert "$dir/served.pem"
            """);
        Files.setPosixFilePermissions(
                folder.resolve("deb/DEBIAN/postinst"), PosixFilePermissions.fromString("rwxr-xr-x"));
        write("deb/etc/served/served.conf", "port = 1\n");
        Files.createDirectories(folder.resolve("deb/etc/served/conf.d"));
        Files.createDirectories(folder.resolve("deb/var/lib/served"));
        write("deb/usr/share/doc/served/README", "read me\n");
        write("deb/usr/sbin/served", "#!/bin/sh\n");
        Files.setPosixFilePermissions(
                folder.resolve("deb/usr/sbin/served"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(folder.resolve("deb/usr/sbin/alias"), Path.of("served"));
        write("deb/lib/systemd/system/served.service", "[Service]\nExecStart=/usr/sbin/served\n");
        build();
    }

    private void build() throws Exception {
        Process built = new ProcessBuilder("dpkg-deb", "--root-owner-group", "-b", "deb", "a.deb")
                .directory(folder.toFile())
                .start();
        assertEquals(0, built.waitFor());
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** @param size of what has to be fetched, in bytes */
    private Observed<Archives> read(long size, String fetching) throws IOException {
        write("bin/apt-get", """
            #!/bin/sh
            for p do case $p in Dir::Cache::archives=*) d=${p#*=};; esac; done
            case " $* " in
            *" -s "*) echo 'Inst served (1:2-3 Debian:12/stable [all])' ;;
            *" --print-uris "*) echo "'http://deb.example/served.deb' served_1%%3a2-3_all.deb %d" ;;
            *) %s ;;
            esac
            """.formatted(size, fetching));
        Files.setPosixFilePermissions(folder.resolve("bin/apt-get"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Archives.Family family = new Archives.Family();
        return Objects.requireNonNull(family.parse(
                        List.of(KEY),
                        LocalHost.run(family.read(List.of(KEY)).after("PATH='" + folder.resolve("bin") + "':$PATH\n")))
                .get(KEY));
    }

    private Archives archives() throws IOException {
        Observed<Archives> read = read(1000, "cp " + folder.resolve("a.deb") + " \"$d/served_1%3a2-3_all.deb\"");
        return assertInstanceOf(Observed.Known.class, read, read::toString).value() instanceof Archives archives
                ? archives
                : new Archives(List.of(), List.of(), Map.of(), false);
    }

    private static KnownStates blank() {
        return new KnownStates()
                .with(Units.at("served"), UnitState.MISSING)
                .with(Users.at("served"), UserState.ABSENT)
                .with(Groups.at("served"), GroupState.ABSENT);
    }

    private List<Effect> effects(boolean starts) throws IOException {
        Archives read = archives();
        Archives anyHost = new Archives(read.items(), read.scripts(), read.settings(), false);
        return new Arrivals(anyHost, starts).effects(blank());
    }

    private static Optional<HostState> brought(List<Effect> effects, StateKey<?> key) {
        List<HostState> found = new ArrayList<>();
        effects.forEach(effect -> {
            if (effect instanceof Effect.Brings(List<Effect.Sets<?>> things)) {
                things.stream().filter(thing -> thing.key().equals(key)).forEach(thing -> found.add(thing.after()));
            }
        });
        return found.stream().findFirst();
    }

    @Test
    void filesComeWithTheirAttributesAndSettingsWithTheirText() throws IOException {
        List<Effect> effects = effects(true);
        Bytes text = Bytes.of("port = 1\n");
        FileState.Attributes roots = FileState.Attributes.of("root", "root", new Mode(0644));
        assertEquals(
                Optional.of(new FileState.Regular(
                        roots, new Foreseen.Exactly<>(text.sha256()), new Foreseen.Exactly<>(9L))),
                brought(effects, play.host.Files.at("/etc/served/served.conf")));
        assertEquals(Optional.of(new FileText.Held(text)), brought(effects, FileTexts.at("/etc/served/served.conf")));
        assertEquals(
                Optional.of(new FileState.Directory(FileState.Attributes.of("root", "root", new Mode(0755)))),
                brought(effects, play.host.Files.at("/etc/served/conf.d")));
        assertEquals(
                Optional.of(new FileState.Symlink("served")), brought(effects, play.host.Files.at("/usr/sbin/alias")));
        assertEquals(Optional.empty(), brought(effects, play.host.Files.at("/usr/share/doc/served/README")));
    }

    @Test
    void aFileIsFoundByBothWaysToItsFolder() throws IOException {
        List<Effect> effects = effects(true);
        for (String path : List.of("/lib/systemd/system/served.service", "/usr/lib/systemd/system/served.service")) {
            assertTrue(brought(effects, play.host.Files.at(path)).isPresent(), path);
        }
    }

    @Test
    void programsUnitsAndUsersComeToo() throws IOException {
        List<Effect> effects = effects(true);
        assertEquals(
                Optional.of(new CommandState.Found(new Foreseen.Exactly<>("/usr/sbin/served"))),
                brought(effects, Commands.at("served")));
        assertEquals(
                Optional.of(UnitState.there(new Foreseen.Exactly<>("active"), new Foreseen.Exactly<>("enabled"))),
                brought(effects, Units.at("served")));
        assertTrue(brought(effects, Users.at("served")).isPresent());
        assertTrue(brought(effects, Groups.at("served")).isPresent());
        assertEquals(
                Optional.of(UnitState.there(new Foreseen.Exactly<>("inactive"), new Foreseen.Exactly<>("enabled"))),
                brought(effects(false), Units.at("served")));
    }

    @Test
    void aUnitWithAConditionMayNotStart() throws Exception {
        write("deb/lib/systemd/system/served.service", "[Unit]\nConditionVirtualization=!container\n");
        build();
        assertTrue(brought(effects(true), Units.at("served")).orElseThrow() instanceof UnitState.Loaded unit
                && unit.active() instanceof Foreseen.Later);
    }

    @Test
    void onlyWhatScriptsSpellAndWherePackagesKeepDataIsInDoubt() throws IOException {
        Reach reach = effects(true).stream()
                .<Reach>mapMulti((effect, reaches) -> {
                    if (effect instanceof Effect.Opaque opaque) {
                        reaches.accept(opaque.reach());
                    }
                })
                .findFirst()
                .orElseThrow();
        for (String path : List.of("/etc/ssl/served.pem", "/var/lib/served/data", "/usr/share/doc/served")) {
            assertTrue(reach.covers(play.host.Files.at(path)), path);
        }
        for (String path : List.of("/etc/served/conf.d/mine.conf", "/etc/sudoers.d/ada", "/srv/www", "/var/lib/app")) {
            assertTrue(!reach.covers(play.host.Files.at(path)), path);
        }
        assertTrue(!reach.covers(Users.at("deploy")));
        assertTrue(!reach.covers(Units.at("app")));
    }

    @Test
    void aReasonIsGivenWhereArchivesAreNotRead() throws IOException {
        assertEquals(new Observed.Unknown<>("their archives cannot be fetched"), read(1000, "exit 100"));
        assertEquals(
                new Observed.Unknown<>("a dry run does not fetch archives of 512 MiB"), read(512L << 20, "exit 100"));
    }
}
