package play.host;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final Realm.Service SERVICE = new Realm.Service("etcd https://a:2379");
    private static final StateKey<FileState> HELD = new StateKey<>(SERVICE, new Files(true), "/registry/pods");

    /** A family that says where its states stand. */
    private record Standing(Place under) implements StateFamily<FileState> {
        @Override
        public String name() {
            return "standing";
        }

        @Override
        public Class<FileState> type() {
            return FileState.class;
        }

        @Override
        public Script read(List<StateKey<FileState>> keys) {
            throw new AssertionError("nothing is read");
        }

        @Override
        public Told<FileState> told(List<StateKey<FileState>> keys, ScriptResult result) {
            throw new AssertionError("nothing is read");
        }
    }

    private static StateKey<FileState> key(Place under, String id) {
        return new Standing(under).key(id);
    }

    @Test
    void aHostIsAllOfItAndEveryService() {
        assertTrue(Reach.HOST.covers(Files.at("/etc/motd")));
        assertTrue(Reach.HOST.covers(Identity.KEY));
        assertTrue(Reach.HOST.covers(HELD));
    }

    @Test
    void pathsAreWhatStandsAtThemAndBelow() {
        Reach etc = Reach.paths("/etc", "/srv/app");
        assertTrue(etc.covers(Files.at("/etc")));
        assertTrue(etc.covers(FileTexts.at("/etc/motd")));
        assertTrue(etc.covers(Files.withoutDigest("/srv/app/bin")));
        assertFalse(etc.covers(Files.at("/srv")));
        assertFalse(etc.covers(Files.at("/etcetera")));
        assertFalse(etc.covers(HELD));
        assertTrue(Reach.paths("/").covers(Files.at("/etc")));
    }

    @Test
    void aPathReachesWhatIsToldFromFilesThereOrMayBe() {
        Reach units = Reach.paths("/etc/systemd/system");
        assertTrue(units.covers(key(Place.below("/etc"), "a.service")));
        assertFalse(units.covers(key(Place.below("/var/lib"), "a.service")));
        assertTrue(units.covers(key(Place.TREE, "/etc")));
        assertFalse(units.covers(key(Place.PATH, "/etc")));
        assertFalse(units.covers(key(Place.NOWHERE, "tcp 22")));
        assertTrue(units.covers(key(Place.ANYWHERE, "whatever")));
    }

    @Test
    void ofFilesProgramsThatGoByThemTellNothing() {
        Reach files = Reach.files("/etc/nginx");
        assertTrue(files.covers(Files.at("/etc/nginx/nginx.conf")));
        assertTrue(files.covers(key(Place.TREE, "/etc")));
        assertFalse(files.covers(key(Place.below("/etc"), "a.service")));
        assertFalse(files.covers(Files.at("/etc/nginx-old")));
    }

    @Test
    void wordsNameWhatIsCalledSoWhereverItStands() {
        Reach named = new Reach.Named(Set.of("postgres", "default", "/etc/nginx/nginx.conf"));
        assertTrue(named.covers(key(Place.below("/etc"), "postgres")));
        assertFalse(named.covers(key(Place.below("/etc"), "deploy")));
        assertTrue(named.covers(Files.at("/etc/nginx/sites-enabled/default")));
        assertTrue(named.covers(FileTexts.at("/etc/nginx/nginx.conf")));
        assertFalse(named.covers(Files.at("/srv/nginx.conf")));
        assertTrue(named.covers(key(Place.TREE, "/etc/nginx")));
        assertFalse(named.covers(key(Place.TREE, "/srv")));
        assertTrue(named.covers(Files.withoutDigest("/etc/nginx")));
        assertFalse(named.covers(Files.withoutDigest("/etc/nginx/nginx")));
        assertFalse(named.covers(new StateKey<>(SERVICE, new Files(true), "postgres")));
    }

    @Test
    void aFamilyIsThatFamilyInFullOrInPart() {
        Reach files = new Reach.Family(new Files(false));
        assertTrue(files.covers(Files.at("/etc/motd")));
        assertFalse(files.covers(FileTexts.at("/etc/motd")));
        assertFalse(files.covers(HELD));
    }

    @Test
    void aServiceIsNotTheHost() {
        Reach service = new Reach.Service(SERVICE);
        assertTrue(service.covers(HELD));
        assertFalse(service.covers(Files.at("/etc/motd")));
        assertFalse(service.covers(new StateKey<>(new Realm.Service("other"), new Files(true), "/registry/pods")));
    }

    @Test
    void whatNoPathNamesIsWhatNoFileHasAPartInOrPerhapsNone() {
        assertTrue(Reach.PATHLESS.covers(key(Place.NOWHERE, "tcp 22")));
        assertTrue(Reach.PATHLESS.covers(key(Place.ANYWHERE, "whatever")));
        assertFalse(Reach.PATHLESS.covers(key(Place.below("/etc"), "a.service")));
        assertFalse(Reach.PATHLESS.covers(Files.at("/etc/motd")));
        assertFalse(Reach.PATHLESS.covers(new StateKey<>(SERVICE, new Standing(Place.NOWHERE), "tcp 22")));
    }

    @Test
    void togetherTheyReachAsFarAsAnyOfThem() {
        Reach both = Reach.of(Reach.paths("/etc"), Reach.PATHLESS);
        assertTrue(both.covers(Files.at("/etc/motd")));
        assertTrue(both.covers(key(Place.NOWHERE, "tcp 22")));
        assertFalse(both.covers(Files.at("/home/ada")));
    }
}
